using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>The weight gradient of thin groups: dw[tap] = Σ dy · (what the tap shows), as dot products along the rows, up to eight taps at once.</summary>
/// <remarks>A chunk is one group; its images are added in order, each plane's vectors of sums into double.</remarks>
internal readonly unsafe struct DepthwiseWeightJob<V>(ConvolutionShape s, Window window, int* offsets, float* x, float* dy, float* dw) : IJob
    where V : struct, ILanes<V>
{
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
                    double* total = totals + (r * taps) + t;
                    switch (Math.Min(atOnce, taps - t))
                    {
                        case 1: Add<N1>(upstream, staged.Pointer, offsets + t, total); break;
                        case 2: Add<N2>(upstream, staged.Pointer, offsets + t, total); break;
                        case 3: Add<N3>(upstream, staged.Pointer, offsets + t, total); break;
                        case 4: Add<N4>(upstream, staged.Pointer, offsets + t, total); break;
                        case 5: Add<N5>(upstream, staged.Pointer, offsets + t, total); break;
                        case 6: Add<N6>(upstream, staged.Pointer, offsets + t, total); break;
                        case 7: Add<N7>(upstream, staged.Pointer, offsets + t, total); break;
                        default: Add<N8>(upstream, staged.Pointer, offsets + t, total); break;
                    }
                }
            }
        }

        for (int i = 0; i < rows * taps; i++) { dw[(group * rows * taps) + i] = (float)totals[i]; }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add<T>(float* upstream, float* staged, int* offset, double* total)
        where T : struct, ICount
    {
        int columns = window.Columns, pitch = window.Pitch, whole = columns / V.Count * V.Count;
        V a = V.All(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;

        // The last lanes of a row that is no multiple of a vector: what lies beyond must not be multiplied, not even by zero.
        V mask = V.Less(V.Iota(), V.All(columns - whole));
        float* last = stackalloc float[V.Count];
        V.Store(V.All(0), last);
        for (int i = 0; i < window.Rows; i++, upstream += columns, staged += pitch)
        {
            for (int j = 0; j < columns; j += V.Count)
            {
                V y;
                float* at = staged + j;
                if (j < whole)
                {
                    y = V.Load(upstream + j);
                    a = V.MultiplyAdd(y, V.Load(at + offset[0]), a);
                    if (T.Value > 1) { b = V.MultiplyAdd(y, V.Load(at + offset[1]), b); }
                    if (T.Value > 2) { c = V.MultiplyAdd(y, V.Load(at + offset[2]), c); }
                    if (T.Value > 3) { d = V.MultiplyAdd(y, V.Load(at + offset[3]), d); }
                    if (T.Value > 4) { e = V.MultiplyAdd(y, V.Load(at + offset[4]), e); }
                    if (T.Value > 5) { f = V.MultiplyAdd(y, V.Load(at + offset[5]), f); }
                    if (T.Value > 6) { g = V.MultiplyAdd(y, V.Load(at + offset[6]), g); }
                    if (T.Value > 7) { h = V.MultiplyAdd(y, V.Load(at + offset[7]), h); }
                    continue;
                }

                for (int k = j; k < columns; k++) { last[k - j] = upstream[k]; }
                y = V.Load(last);
                a = V.MultiplyAdd(y, V.Load(at + offset[0]) & mask, a);
                if (T.Value > 1) { b = V.MultiplyAdd(y, V.Load(at + offset[1]) & mask, b); }
                if (T.Value > 2) { c = V.MultiplyAdd(y, V.Load(at + offset[2]) & mask, c); }
                if (T.Value > 3) { d = V.MultiplyAdd(y, V.Load(at + offset[3]) & mask, d); }
                if (T.Value > 4) { e = V.MultiplyAdd(y, V.Load(at + offset[4]) & mask, e); }
                if (T.Value > 5) { f = V.MultiplyAdd(y, V.Load(at + offset[5]) & mask, f); }
                if (T.Value > 6) { g = V.MultiplyAdd(y, V.Load(at + offset[6]) & mask, g); }
                if (T.Value > 7) { h = V.MultiplyAdd(y, V.Load(at + offset[7]) & mask, h); }
            }
        }

        total[0] += V.Sum(a);
        if (T.Value > 1) { total[1] += V.Sum(b); }
        if (T.Value > 2) { total[2] += V.Sum(c); }
        if (T.Value > 3) { total[3] += V.Sum(d); }
        if (T.Value > 4) { total[4] += V.Sum(e); }
        if (T.Value > 5) { total[5] += V.Sum(f); }
        if (T.Value > 6) { total[6] += V.Sum(g); }
        if (T.Value > 7) { total[7] += V.Sum(h); }
    }
}
