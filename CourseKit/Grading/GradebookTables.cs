using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CourseKit.Grading;

/// <summary>The grades of a class: a table for spreadsheets and the details for programs.</summary>
internal static class GradebookTables
{
    public static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>nbgrader's columns; every text quoted where it must be, and none of them a formula.</summary>
    /// <param name="roster">Gives last name, first name and email, by columns of these names.</param>
    public static string ToCsv(IEnumerable<Grade> grades, Roster? roster = null)
    {
        string Known(Grade grade, string column) => Text(roster?.Find(grade)?[column] ?? "");

        var csv = new StringBuilder("assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score\n");
        foreach (Grade grade in grades)
            csv.AppendJoin(',', Text(grade.Notebook), Time(grade.Late.Due), Time(grade.Result.HandedIn), Text(grade.Student),
                Known(grade, "last_name"), Known(grade, "first_name"), Known(grade, "email"),
                Number(grade.Raw), Number(grade.Penalty), Number(grade.Score), Number(grade.Result.Points)).Append('\n');
        return csv.ToString();
    }

    /// <summary>Points, outcome, reason, hint and mistake of every check, and the share of the class that passed it. For the instructor only.</summary>
    public static string ToJson(IReadOnlyCollection<Grade> grades) => JsonSerializer.Serialize(new
    {
        Submissions = grades.Select(grade => new
        {
            grade.Student,
            grade.Notebook,
            grade.Result.HandedIn,
            grade.Result.Points,
            grade.Score,
            grade.Raw,
            grade.Penalty,
            grade.Result.Exercises,
            Marks = grade.Marks.Select(mark => new { mark.Exercise, mark.Points, mark.Comment, mark.Given }),
            grade.Result.Flags,
        }),
        Checks = PassRates(grades),
    }, Json) + "\n";

    /// <summary>How the class did on each check.</summary>
    public static IReadOnlyList<CheckStatistics> PassRates(IEnumerable<Grade> grades) =>
        [.. grades.Select(grade => grade.Result).SelectMany(result => result.Exercises.SelectMany(exercise => exercise.Checks.Select(check => (result.Notebook, exercise.Exercise, Check: check))))
            .GroupBy(entry => (entry.Notebook, entry.Exercise, entry.Check.Name))
            .OrderBy(group => group.Key.Notebook, StringComparer.Ordinal)
            .Select(group => new CheckStatistics(
                group.Key.Notebook, group.Key.Exercise, group.Key.Name, group.Count(), group.Count(entry => entry.Check.Passed),
                group.Count(entry => entry.Check.Outcome == CourseLib.Checks.Outcome.NotAttempted),
                group.Where(entry => entry.Check.Mistake is not null).CountBy(entry => entry.Check.Mistake!).ToDictionary()))];

    /// <summary>A cell that begins like a formula gets an apostrophe and stays text (a lone dash is none); then RFC 4180's quoting.</summary>
    public static string Text(string text)
    {
        string clean = new([.. text.Where(c => c != '\0')]);
        // The wide signs begin a formula where full-width text is at home.
        if (clean.Length > 0 && clean != "-" && (clean[0] is '\t' or '\r' or '\n' || clean.SkipWhile(c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format).FirstOrDefault() is '=' or '+' or '-' or '@' or '|' or '%' or '＝' or '＋' or '－' or '＠'))
            clean = "'" + clean;
        return clean.AsSpan().IndexOfAny(",\"\r\n\t'") < 0 ? clean : $"\"{clean.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string? Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}

/// <summary>How a class did on one check.</summary>
/// <param name="Mistakes">Recognised mistakes and how often each was made.</param>
internal sealed record CheckStatistics(string Notebook, string Exercise, string Check, int Submissions, int Passed, int NotAttempted, IReadOnlyDictionary<string, int> Mistakes);
