using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>Some planes of a pooling: the maxima with their places, or (argmax null) the averages.</summary>
/// <remarks>offsets: for each tap, where it stands in the staged plane; then for each tap, where it stands in the plane itself.</remarks>
internal readonly unsafe struct PoolForward<V>(PoolShape s, Window window, int planes, int* offsets, float* divisors, float* x, float* y, int* argmax) : IJob
    where V : struct, ILanes<V>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        int slack = 2 * V.Count, outPlane = s.OutPlane;
        using var staged = Scratch.Rent(window.ChannelSize(window.Rows) + slack);
        new Span<float>(staged.Pointer + window.ChannelSize(window.Rows), slack).Clear();
        float* sums = stackalloc float[V.Count];
        float* places = stackalloc float[V.Count];
        for (int p = chunk * planes; p < Math.Min(s.Planes, (chunk + 1) * planes); p++)
        {
            float* plane = x + ((nint)p * s.InPlane);
            window.Stage<V>(plane, 0, window.Rows, window.Rows, staged.Pointer, argmax == null ? 0 : float.NegativeInfinity);
            for (int i = 0; i < window.Rows; i++)
            {
                for (int j = 0; j < window.Columns; j += V.Count)
                {
                    int o = (i * window.Columns) + j;
                    float* corner = staged.Pointer + ((nint)i * window.Pitch) + j;

                    // A vector that does not fit into the plane any more goes by way of the stack.
                    bool fits = o + V.Count <= outPlane;
                    float* to = fits ? y + ((nint)p * outPlane) + o : sums;
                    if (argmax == null)
                    {
                        Average(corner, divisors + o, to);
                    }
                    else
                    {
                        float* at = fits ? (float*)argmax + ((nint)p * outPlane) + o : places;
                        Maximum(corner, i, j, to, at);
                        if (!fits) { new Span<float>(at, outPlane - o).CopyTo(new Span<float>((float*)argmax + ((nint)p * outPlane) + o, outPlane - o)); }
                    }

                    if (!fits) { new Span<float>(to, outPlane - o).CopyTo(new Span<float>(y + ((nint)p * outPlane) + o, outPlane - o)); }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Average(float* corner, float* divisor, float* to)
    {
        V sum = V.Load(corner + offsets[0]);
        for (int t = 1; t < s.Taps; t++) { sum += V.Load(corner + offsets[t]); }
        V.Store(sum / V.Load(divisor), to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Maximum(float* corner, int i, int j, float* to, float* at)
    {
        V best = V.All(float.NegativeInfinity), place = V.AllBits(-1);
        V first = V.ToInteger(V.Fma(V.Iota(), V.All(s.StrideWidth), V.All(0)));
        first = V.AddBits(first, V.AllBits((i * s.StrideHeight * s.InWidth) + (j * s.StrideWidth)));
        int taps = s.Taps;
        for (int t = 0; t < taps; t++)
        {
            V value = V.Load(corner + offsets[t]);
            V wins = V.Less(best, value) | ~V.Same(value, value);
            best = V.Select(wins, value, best);
            place = V.Select(wins, V.AddBits(first, V.AllBits(offsets[taps + t])), place);
        }

        V.Store(best, to);
        V.Store(place, at);
        if (V.AnyNegative(place)) { FillPlaces(i, j, (int*)at); }
    }

    /// <summary>A window of nothing but −∞ is won by its first element that is not padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillPlaces(int i, int j, int* at)
    {
        for (int lane = 0; lane < Math.Min(V.Count, window.Columns - j); lane++)
        {
            for (int t = 0; t < s.Taps && at[lane] < 0; t++)
            {
                int row = (i * s.StrideHeight) + s.TapRow(t), column = ((j + lane) * s.StrideWidth) + s.TapColumn(t);
                if ((uint)row < (uint)s.InHeight && (uint)column < (uint)s.InWidth) { at[lane] = (row * s.InWidth) + column; }
            }
        }
    }
}
