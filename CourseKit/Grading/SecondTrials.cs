using System.Collections.Concurrent;

namespace CourseKit.Grading;

/// <summary>
/// Submissions that ran out of time or memory, or whose process died, while others were being graded: that could be the machine's fault.
/// Each is graded once more when all others are done, with nothing beside it, and what comes of that counts.
/// </summary>
internal sealed class SecondTrials
{
    private readonly ConcurrentDictionary<SubmissionResult, Func<CancellationToken, Task<SubmissionResult>>> trials =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>Remembers how a result can be tried again, if it should be.</summary>
    public void Offer(SubmissionResult first, Func<CancellationToken, Task<SubmissionResult>> trial)
    {
        if (first.Flags.Any(IsPerhapsTheMachines)) trials[first] = trial;
    }

    /// <summary>Whether this result is to be tried again, and not yet to be stored.</summary>
    public bool Takes(SubmissionResult first) => trials.ContainsKey(first);

    /// <summary>One after another, in the order of students.</summary>
    public async Task RunAsync(Action<SubmissionResult> onResult, CancellationToken cancellation)
    {
        foreach (SubmissionResult first in trials.Keys.OrderBy(first => first.Student, StringComparer.Ordinal)
            .ThenBy(first => first.Notebook, StringComparer.Ordinal))
            onResult(Told(first, await trials[first](cancellation)));
    }

    /// <summary>
    /// The second result, with what failed both times said to have done so. What failed once is no news: the second result has nothing of
    /// it.
    /// </summary>
    public static SubmissionResult Told(SubmissionResult first, SubmissionResult second) => second with
    {
        Flags = [.. second.Flags.Select(flag => flag.Kind is not (Flag.TimeOut or Flag.Died) ? flag
            : flag with { Message = $"{flag.Message} ({Again(first, flag.Kind)})" })],
    };

    private static string Again(SubmissionResult first, string kind) => (first.Flags.Any(flag => flag.Kind == kind), kind) switch
    {
        (true, Flag.TimeOut) => "timed out twice, the second time alone",
        (true, _) => "died twice, the second time alone",
        _ => "of two runs only the second, alone, came to this; it counts",
    };

    private static bool IsPerhapsTheMachines(Flag flag) => flag.Kind is Flag.TimeOut or Flag.Died or Flag.NotGraded;
}
