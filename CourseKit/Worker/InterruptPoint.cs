using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CourseKit.Worker;

/// <summary>Where a cell looks whether it has been interrupted; calls stand in its loops and in what may call itself.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InterruptPoint
{
    private static bool requested, looksCloser, counts;
    private static int shown;

    /// <summary>Set while a cell is to stop. Whatever it has left running in the background stops as well.</summary>
    internal static bool Requested
    {
        get => Volatile.Read(ref requested);
        set
        {
            Volatile.Write(ref requested, value);
            Volatile.Write(ref looksCloser, value || Volatile.Read(ref shown) > 0);
        }
    }

    /// <summary>A value begins, or ends, to be shown: what its code may take is bounded, by <see cref="ShowLimits"/>.</summary>
    internal static void Show(bool begins)
    {
        int now = begins ? Interlocked.Increment(ref shown) : Interlocked.Decrement(ref shown);
        Volatile.Write(ref looksCloser, now > 0 || Requested);
    }

    /// <summary>Every turn of a loop is counted, or no longer: for a <see cref="MutantTrial"/>.</summary>
    internal static void Count(bool begins)
    {
        counts = begins;
        Show(begins);
    }

    /// <summary>Goes on, or throws when the cell has been interrupted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Here()
    {
        if (Volatile.Read(ref looksCloser)) Stop();
    }

    /// <summary>As <see cref="Here"/>, where an expression is needed; always true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Go()
    {
        Here();
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Stop()
    {
        if (Requested) throw new OperationCanceledException("the cell was interrupted");
        if (counts) MutantTrial.Step();
        else ShowLimits.Check();
    }
}
