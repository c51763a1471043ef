using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace CourseKit.Worker;

/// <summary>A value's own code took too much while the value was being shown.</summary>
internal sealed class ShowFailure(string message) : Exception(message);

/// <summary>
/// Bounds what a value's own code (ToString, properties, enumerators, formatters) may take while it is shown: a time, and a depth of calls. The code of cells
/// looks at them where it looks whether it is interrupted, on the cell's own thread, which may hold locks that the value's code takes again.
/// </summary>
/// <remarks>What waits is woken when the time is up. Code of libraries that neither waits nor comes back ends with the cell: by its time limit, or by a person.</remarks>
internal sealed class ShowLimits
{
    private const int DeepestCalls = 4 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3), BetweenWakings = TimeSpan.FromMilliseconds(50);

    [ThreadStatic]
    private static ShowLimits? current;

    private readonly Thread thread = Thread.CurrentThread;
    private long start = Stopwatch.GetTimestamp();
    private readonly nint stack;
    private bool woken, over;

    private ShowLimits(nint stack) => this.stack = stack;

    private bool IsLate => Stopwatch.GetElapsedTime(Interlocked.Read(ref start)) > Longest;

    /// <summary>Does <paramref name="show"/> within the limits; within another one, within that one's.</summary>
    /// <exception cref="ShowFailure">It took too long, or called itself without end.</exception>
    public static T Run<T>(Func<T> show)
    {
        if (current is not null) return show();
        byte here = 0;
        var limits = current = new ShowLimits(AddressOf(ref here));
        InterruptPoint.Show(begins: true);
        using var clock = new Timer(_ => limits.Wake(), null, Longest, BetweenWakings);
        try
        {
            return show();
        }
        catch (Exception broken) when (Failure(broken) is ShowFailure failure && failure != broken)
        {
            throw failure;
        }
        finally
        {
            current = null;
            InterruptPoint.Show(begins: false);
            limits.End();
        }
    }

    /// <summary>Does what is no code of the value's, as loading a library: its time does not count.</summary>
    public static void Uncounted(Action work)
    {
        long begin = Stopwatch.GetTimestamp();
        work();
        if (current is ShowLimits limits) Interlocked.Add(ref limits.start, Stopwatch.GetTimestamp() - begin);
    }

    /// <summary>Goes on, or throws where this thread shows a value and has taken too much for it.</summary>
    /// <exception cref="ShowFailure">So it is.</exception>
    public static void Check()
    {
        if (current is not ShowLimits limits) return;
        byte here = 0;
        if (Math.Abs(limits.stack - AddressOf(ref here)) > DeepestCalls) throw new ShowFailure("calls itself without end");
        if (limits.IsLate) throw new ShowFailure(TooLong);
    }

    /// <summary>What an exception of a value's code means where it is one of these limits, in whatever it was wrapped; else null.</summary>
    public static ShowFailure? Failure(Exception thrown)
    {
        for (Exception? cause = thrown; cause is not null; cause = cause.InnerException)
            switch (cause)
            {
                case ShowFailure failure: return failure;
                case InsufficientExecutionStackException: return new ShowFailure("calls itself without end");
                case ThreadInterruptedException when current is { woken: true } && !InterruptPoint.Requested: return new ShowFailure(TooLong);
            }
        return null;
    }

    private static string TooLong => FormattableString.Invariant($"takes longer than {Longest.TotalSeconds:0} s");

    private static nint AddressOf(ref byte here) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref here);

    private void Wake()
    {
        lock (this)
        {
            if (over || !IsLate || !thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin)) return;
            woken = true;
            thread.Interrupt();
        }
    }

    /// <summary>A waking that came too late hits nothing.</summary>
    private void End()
    {
        lock (this) over = true;
        if (!woken) return;
        try { Thread.Sleep(1); }
        catch (ThreadInterruptedException) { }
    }
}
