using System.Globalization;
using System.Net;
using System.Text;
using CourseKit.Notebooks;
using CourseLib.Charts;

namespace CourseKit.Grading;

/// <summary>What a gradebook gives: the tables, a feedback page for each student, and a page for the instructor.</summary>
internal static class ClassReport
{
    private const string Page = "class.html";

    /// <summary>Writes everything anew; the marks and the late rules are those of the gradebook.</summary>
    public static IReadOnlyList<Grade> Write(string folder, Gradebook gradebook, IReadOnlyCollection<SubmissionResult> results)
    {
        IReadOnlyList<Grade> grades = Grade.Of(results, gradebook.Policy, gradebook.Marks());
        gradebook.Enter(grades);
        AtomicFile.Write(Path.Combine(folder, "gradebook.csv"), GradebookTables.ToCsv(grades));
        AtomicFile.Write(Path.Combine(folder, "gradebook.json"), GradebookTables.ToJson(grades));
        foreach (IGrouping<string, Grade> student in grades.GroupBy(grade => grade.Student))
            AtomicFile.Write(Path.Combine(folder, "feedback", FeedbackPage.FileName(student.Key)), FeedbackPage.Render(student.Key, [.. student]));
        AtomicFile.Write(Path.Combine(folder, Page), Overview(grades));
        return grades;
    }

    /// <summary>For the instructor: the spread of the scores, the checks that most failed, the flags to look into, every student.</summary>
    private static string Overview(IReadOnlyList<Grade> grades)
    {
        var html = new StringBuilder("<main id=\"content\">\n<h1>The class</h1>\n");
        foreach (IGrouping<string, Grade> notebook in grades.GroupBy(grade => grade.Notebook).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            double points = notebook.Max(grade => grade.Result.Points);
            double[] scores = [.. notebook.Select(grade => grade.Score)];
            html.Append(CultureInfo.InvariantCulture, $"<h2>{Escaped(notebook.Key)}</h2>\n<p>{scores.Length} students, {scores.Average():0.##} of {points:0.##} points on average.</p>\n");
            html.Append("<figure class=\"output figure\">").Append(Histogram(scores, points)).Append("</figure>\n");
            html.Append("<h3>Checks, those that fewest passed first</h3>\n").Append(Table(["Exercise", "Check", "Passed", "Not attempted", "Known mistakes"],
                GradebookTables.PassRates(notebook).OrderBy(check => (double)check.Passed / check.Submissions).ThenBy(check => check.Exercise, StringComparer.Ordinal).Select(check => new[]
                {
                    check.Exercise, check.Check, string.Create(CultureInfo.InvariantCulture, $"{check.Passed} of {check.Submissions}"), check.NotAttempted.ToString(CultureInfo.InvariantCulture),
                    string.Join(", ", check.Mistakes.OrderByDescending(mistake => mistake.Value).Select(mistake => $"{mistake.Key} ×{mistake.Value}")),
                })));
        }
        Grade[] flagged = [.. grades.Where(grade => grade.Result.Flags.Count > 0)];
        if (flagged.Length > 0)
            html.Append("<h2>To look into</h2>\n").Append(Table(["Student", "Notebook", "Flag", "What"], flagged.SelectMany(grade => grade.Result.Flags.Select(flag => new[] { grade.Student, grade.Notebook, flag.Kind, flag.Message }))));
        html.Append("<h2>Students</h2>\n").Append(Table(["Student", "Notebook", "Checks and marks", "Late", "Score"], grades.Select(grade => new[]
        {
            grade.Student, grade.Notebook, Number(grade.Raw), grade.Penalty > 0 ? "−" + Number(grade.Penalty) : "", $"{Number(grade.Score)} of {Number(grade.Result.Points)}",
        })));
        return HtmlPage.Frame("The class", "Scores, checks and flags of a class", html.Append("</main>\n").ToString());
    }

    private static string Histogram(double[] scores, double points)
    {
        const int bins = 10;
        double width = Math.Max(points, 1) / bins;
        int[] counts = new int[bins];
        foreach (double score in scores) counts[Math.Clamp((int)(score / width), 0, bins - 1)]++;
        string[] ranges = [.. Enumerable.Range(0, bins).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i * width:0.#}–{(i + 1) * width:0.#}"))];
        return Chart.Column(counts, ranges).WithTitle("Scores").WithXAxisStyle("points").WithYAxisStyle("students").WithSize(700, 300)
            .WithDescription("How many students reached how many points.").ToSvg();
    }

    private static string Table(string[] columns, IEnumerable<string[]> rows)
    {
        var html = new StringBuilder("<div class=\"table\"><table>\n<thead><tr>").AppendJoin("", columns.Select(column => $"<th>{column}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (string[] row in rows) html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Escaped(cell)}</td>")).Append("</tr>\n");
        return html.Append("</tbody>\n</table></div>\n").ToString();
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => WebUtility.HtmlEncode(new string([.. text.Select(c => char.IsControl(c) ? '\uFFFD' : c)]));
}
