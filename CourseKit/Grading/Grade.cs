namespace CourseKit.Grading;

/// <summary>What a person decided about one exercise of one submission.</summary>
/// <param name="Exercise">"08.2"; empty for a comment on the whole notebook.</param>
/// <param name="Points">In the place of what the checks gave; null leaves that as it is.</param>
internal sealed record ManualMark(string Student, string Notebook, string Exercise, double? Points, string Comment, DateTimeOffset Given);

/// <summary>What counts in the end: the checks' points, a person's where there are some, less what lateness costs.</summary>
internal sealed record Grade(SubmissionResult Result, Lateness Late, IReadOnlyList<ManualMark> Marks)
{
    public string Student => Result.Student;

    public string Notebook => Result.Notebook;

    /// <summary>Before lateness.</summary>
    public double Raw => ExerciseResult.Rounded(Result.Exercises.Sum(ScoreOf));

    public double Penalty => ExerciseResult.Rounded(Raw * (1 - Late.Factor));

    public double Score => ExerciseResult.Rounded(Raw - Penalty);

    public double ScoreOf(ExerciseResult exercise) => MarkOf(exercise.Exercise)?.Points ?? exercise.Score;

    public ManualMark? MarkOf(string exercise) => Marks.FirstOrDefault(mark => mark.Exercise == exercise);

    /// <summary>The grades of a class, by student and notebook.</summary>
    public static IReadOnlyList<Grade> Of(IEnumerable<SubmissionResult> results, LatePolicy policy, IEnumerable<ManualMark> marks)
    {
        ILookup<(string, string), ManualMark> given = marks.ToLookup(mark => (mark.Student, mark.Notebook));
        return [.. results.GroupBy(result => result.Student).OrderBy(student => student.Key, StringComparer.Ordinal).SelectMany(student =>
        {
            IReadOnlyDictionary<string, Lateness> late = policy.Of(student.Key, student.Select(result => (result.Notebook, result.HandedIn)));
            return student.OrderBy(result => result.Notebook, StringComparer.Ordinal).Select(result => new Grade(result, late[result.Notebook], [.. given[(result.Student, result.Notebook)]]));
        })];
    }
}
