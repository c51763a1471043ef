using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>Where a maximum stands: the first of equals, and the first NaN before everything else.</summary>
internal static unsafe class Maxima
{
    /// <summary>Of contiguous elements.</summary>
    public static int Find(float* x, int count)
    {
        float largest = Largest(x, count);
        return float.IsNaN(largest) ? FirstNaN(x, count) : new ReadOnlySpan<float>(x, count).IndexOf(largest);
    }

    /// <summary>Of elements <paramref name="pitch"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find(float* x, int count, nint pitch)
    {
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            float v = x[i * pitch];
            if (float.IsNaN(v)) { return i; }
            if (v > x[at * pitch]) { at = i; }
        }

        return at;
    }

    /// <summary>The largest element, or NaN.</summary>
    public static float Largest(float* x, int count) => Vector512.IsHardwareAccelerated ? Largest<Lanes16>(x, count)
        : Vector256.IsHardwareAccelerated ? Largest<Lanes8>(x, count) : Largest<Lanes4>(x, count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Largest<V>(float* x, int count)
        where V : struct, ILanes<V>
    {
        float largest = float.NegativeInfinity;
        int i = 0;
        if (count >= V.Count)
        {
            V max = V.Load(x);
            for (i = V.Count; i <= count - V.Count; i += V.Count) { max = V.Max(max, V.Load(x + i)); }
            float* lanes = stackalloc float[V.Count];
            V.Store(max, lanes);
            for (int j = 0; j < V.Count; j++) { largest = MathF.Max(largest, lanes[j]); }
        }

        for (; i < count; i++) { largest = MathF.Max(largest, x[i]); }
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstNaN(float* x, int count)
    {
        int i = 0;
        while (i < count - 1 && !float.IsNaN(x[i])) { i++; }
        return i;
    }
}
