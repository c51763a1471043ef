namespace CourseKit.Grading;

/// <summary>What student code may use.</summary>
/// <param name="Cell">The time of one cell, as <see cref="RunClock"/> counts it.</param>
/// <param name="Total">The time of a whole notebook, restarts included; that of compiling it has the same bound for itself.</param>
/// <param name="MemoryMegabytes">The memory of the worker and all its children.</param>
/// <remarks>
/// Time is not what passes on the clock on the wall, for that depends on who else is at work. A cell is charged with the processor time of
/// all its threads, and
/// with half of the time in which none of them runs or wants to run: a cell that sleeps or waits for ever ends after twice its limit. What
/// it waits for a
/// processor or for the disk costs nothing, until <see cref="Backstop"/>. Where the system tells none of this, the time that passes is
/// charged.
/// </remarks>
internal sealed record RunLimits(TimeSpan Cell, TimeSpan Total, int MemoryMegabytes)
{
    private static readonly TimeSpan LeastCompiling = TimeSpan.FromSeconds(10), LeastBackstop = TimeSpan.FromSeconds(20);

    /// <summary>For the course's own code, which is trusted and may train a network.</summary>
    public static RunLimits Trusted { get; } = new(TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), 8192);

    /// <summary>What is charged for a share of time in which nothing wanted to run.</summary>
    public static TimeSpan Idle(TimeSpan passed) => passed / 2;

    /// <summary>
    /// What compiling a cell may take where running it may take <paramref name="cell"/>: a compiler that is new needs seconds for what an
    /// old one does at once.
    /// </summary>
    public static TimeSpan Compiling(TimeSpan cell) => cell > LeastCompiling ? cell : LeastCompiling;

    /// <summary>
    /// After so much time by the wall it is over, however busy the machine: the submission is tried again when nothing else is.
    /// </summary>
    public static TimeSpan Backstop(TimeSpan limit) => 20 * limit > LeastBackstop ? 20 * limit : LeastBackstop;
}
