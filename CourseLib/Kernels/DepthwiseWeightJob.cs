using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>The weight gradient of thin groups: dw[tap] = Σ dy · (what the tap shows), as dot products along the rows, up to eight taps at once.</summary>
/// <remarks>A chunk is one group; its images are added in order, each plane's vectors of sums into double.</remarks>
internal readonly unsafe struct DepthwiseWeightJob<V>(ConvolutionShape s, Window window, int* offsets, float* x, float* dy, float* dw) : IJob
    where V : struct, ILanes<V>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int group)
    {
        int taps = window.Taps, rows = s.OutChannelsPerGroup, passes = (taps + 7) / 8, atOnce = (taps + passes - 1) / passes;
        nint plane = (nint)window.Rows * window.Columns;
        using var staged = Scratch.Rent(window.ChannelSize(window.Rows) + V.Count);
        using var sums = Scratch.Rent(2 * rows * taps);
        double* totals = (double*)sums.Pointer;
        new Span<double>(totals, rows * taps).Clear();
        for (int n = 0; n < s.Batch; n++)
        {
            window.Stage<V>(x + ((((nint)n * s.Groups) + group) * window.Height * window.Width), 0, window.Rows, window.Rows, staged.Pointer);
            for (int r = 0; r < rows; r++)
            {
                float* upstream = dy + (((((nint)n * s.Groups) + group) * rows) + r) * plane;
                for (int t = 0; t < taps; t += atOnce)
                {
                    int count = Math.Min(atOnce, taps - t);
                    double* total = totals + (r * taps) + t;
                    if (window.Columns >= V.Count) { Add<V>(count, upstream, staged.Pointer, offsets + t, total); }
                    else if (window.Columns >= 8 && V.Count > 8) { Add<Lanes8>(count, upstream, staged.Pointer, offsets + t, total); }
                    else if (window.Columns >= 4) { Add<Lanes4>(count, upstream, staged.Pointer, offsets + t, total); }
                    else { Add<Lanes1>(count, upstream, staged.Pointer, offsets + t, total); }
                }
            }
        }

        for (int i = 0; i < rows * taps; i++) { dw[(group * rows * taps) + i] = (float)totals[i]; }
    }

    private void Add<W>(int taps, float* upstream, float* staged, int* offset, double* total)
        where W : struct, ILanes<W>
    {
        switch (taps)
        {
            case 1: Add<W, N1>(upstream, staged, offset, total); break;
            case 2: Add<W, N2>(upstream, staged, offset, total); break;
            case 3: Add<W, N3>(upstream, staged, offset, total); break;
            case 4: Add<W, N4>(upstream, staged, offset, total); break;
            case 5: Add<W, N5>(upstream, staged, offset, total); break;
            case 6: Add<W, N6>(upstream, staged, offset, total); break;
            case 7: Add<W, N7>(upstream, staged, offset, total); break;
            default: Add<W, N8>(upstream, staged, offset, total); break;
        }
    }

    /// <summary>Rows of at least one vector; the last one overlaps the one before it, of which it counts nothing twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add<W, T>(float* upstream, float* staged, int* offset, double* total)
        where W : struct, ILanes<W>
        where T : struct, ICount
    {
        int columns = window.Columns, pitch = window.Pitch, whole = columns / W.Count * W.Count;
        W a = W.All(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;

        // Both factors are masked: zero times what lies there might be no number.
        W mask = ~W.Less(W.Iota(), W.All(W.Count - (columns - whole)));
        for (int i = 0; i < window.Rows; i++, upstream += columns, staged += pitch)
        {
            for (int j = 0; j < whole; j += W.Count)
            {
                float* at = staged + j;
                W y = W.Load(upstream + j);
                a = W.MultiplyAdd(y, W.Load(at + offset[0]), a);
                if (T.Value > 1) { b = W.MultiplyAdd(y, W.Load(at + offset[1]), b); }
                if (T.Value > 2) { c = W.MultiplyAdd(y, W.Load(at + offset[2]), c); }
                if (T.Value > 3) { d = W.MultiplyAdd(y, W.Load(at + offset[3]), d); }
                if (T.Value > 4) { e = W.MultiplyAdd(y, W.Load(at + offset[4]), e); }
                if (T.Value > 5) { f = W.MultiplyAdd(y, W.Load(at + offset[5]), f); }
                if (T.Value > 6) { g = W.MultiplyAdd(y, W.Load(at + offset[6]), g); }
                if (T.Value > 7) { h = W.MultiplyAdd(y, W.Load(at + offset[7]), h); }
            }

            if (whole < columns)
            {
                float* at = staged + columns - W.Count;
                W y = W.Load(upstream + columns - W.Count) & mask;
                a = W.MultiplyAdd(y, W.Load(at + offset[0]) & mask, a);
                if (T.Value > 1) { b = W.MultiplyAdd(y, W.Load(at + offset[1]) & mask, b); }
                if (T.Value > 2) { c = W.MultiplyAdd(y, W.Load(at + offset[2]) & mask, c); }
                if (T.Value > 3) { d = W.MultiplyAdd(y, W.Load(at + offset[3]) & mask, d); }
                if (T.Value > 4) { e = W.MultiplyAdd(y, W.Load(at + offset[4]) & mask, e); }
                if (T.Value > 5) { f = W.MultiplyAdd(y, W.Load(at + offset[5]) & mask, f); }
                if (T.Value > 6) { g = W.MultiplyAdd(y, W.Load(at + offset[6]) & mask, g); }
                if (T.Value > 7) { h = W.MultiplyAdd(y, W.Load(at + offset[7]) & mask, h); }
            }
        }

        total[0] += W.Sum(a);
        if (T.Value > 1) { total[1] += W.Sum(b); }
        if (T.Value > 2) { total[2] += W.Sum(c); }
        if (T.Value > 3) { total[3] += W.Sum(d); }
        if (T.Value > 4) { total[4] += W.Sum(e); }
        if (T.Value > 5) { total[5] += W.Sum(f); }
        if (T.Value > 6) { total[6] += W.Sum(g); }
        if (T.Value > 7) { total[7] += W.Sum(h); }
    }
}
