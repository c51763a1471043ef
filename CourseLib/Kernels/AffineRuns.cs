using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>What a normalisation does to a contiguous run of elements once its numbers are known.</summary>
internal static unsafe class AffineRuns
{
    /// <summary>y = scale·(x − mean) + shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<V>(float* x, float* y, int count, float scale, float mean, float shift)
        where V : struct, ILanes<V>
    {
        int i = 0;
        V a = V.All(scale), m = V.All(mean), b = V.All(shift);
        for (; i <= count - V.Count; i += V.Count) { V.Store(V.Fma(V.Load(x + i) - m, a, b), y + i); }
        if (V.Count > 1 && i < count) { Normalize<Lanes1>(x + i, y + i, count - i, scale, mean, shift); }
    }

    /// <summary>dx = a·dy + b·(x − mean) + d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine<V>(float* dy, float* x, float* dx, int count, float a, float b, float d, float mean)
        where V : struct, ILanes<V>
    {
        int i = 0;
        V va = V.All(a), vb = V.All(b), vd = V.All(d), m = V.All(mean);
        for (; i <= count - V.Count; i += V.Count) { V.Store(V.Fma(va, V.Load(dy + i), V.Fma(vb, V.Load(x + i) - m, vd)), dx + i); }
        if (V.Count > 1 && i < count) { Combine<Lanes1>(dy + i, x + i, dx + i, count - i, a, b, d, mean); }
    }
}
