namespace CourseKit.Worker;

/// <summary>The way to stop one cell: aborts what computes, and wakes what waits, so that the abort can reach it.</summary>
internal sealed class Interruption
{
    private static readonly TimeSpan BetweenWakings = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource source = new();
    private readonly object gate = new();
    private Thread? thread;
    private bool requested, woken, over;

    /// <summary>For <see cref="System.Runtime.ControlledExecution"/>.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The cell begins on this thread.</summary>
    public void Begin()
    {
        lock (gate) thread = Thread.CurrentThread;
    }

    /// <summary>The cell has ended, in whatever way; a waking that came too late hits nothing.</summary>
    public void End()
    {
        lock (gate) over = true;
        if (!woken) return;
        try { Thread.Sleep(1); }
        catch (ThreadInterruptedException) { }
    }

    /// <summary>Stops the cell, now or when it begins.</summary>
    public void Request()
    {
        lock (gate)
        {
            if (requested || over) return;
            requested = true;
        }
        // Cancelling returns when the cell's thread has given in, which it may never do.
        new Thread(source.Cancel) { IsBackground = true, Name = "interrupt" }.Start();
        new Thread(Wake) { IsBackground = true, Name = "wake" }.Start();
    }

    /// <summary>A thread that waits for a lock or a task does not notice an abort before it wakes.</summary>
    private void Wake()
    {
        while (true)
        {
            Thread.Sleep(BetweenWakings);
            lock (gate)
            {
                if (over) return;
                if (thread?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) != true) continue;
                woken = true;
                thread.Interrupt();
            }
        }
    }
}
