namespace CourseKit.Worker;

/// <summary>The way to stop one cell, in three steps: its own code looks at a flag, what waits is woken, and what does neither is aborted.</summary>
internal sealed class Interruption
{
    private static readonly TimeSpan BetweenWakings = TimeSpan.FromMilliseconds(20);

    /// <summary>What does not look at the flag is library code: it gets this long to come back by itself.</summary>
    private static readonly TimeSpan BeforeAbort = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource request = new();
    private readonly CancellationTokenSource abort = new();
    private readonly object gate = new();
    private Thread? thread;
    private bool woken, over;

    /// <summary>Cancelled as soon as the cell is to stop.</summary>
    public CancellationToken Requested => request.Token;

    /// <summary>Cancelled when nothing else has helped; for <see cref="System.Runtime.ControlledExecution"/>.</summary>
    public CancellationToken Abort => abort.Token;

    /// <summary>The cell begins on this thread.</summary>
    public void Begin()
    {
        lock (gate)
        {
            thread = Thread.CurrentThread;
            InterruptPoint.Requested = Requested.IsCancellationRequested;
        }
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
            if (over || Requested.IsCancellationRequested) return;
            request.Cancel();
            if (thread is not null) InterruptPoint.Requested = true;
        }
        new Thread(WakeThenAbort) { IsBackground = true, Name = "wake" }.Start();
    }

    /// <summary>A thread that waits for a lock, a task or a clock looks at no flag, and does not notice an abort either.</summary>
    private void WakeThenAbort()
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += BetweenWakings)
        {
            Thread.Sleep(BetweenWakings);
            lock (gate)
            {
                if (over) return;
                if (thread?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) == true)
                {
                    woken = true;
                    thread.Interrupt();
                }
            }
            // Cancelling returns when the thread has given in, which it may never do; meanwhile it may begin to wait.
            if (waited == BeforeAbort) new Thread(abort.Cancel) { IsBackground = true, Name = "abort" }.Start();
        }
    }
}
