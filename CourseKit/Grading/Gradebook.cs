using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CourseKit.Grading;

/// <summary>The grades of a class: a table for spreadsheets and the details for programs.</summary>
internal static class Gradebook
{
    public static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>nbgrader's columns; every text quoted where it must be, and none of them a formula.</summary>
    public static string ToCsv(IEnumerable<SubmissionResult> results)
    {
        var csv = new StringBuilder("assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score\n");
        foreach (SubmissionResult result in Ordered(results))
            csv.AppendJoin(',', Text(result.Notebook), "", result.HandedIn?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture), Text(result.Student), "", "", "",
                Number(result.Score), "0", Number(result.Score), Number(result.Points)).Append('\n');
        return csv.ToString();
    }

    /// <summary>Points, outcome, reason, hint and mistake of every check, and the share of the class that passed it. For the instructor only.</summary>
    public static string ToJson(IReadOnlyCollection<SubmissionResult> results) => JsonSerializer.Serialize(new
    {
        Submissions = Ordered(results).Select(result => new { result.Student, result.Notebook, result.HandedIn, result.Points, result.Score, result.Exercises, result.Flags, result.Seconds }),
        Checks = results.SelectMany(result => result.Exercises.SelectMany(exercise => exercise.Checks.Select(check => (result.Notebook, exercise.Exercise, Check: check))))
            .GroupBy(entry => (entry.Notebook, entry.Exercise, entry.Check.Name))
            .OrderBy(group => group.Key.Notebook, StringComparer.Ordinal)
            .Select(group => new
            {
                group.Key.Notebook,
                group.Key.Exercise,
                Check = group.Key.Name,
                Submissions = group.Count(),
                Passed = group.Count(entry => entry.Check.Passed),
                NotAttempted = group.Count(entry => entry.Check.Outcome == CourseLib.Checks.Outcome.NotAttempted),
                Mistakes = group.Where(entry => entry.Check.Mistake is not null).CountBy(entry => entry.Check.Mistake!).ToDictionary(),
            }),
    }, Json) + "\n";

    public static IEnumerable<SubmissionResult> Ordered(IEnumerable<SubmissionResult> results) =>
        results.OrderBy(result => result.Student, StringComparer.Ordinal).ThenBy(result => result.Notebook, StringComparer.Ordinal);

    /// <summary>A cell that begins like a formula gets an apostrophe, which spreadsheets hide; then RFC 4180's quoting.</summary>
    public static string Text(string text)
    {
        string clean = new([.. text.Where(c => c != '\0')]);
        // The wide signs begin a formula where full-width text is at home.
        if (clean.Length > 0 && (clean[0] is '\t' or '\r' or '\n' || clean.SkipWhile(c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format).FirstOrDefault() is '=' or '+' or '-' or '@' or '|' or '%' or '＝' or '＋' or '－' or '＠'))
            clean = "'" + clean;
        return clean.AsSpan().IndexOfAny(",\"\r\n\t'") < 0 ? clean : $"\"{clean.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
