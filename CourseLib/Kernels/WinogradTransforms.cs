using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>The transforms of F(2×2, 3×3): v = Bᵀ·d·B for a 4×4 piece d of the input, u = G·g·Gᵀ for a kernel g, y = Aᵀ·m·A for the products m.</summary>
/// <remarks>Bᵀ = (1 0 −1 0; 0 1 1 0; 0 −1 1 0; 0 1 0 −1), G = (1 0 0; ½ ½ ½; ½ −½ ½; 0 0 1), Aᵀ = (1 1 1 0; 0 1 −1 −1).</remarks>
internal static unsafe class WinogradTransforms
{
    /// <summary>Rows of tiles of one channel; point p of a tile goes to to[p·pointPitch + tile]. Up to a vector is written past the last tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inputs<V>(float* staged, int* offsets, int pitch, int rows, int columns, float* to, nint pointPitch)
        where V : struct, ILanes<V>
    {
        for (int i = 0; i < rows; i++, staged += pitch, to += columns)
        {
            for (int j = 0; j < columns; j += V.Count)
            {
                float* d = staged + j, v = to + j;
                var (a0, a1, a2, a3) = Input<V>(d, offsets, 0);
                var (b0, b1, b2, b3) = Input<V>(d, offsets, 4);
                var (c0, c1, c2, c3) = Input<V>(d, offsets, 8);
                var (d0, d1, d2, d3) = Input<V>(d, offsets, 12);
                Four(a0 - c0, a1 - c1, a2 - c2, a3 - c3, v, pointPitch);
                Four(b0 + c0, b1 + c1, b2 + c2, b3 + c3, v + (4 * pointPitch), pointPitch);
                Four(c0 - b0, c1 - b1, c2 - b2, c3 - b3, v + (8 * pointPitch), pointPitch);
                Four(b0 - d0, b1 - d1, b2 - d2, b3 - d3, v + (12 * pointPitch), pointPitch);
            }
        }
    }

    /// <summary>A row of tiles of one output channel, from m[p·pointPitch + tile]; the second output row only if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outputs<V>(float* m, nint pointPitch, int tiles, float bias, float* to, int width, bool second)
        where V : struct, ILanes<V>
    {
        V shift = V.All(bias);
        float* edge = stackalloc float[2 * V.Count];
        for (int j = 0; j < tiles; j += V.Count, m += V.Count)
        {
            var (a0, a1) = Output<V>(m, pointPitch);
            var (b0, b1) = Output<V>(m + (4 * pointPitch), pointPitch);
            var (c0, c1) = Output<V>(m + (8 * pointPitch), pointPitch);
            var (d0, d1) = Output<V>(m + (12 * pointPitch), pointPitch);
            float* row = to + (2 * j);
            int count = Math.Min(2 * V.Count, width - (2 * j));
            Interleave(a0 + b0 + c0 + shift, a1 + b1 + c1 + shift, count, row, edge);
            if (second) { Interleave(b0 - c0 - d0 + shift, b1 - c1 - d1 + shift, count, row + width, edge); }
        }
    }

    /// <summary>One row of kernels, (channels, 3, 3), into to[p·pointPitch + channel].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Kernels<V>(float* kernels, int channels, float* to, nint pointPitch)
        where V : struct, ILanes<V>
    {
        float* g = stackalloc float[9 * V.Count];
        new Span<float>(g, 9 * V.Count).Clear();
        for (int c = 0; c < channels; c += V.Count)
        {
            int count = Math.Min(V.Count, channels - c);
            Packing.Transpose(kernels + (9 * c), 9, count, 9, g, V.Count, count);
            if (count == V.Count) { Kernel<V>(g, to + c, pointPitch); }
            else { for (int i = 0; i < count; i++) { Kernel<Lanes1>(g, i, V.Count, to + c + i, pointPitch); } }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V T0, V T1, V T2, V T3) Input<V>(float* d, int* offsets, int row)
        where V : struct, ILanes<V>
    {
        V x0 = V.Load(d + offsets[row]), x1 = V.Load(d + offsets[row + 1]), x2 = V.Load(d + offsets[row + 2]), x3 = V.Load(d + offsets[row + 3]);
        return (x0 - x2, x1 + x2, x2 - x1, x1 - x3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four<V>(V x0, V x1, V x2, V x3, float* to, nint pointPitch)
        where V : struct, ILanes<V>
    {
        V.Store(x0, to);
        V.Store(x1, to + pointPitch);
        V.Store(x2, to + (2 * pointPitch));
        V.Store(x3, to + (3 * pointPitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Y0, V Y1) Output<V>(float* m, nint pointPitch)
        where V : struct, ILanes<V>
    {
        V x0 = V.Load(m), x1 = V.Load(m + pointPitch), x2 = V.Load(m + (2 * pointPitch)), x3 = V.Load(m + (3 * pointPitch));
        return (x0 + x1 + x2, x1 - x2 - x3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave<V>(V even, V odd, int count, float* to, float* edge)
        where V : struct, ILanes<V>
    {
        (V first, V second) = V.Zip(even, odd);
        bool whole = count == 2 * V.Count;
        float* at = whole ? to : edge;
        V.Store(first, at);
        V.Store(second, at + V.Count);
        if (!whole) { Packing.Copy<Lanes4>(edge, 0, 1, count, to, 0, 0); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Kernel<V>(float* g, float* to, nint pointPitch)
        where V : struct, ILanes<V> => Kernel<V>(g, 0, V.Count, to, pointPitch);

    private static void Kernel<V>(float* g, int lane, int pitch, float* to, nint pointPitch)
        where V : struct, ILanes<V>
    {
        var (a0, a1, a2, a3) = KernelRow(V.Load(g + lane), V.Load(g + pitch + lane), V.Load(g + (2 * pitch) + lane));
        var (b0, b1, b2, b3) = KernelRow(V.Load(g + (3 * pitch) + lane), V.Load(g + (4 * pitch) + lane), V.Load(g + (5 * pitch) + lane));
        var (c0, c1, c2, c3) = KernelRow(V.Load(g + (6 * pitch) + lane), V.Load(g + (7 * pitch) + lane), V.Load(g + (8 * pitch) + lane));
        var (p0, p1, p2, p3) = KernelRow(a0, b0, c0);
        var (q0, q1, q2, q3) = KernelRow(a1, b1, c1);
        var (r0, r1, r2, r3) = KernelRow(a2, b2, c2);
        var (s0, s1, s2, s3) = KernelRow(a3, b3, c3);
        Four(p0, q0, r0, s0, to, pointPitch);
        Four(p1, q1, r1, s1, to + (4 * pointPitch), pointPitch);
        Four(p2, q2, r2, s2, to + (8 * pointPitch), pointPitch);
        Four(p3, q3, r3, s3, to + (12 * pointPitch), pointPitch);
    }

    /// <summary>G times one column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V T0, V T1, V T2, V T3) KernelRow<V>(V x, V y, V z)
        where V : struct, ILanes<V>
    {
        V half = V.All(0.5f), outer = (x + z) * half, inner = y * half;
        return (x, outer + inner, outer - inner, z);
    }
}
