using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CourseLib.Checks;

namespace CourseKit.Grading.Gradescope;

/// <summary>
/// The <c>results.json</c> that Gradescope reads: a test for each check. Students read it, so it says no more than the feedback page: of a
/// hidden check whether it passed, and the hint for a known mistake.
/// </summary>
internal static class GradescopeResults
{
    /// <summary>When students see a test; one that they do not see hides their total as well.</summary>
    public static readonly IReadOnlyList<string> Visibilities = [Visible, "after_due_date", "after_published", "hidden"];

    public const string Visible = "visible";
    private const string Hidden = "hidden", Text = "text";
    private const int LongestOutput = 8000;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="hiddenChecks">When students see how hidden checks came out: one of <see cref="Visibilities"/>.</param>
    /// <param name="notes">What else the student should read, a paragraph each.</param>
    public static string Of(Grade grade, string hiddenChecks, IEnumerable<string> notes)
    {
        SubmissionResult result = grade.Result;
        IEnumerable<string?> said = [.. notes, grade.Late.Message, grade.MarkOf("")?.Comment, .. result.Flags.Where(flag => flag.IsForStudents()).Select(flag => flag.Message),
            .. result.Cells.Where(cell => cell is { Exercise: null, Error: not null }).Select(cell => cell.Error)];
        return Write(grade.Score, result.Seconds, string.Join("\n\n", said.Where(text => !string.IsNullOrEmpty(text)).Distinct()),
            [.. result.Exercises.SelectMany(exercise => Tests(grade, exercise, hiddenChecks))]);
    }

    /// <summary>No points and no tests, and why.</summary>
    public static string Failure(string message) => Write(0, null, message, []);

    private static string Write(double score, double? seconds, string output, IReadOnlyList<object> tests) => JsonSerializer.Serialize(new
    {
        Score = score,
        ExecutionTime = seconds,
        Output = Clean(output),
        OutputFormat = Text,
        Visibility = Visible,
        StdoutVisibility = Hidden,
        Tests = tests,
    }, Json) + "\n";

    private static IEnumerable<object> Tests(Grade grade, ExerciseResult exercise, string hiddenChecks)
    {
        ManualMark? mark = grade.MarkOf(exercise.Exercise);
        if (mark?.Points is double given)
        {
            yield return Test(exercise.Exercise, $"exercise {exercise.Exercise}, marked by hand", given, exercise.Points, given >= exercise.Points, mark.Comment, Visible);
            yield break;
        }
        int number = 0;
        foreach (CheckResult check in exercise.AsTold())
        {
            string?[] said = [
                number == 0 ? mark?.Comment : null,
                check.Outcome == Outcome.NotAttempted ? "not attempted" : check.Reason,
                check.Outcome == Outcome.Failed && check.Hint is not null ? "Hint: " + check.Hint : null];
            yield return Test($"{exercise.Exercise}.{++number}", $"exercise {exercise.Exercise}: {check.Name}", check.Passed ? check.Points : 0, check.Points, check.Passed,
                string.Join("\n", said.Where(text => !string.IsNullOrEmpty(text))), check.Hidden ? hiddenChecks : Visible);
        }
    }

    private static object Test(string number, string name, double score, double points, bool passed, string output, string visibility) => new
    {
        Score = ExerciseResult.Rounded(score),
        MaxScore = ExerciseResult.Rounded(points),
        Status = passed ? "passed" : "failed",
        Name = Clean(name),
        Number = number,
        Output = output.Length == 0 ? null : Clean(output),
        OutputFormat = Text,
        Visibility = visibility,
    };

    /// <summary>No control characters, which could move a reader's cursor, and no more than a page can hold.</summary>
    private static string Clean(string text)
    {
        string clean = new([.. text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c)]);
        return clean.Length <= LongestOutput ? clean : clean[..LongestOutput] + string.Create(CultureInfo.InvariantCulture, $"… ({clean.Length - LongestOutput} more characters)");
    }
}
