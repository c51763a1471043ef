using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace CourseLib.Kernels;

/// <summary>One call of <see cref="Threads.For{TJob}(int, TJob)"/>: a counter from which every thread takes the next chunk.</summary>
internal abstract class Work(int chunks)
{
    private int next;
    private Exception? failure;

    protected abstract void Run(int chunk);

    /// <summary>Runs chunks until none is left.</summary>
    public void Drain()
    {
        for (int i = Interlocked.Increment(ref next) - 1; i < chunks; i = Interlocked.Increment(ref next) - 1) { Run(i); }
    }

    /// <summary>What a worker does with it.</summary>
    public void Help()
    {
        try
        {
            Drain();
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
            Cancel();
        }
    }

    /// <summary>No further chunk begins.</summary>
    public void Cancel() => Volatile.Write(ref next, chunks);

    public void ThrowIfFailed()
    {
        if (failure is not null) { ExceptionDispatchInfo.Throw(failure); }
    }
}

/// <summary>One background thread of the team.</summary>
internal sealed class Worker
{
    // Long enough to stay awake between the kernels of a training step, short enough not to be noticed on a busy machine.
    private static readonly long AwakeTicks = Stopwatch.Frequency / 20_000;

    private readonly SemaphoreSlim wake = new(0);
    private Work? slot;
    private Work? running;
    private int asleep;

    public Worker() => new Thread(Loop) { IsBackground = true, Name = "CourseLib kernels" }.Start();

    public void Give(Work work)
    {
        Interlocked.Exchange(ref slot, work);
        if (Interlocked.Exchange(ref asleep, 0) == 1) { wake.Release(); }
    }

    /// <summary>Withdraws the work if this worker has not begun it, else waits until it is done.</summary>
    public void Finish(Work work)
    {
        Interlocked.CompareExchange(ref slot, null, work);
        var spin = default(SpinWait);
        while (Volatile.Read(ref running) == work) { spin.SpinOnce(sleep1Threshold: -1); }
    }

    private void Loop()
    {
        Threads.Join();
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref slot) is null && Stopwatch.GetTimestamp() - start < AwakeTicks) { Thread.SpinWait(20); }
            if (Volatile.Read(ref slot) is null)
            {
                Interlocked.Exchange(ref asleep, 1);
                if (Volatile.Read(ref slot) is null || Interlocked.Exchange(ref asleep, 0) == 0) { wake.Wait(); }
            }

            // Running is set before the slot is emptied, so that Finish sees the work in one of the two until it is done.
            var work = Volatile.Read(ref slot);
            Interlocked.Exchange(ref running, work);
            if (work is not null && Interlocked.CompareExchange(ref slot, null, work) == work) { work.Help(); }
            Volatile.Write(ref running, null);
        }
    }
}
