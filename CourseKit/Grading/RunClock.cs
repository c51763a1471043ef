namespace CourseKit.Grading;

/// <summary>Adds up what a process is charged with, from one look at it to the next; <see cref="RunLimits"/> has the rule.</summary>
internal sealed class RunClock
{
    /// <summary>A watch that comes late has been kept waiting itself, and has not seen what happened meanwhile.</summary>
    private static readonly TimeSpan MostPassed = TimeSpan.FromMilliseconds(100);

    private TimeSpan last;

    public TimeSpan Charged { get; private set; }

    /// <param name="processor">The processor time of the process since its start; that of children which have ended may be missing.</param>
    /// <param name="passed">Since the last look.</param>
    /// <param name="isIdle">A cell is running, and nothing of it runs or wants to.</param>
    public void Look(TimeSpan processor, TimeSpan passed, bool isIdle)
    {
        if (processor > last) Charged += processor - last;
        else if (isIdle) Charged += RunLimits.Idle(passed < MostPassed ? passed : MostPassed);
        last = processor;
    }

    /// <summary>Whether the processor time is another than at the last look.</summary>
    public bool HasRun(TimeSpan processor) => processor != last;
}
