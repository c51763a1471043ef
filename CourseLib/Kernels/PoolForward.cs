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
        if (s.IsHalving)
        {
            for (int p = chunk * planes; p < Math.Min(s.Planes, (chunk + 1) * planes); p++)
            {
                Halving(x + ((nint)p * s.InPlane), y + ((nint)p * s.OutPlane), argmax == null ? null : (float*)argmax + ((nint)p * s.OutPlane));
            }

            return;
        }

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

    /// <summary>Windows of two by two side by side, read where they are; places null: averages.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Halving(float* plane, float* to, float* places)
    {
        int outHeight = s.OutHeight, outWidth = s.OutWidth;
        for (int i = 0; i < outHeight; i++, to += outWidth)
        {
            int first = 2 * i * s.InWidth;
            float* at = places == null ? null : places + (i * outWidth);
            if (outWidth >= V.Count) { Row<V>(outWidth, plane, first, to, at); }
            else if (V.Count > 8 && outWidth >= 8) { Row<Lanes8>(outWidth, plane, first, to, at); }
            else if (V.Count > 4 && outWidth >= 4) { Row<Lanes4>(outWidth, plane, first, to, at); }
            else { Row<Lanes1>(outWidth, plane, first, to, at); }
        }
    }

    /// <summary>A row of windows, the last vector overlapping the one before it; first is where the row's corner stands in the plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Row<W>(int outWidth, float* plane, int first, float* to, float* places)
        where W : struct, ILanes<W>
    {
        for (int begin = 0; begin < outWidth; begin += W.Count)
        {
            int j = Math.Min(begin, outWidth - W.Count), corner = first + (2 * j);
            float* top = plane + corner, bottom = top + s.InWidth;
            (W a, W b) = W.Unzip(W.Load(top), W.Load(top + W.Count));
            (W c, W d) = W.Unzip(W.Load(bottom), W.Load(bottom + W.Count));
            if (places == null)
            {
                W.Store((a + b + c + d) / W.All(4), to + j);
                continue;
            }

            W topLeft = W.AddBits(W.AllBits(corner), W.ToInteger(W.Iota() + W.Iota()));
            W isRight = Wins(b, a), isRightBelow = Wins(d, c);
            W above = W.Select(isRight, b, a), below = W.Select(isRightBelow, d, c), isBelow = Wins(below, above);
            W.Store(W.Select(isBelow, below, above), to + j);
            W far = W.Select(isBelow, W.AddBits(W.AllBits(s.InWidth), isRightBelow & W.AllBits(1)), isRight & W.AllBits(1));
            W.Store(W.AddBits(topLeft, far), places + j);
        }
    }

    /// <summary>A larger value wins, and so does NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static W Wins<W>(W challenger, W holder)
        where W : struct, ILanes<W> => W.Less(holder, challenger) | ~W.Same(challenger, challenger);

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
            V value = V.Load(corner + offsets[t]), wins = Wins(value, best);
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
