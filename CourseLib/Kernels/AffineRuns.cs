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

    /// <summary>y = max(scale·(x − mean) + shift, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rectify<V>(float* x, float* y, int count, float scale, float mean, float shift)
        where V : struct, ILanes<V>
    {
        int i = 0;
        V a = V.All(scale), m = V.All(mean), b = V.All(shift);
        for (; i <= count - V.Count; i += V.Count) { V.Store(V.Max(V.Fma(V.Load(x + i) - m, a, b), V.All(0)), y + i); }
        if (V.Count > 1 && i < count) { Rectify<Lanes1>(x + i, y + i, count - i, scale, mean, shift); }
    }

    /// <summary>passed = dy where scale·(x − mean) + shift is above 0, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pass<V>(float* x, float* dy, float* passed, int count, float scale, float mean, float shift)
        where V : struct, ILanes<V>
    {
        int i = 0;
        V a = V.All(scale), m = V.All(mean), b = V.All(shift);
        for (; i <= count - V.Count; i += V.Count) { V.Store(V.Less(V.All(0), V.Fma(V.Load(x + i) - m, a, b)) & V.Load(dy + i), passed + i); }
        if (V.Count > 1 && i < count) { Pass<Lanes1>(x + i, dy + i, passed + i, count - i, scale, mean, shift); }
    }

    /// <summary>dx = a·dy + b·(x − mean) + d; dx and dy may be one.</summary>
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
