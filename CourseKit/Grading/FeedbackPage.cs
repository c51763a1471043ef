using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CourseKit.Grading.Intake;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>
/// What a student gets back: one page that needs nothing else. Of hidden checks it tells what
/// <see cref="ExerciseResult.AsTold"/> does, never their names, reasons, values or source. Everything that came from the student is escaped.
/// </summary>
internal static class FeedbackPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1f2937; --paper: #fff; --soft: #f3f4f6; --line: #d1d5db; --pass: #0a7d4b; --fail: #c2410c; --idle: #6b7280; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e5e7eb; --paper: #111827; --soft: #1f2937; --line: #374151; --pass: #34d399; --fail: #fb923c; --idle: #9ca3af; } }
        body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
        h2 { border-bottom: 1px solid var(--line); margin-top: 2.5rem; } h2 small, h3 small { font-weight: normal; float: right; }
        table { border-collapse: collapse; width: 100%; } td { padding: .3rem .5rem; vertical-align: top; border-top: 1px solid var(--line); }
        td:first-child { width: 1.5rem; font-weight: bold; } td:last-child { text-align: right; white-space: nowrap; }
        .pass { color: var(--pass); } .fail { color: var(--fail); } .idle { color: var(--idle); }
        pre { background: var(--soft); padding: .75rem; overflow-x: auto; font: 13px/1.45 ui-monospace, monospace; border-left: 4px solid var(--line); }
        pre.fail { border-left-color: var(--fail); color: inherit; } pre.pass { border-left-color: var(--pass); color: inherit; }
        .comment { white-space: pre-wrap; border-left: 4px solid var(--pass); padding-left: .75rem; }
        .hint { display: block; background: var(--soft); padding: .3rem .6rem; margin-top: .3rem; border-radius: .3rem; }
        .score { font-size: 1.4rem; font-weight: bold; }
        """;

    /// <summary>A file name for a student's page, whatever the student is called; different names never share one.</summary>
    public static string FileName(string student)
    {
        string safe = new([.. student.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' || (c == '.' && student[0] != '.') ? c : '_')]);
        if (safe == student && student.Length is > 0 and <= 60 && student.Trim() == student && Encoding.UTF8.GetByteCount(student) <= 200) return student + ".html";
        string end = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(student)))[..8];
        return $"{safe[..Math.Min(safe.Length, 40)].Trim()}-{end}.html";
    }

    public static string Render(string student, IReadOnlyList<Grade> grades)
    {
        double score = ExerciseResult.Rounded(grades.Sum(grade => grade.Score)), points = ExerciseResult.Rounded(grades.Sum(grade => grade.Result.Points));
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Feedback for {Escaped(student)}</title>
            <style>
            {Style}
            </style></head><body>
            <h1>Feedback for {Escaped(student)}</h1>
            <p class="score">{Number(score)} of {Number(points)} points</p>

            """);
        foreach (Grade grade in grades.OrderBy(grade => grade.Notebook, StringComparer.Ordinal)) Notebook(html, grade);
        return html.Append("</body></html>\n").ToString();
    }

    private static void Notebook(StringBuilder html, Grade grade)
    {
        SubmissionResult result = grade.Result;
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Escaped(result.Notebook)} <small>{Number(grade.Score)} of {Number(result.Points)}</small></h2>\n");
        if (grade.Late.Message is string late) html.Append(CultureInfo.InvariantCulture, $"<p class=\"fail\">{Escaped(late)}{(grade.Penalty > 0 ? $", {Number(grade.Penalty)} of {Number(grade.Raw)}" : "")}.</p>\n");
        Comment(html, grade.MarkOf(""));
        foreach (Flag flag in result.Flags.Where(flag => flag.IsForStudents())) html.Append("<p class=\"idle\">").Append(Told(flag.Message)).Append("</p>\n");
        foreach (ExerciseResult exercise in result.Exercises) Exercise(html, grade, exercise, [.. result.Cells.Where(cell => cell.Exercise == exercise.Exercise)]);
        FeedbackCell[] others = [.. result.Cells.Where(cell => !result.Exercises.Any(exercise => exercise.Exercise == cell.Exercise))];
        if (others.Length > 0) html.Append("<h3>Cells of your own</h3>\n");
        foreach (FeedbackCell cell in others) Code(html, cell, "");
    }

    private static void Comment(StringBuilder html, ManualMark? mark)
    {
        if (mark is { Comment.Length: > 0 }) html.Append("<p class=\"comment\">").Append(Escaped(mark.Comment)).Append("</p>\n");
    }

    private static void Exercise(StringBuilder html, Grade grade, ExerciseResult exercise, IReadOnlyList<FeedbackCell> cells)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h3>Exercise {Escaped(exercise.Exercise)} <small>{Number(grade.ScoreOf(exercise))} of {Number(exercise.Points)}{(grade.MarkOf(exercise.Exercise)?.Points is null ? "" : ", marked by hand")}</small></h3>\n");
        Comment(html, grade.MarkOf(exercise.Exercise));
        string mark = exercise.Checks.All(check => check.Passed) ? "pass" : exercise.Checks.Any(check => check.Outcome == Outcome.Failed) ? "fail" : "";
        foreach (FeedbackCell cell in cells) Code(html, cell, mark);
        html.Append("<table>\n");
        foreach (CheckResult check in exercise.AsTold()) Check(html, check);
        html.Append("</table>\n");
    }

    private static void Code(StringBuilder html, FeedbackCell cell, string mark)
    {
        html.Append(CultureInfo.InvariantCulture, $"<pre class=\"{(cell.Error is null ? mark : "fail")}\"><code>{Escaped(cell.Source)}</code></pre>\n");
        if (cell.Error is not null) html.Append("<p class=\"fail\">").Append(Told(cell.Error)).Append("</p>\n");
    }

    private static void Check(StringBuilder html, CheckResult check)
    {
        (string sign, string color) = check.Outcome switch
        {
            Outcome.Passed => ("✓", "pass"),
            Outcome.Failed => ("✗", "fail"),
            _ => ("○", "idle"),
        };
        html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"{color}\">{sign}</td><td>{Escaped(check.Name)}{(check.Outcome == Outcome.NotAttempted ? " – not attempted" : "")}");
        if (check.Reason is not null) html.Append("<br>").Append(Told(check.Reason));
        if (check.Outcome == Outcome.Failed && check.Hint is not null) html.Append("<span class=\"hint\"><strong>Hint.</strong> ").Append(Escaped(check.Hint)).Append("</span>");
        html.Append(CultureInfo.InvariantCulture, $"</td><td>{Number(check.Passed ? check.Points : 0)} / {Number(check.Points)}</td></tr>\n");
    }

    /// <summary>What programs said, without the folders of this machine.</summary>
    private static string Told(string text) => Escaped(HostPaths.Hide(text));

    /// <summary>Control characters have no place in HTML, escaped or not.</summary>
    private static string Escaped(string text) =>
        WebUtility.HtmlEncode(new string([.. text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c)]));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
