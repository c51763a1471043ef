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
    /// <summary>What a student's code used while the check ran, and its exercise forbids; null when it did not.</summary>
    public string? Reaching { get; init; }

    /// <summary>The names of values that some other code than a check has recorded.</summary>
    public IReadOnlyList<string> Strays { get; init; } = [];

    public bool Ended => Status is CellStatus.Ok or CellStatus.Error;
}
