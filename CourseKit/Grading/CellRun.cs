using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>What came of one cell.</summary>
/// <param name="Error">Why it failed, when it did.</param>
/// <param name="Recordings">What its checks saw, in order.</param>
/// <param name="RecordingsLost">More recordings than any check cell has: the rest was not kept.</param>
internal sealed record CellRun(
    PlannedCell Cell, CellStatus Status, ErrorEvent? Error, IReadOnlyList<Recording> Recordings, double Milliseconds, bool RecordingsLost = false)
{
    /// <summary>Where the student's cell uses what reaches into its process; null when it does not.</summary>
    public string? Reaching { get; init; }

    public bool Ended => Status is CellStatus.Ok or CellStatus.Error;
}
