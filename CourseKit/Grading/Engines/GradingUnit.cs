using CourseKit.Grading.Intake;
using CourseKit.Notebooks;

namespace CourseKit.Grading.Engines;

/// <summary>One notebook of one student that is to be run.</summary>
/// <param name="Key">What its result depends on; see <see cref="SubmissionKey"/>.</param>
/// <param name="File">Its name in the submission.</param>
/// <param name="Flags">What was found before it runs.</param>
/// <param name="Read">The bytes as they were handed in.</param>
internal sealed record GradingUnit(
    string Student, NotebookGrader Grader, string Key, DateTimeOffset? HandedIn, string File, IReadOnlyList<Flag> Flags, Func<byte[]> Read)
{
    /// <summary>Runs it, and cuts the result to size; bytes that are no notebook get no points and the flag that says so.</summary>
    /// <exception cref="CourseKitException">No worker starts.</exception>
    public async Task<SubmissionResult> RunAsync(PlanRunner runner, CancellationToken cancellation)
    {
        var flags = new List<Flag>(Flags);
        Notebook notebook;
        try
        {
            notebook = SubmittedFile.Parse(Read(), File, flags);
        }
        catch (Exception cause) when (cause is CourseKitException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Grader.Zero(Student, cause is CourseKitException ? Key : "", HandedIn, [.. flags, new(Flag.Unreadable, cause.Message)]);
        }
        return ResultLimits.Of(await Grader.GradeAsync(runner, Student, notebook, Key, HandedIn, flags, cancellation));
    }

    public SubmissionResult NotGraded(string reason) =>
        Grader.Zero(Student, "", HandedIn, [.. Flags, new Flag(Flag.NotGraded, $"this was not graded: {reason}; grade again")]);
}
