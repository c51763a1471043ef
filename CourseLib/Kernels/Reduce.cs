using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>Sums and maxima. A layout (outer, axis, inner) is reduced over its middle axis into (outer, inner).</summary>
/// <remarks>
/// Sums run in blocks: at most 1,024 contiguous elements in float lanes, the blocks' sums in double; or 128 rows, the blocks' sums in pairs.
/// Blocks are fixed by the sizes alone, never by the number of threads.
/// </remarks>
internal static unsafe class Reduce
{
    private const int Chunk = 65_536;
    private const int RowBlock = 128;

    /// <summary>Σ x.</summary>
    public static double Sum(ReadOnlySpan<float> x) => Total(x, squares: false);

    /// <summary>Σ x².</summary>
    public static double SumOfSquares(ReadOnlySpan<float> x) => Total(x, squares: true);

    /// <summary>The largest element; NaN if there is one. x must not be empty.</summary>
    public static float Max(ReadOnlySpan<float> x) => x[ArgMax(x)];

    /// <summary>Where the first largest element stands (the first NaN, if there is one). x must not be empty.</summary>
    public static int ArgMax(ReadOnlySpan<float> x)
    {
        if (x.IsEmpty) { throw new ArgumentException("an empty span has no largest element", nameof(x)); }
        fixed (float* p = x) { return Maxima.Find(p, x.Length); }
    }

    /// <summary>y[o, i] = Σ over a of x[o, a, i].</summary>
    public static void Sum(ReadOnlySpan<float> x, int outer, int axis, int inner, Span<float> y)
    {
        Require(x.Length, (long)outer * axis * inner);
        Require(y.Length, (long)outer * inner);
        if (outer == 0 || inner == 0) { return; }
        fixed (float* px = x, py = y)
        {
            if (inner == 1)
            {
                int group = Math.Max(1, Chunk / Math.Max(1, axis));
                Threads.For((outer + group - 1) / group, new RowJob(outer, axis, group, px, py));
            }
            else
            {
                // A strip of columns of one outer index; narrow strips only where there are few of them.
                int strip = Math.Min(inner, 256), strips = (inner + strip - 1) / strip;
                int group = (int)Math.Max(1, Chunk / Math.Max(1, (long)axis * strip));
                int count = outer * strips;
                Threads.For((count + group - 1) / group, new StripJob(count, group, strips, strip, axis, inner, px, py));
            }
        }
    }

    /// <summary>y[c] = Σ over o and i of x[o, c, i]: the gradient of a bias that was added to every (outer, inner).</summary>
    public static void SumChannels(ReadOnlySpan<float> x, int outer, int channels, int inner, Span<float> y)
    {
        Require(x.Length, (long)outer * channels * inner);
        Require(y.Length, channels);
        if (inner == 1)
        {
            Sum(x, 1, outer, channels, y);
            return;
        }

        fixed (float* px = x, py = y) { Threads.For(channels, new ChannelJob(outer, channels, inner, px, py)); }
    }

    /// <summary>y[r] = Σ over columns of x[r, column].</summary>
    public static void SumColumns(ReadOnlySpan<float> x, int rows, int columns, Span<float> y) => Sum(x, rows, columns, 1, y);

    /// <summary>y[column] = Σ over rows of x[r, column].</summary>
    public static void SumRows(ReadOnlySpan<float> x, int rows, int columns, Span<float> y) => Sum(x, 1, rows, columns, y);

    /// <summary>y[o, i] = the largest x[o, a, i] over a (NaN if there is one), and where[o, i] = its first a. Either output may be empty.</summary>
    public static void Max(ReadOnlySpan<float> x, int outer, int axis, int inner, Span<float> y, Span<int> where)
    {
        Require(x.Length, (long)outer * axis * inner);
        if (!y.IsEmpty) { Require(y.Length, (long)outer * inner); }
        if (!where.IsEmpty) { Require(where.Length, (long)outer * inner); }
        if (axis == 0) { throw new ArgumentException("an empty axis has no largest element", nameof(axis)); }
        fixed (float* px = x, py = y)
        {
            fixed (int* pwhere = where) { Threads.For(outer, new MaxJob(axis, inner, px, py, pwhere)); }
        }
    }

    /// <summary>Σ x or Σ x² of contiguous elements.</summary>
    internal static double Run(float* x, int count, bool squares)
    {
        if (Vector512.IsHardwareAccelerated) { return squares ? Moments.About<Lanes16>(x, count, 0).Second : Moments.Sum<Lanes16>(x, count); }
        if (Vector256.IsHardwareAccelerated) { return squares ? Moments.About<Lanes8>(x, count, 0).Second : Moments.Sum<Lanes8>(x, count); }
        return squares ? Moments.About<Lanes4>(x, count, 0).Second : Moments.Sum<Lanes4>(x, count);
    }

    private static double Total(ReadOnlySpan<float> x, bool squares)
    {
        fixed (float* p = x)
        {
            int chunks = (int)(((long)x.Length + Chunk - 1) / Chunk);
            if (chunks <= 1) { return Run(p, x.Length, squares); }
            double[] sums = new double[chunks];
            fixed (double* psums = sums) { Threads.For(chunks, new TotalJob(x.Length, p, squares, psums)); }
            double total = 0;
            foreach (double s in sums) { total += s; }
            return total;
        }
    }

    private static void Require(int length, long needed)
    {
        if (length < needed) { throw new ArgumentException($"the reduction needs {needed} elements, a span has {length}"); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<V>(float* x, int rows, nint pitch, int columns, float* y)
        where V : struct, ILanes<V>
    {
        int j = 0;
        for (; j <= columns - V.Count; j += V.Count) { V.Store(Pairwise<V>(x + j, rows, pitch), y + j); }
        if (V.Count > 1 && j < columns) { Strip<Lanes1>(x + j, rows, pitch, columns - j, y + j); }
    }

    /// <summary>Up to 128 rows one after another, more as the sum of two halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V Pairwise<V>(float* x, int rows, nint pitch)
        where V : struct, ILanes<V>
    {
        if (rows > RowBlock)
        {
            int half = (rows / 2) + RowBlock - 1;
            half -= half % RowBlock;
            return Pairwise<V>(x, half, pitch) + Pairwise<V>(x + (half * pitch), rows - half, pitch);
        }

        V sum = V.All(0);
        for (int i = 0; i < rows; i++) { sum += V.Load(x + (i * pitch)); }
        return sum;
    }

    private readonly struct TotalJob(int count, float* x, bool squares, double* sums) : IJob
    {
        public void Run(int chunk) => sums[chunk] = Reduce.Run(x + (chunk * Chunk), Math.Min(Chunk, count - (chunk * Chunk)), squares);
    }

    private readonly struct RowJob(int rows, int columns, int group, float* x, float* y) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            for (int r = chunk * group; r < Math.Min(rows, (chunk + 1) * group); r++) { y[r] = (float)Reduce.Run(x + ((nint)r * columns), columns, false); }
        }
    }

    private readonly struct StripJob(int count, int group, int strips, int strip, int axis, int inner, float* x, float* y) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            for (int s = chunk * group; s < Math.Min(count, (chunk + 1) * group); s++)
            {
                int outer = s / strips, first = s % strips * strip, columns = Math.Min(strip, inner - first);
                float* from = x + ((nint)outer * axis * inner) + first, to = y + ((nint)outer * inner) + first;
                if (Vector512.IsHardwareAccelerated) { Strip<Lanes16>(from, axis, inner, columns, to); }
                else if (Vector256.IsHardwareAccelerated) { Strip<Lanes8>(from, axis, inner, columns, to); }
                else { Strip<Lanes4>(from, axis, inner, columns, to); }
            }
        }
    }

    private readonly struct ChannelJob(int outer, int channels, int inner, float* x, float* y) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int channel)
        {
            double sum = 0;
            for (int o = 0; o < outer; o++) { sum += Reduce.Run(x + ((((nint)o * channels) + channel) * inner), inner, false); }
            y[channel] = (float)sum;
        }
    }

    private readonly struct MaxJob(int axis, int inner, float* x, float* y, int* where) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int o)
        {
            float* from = x + ((nint)o * axis * inner);
            for (int i = 0; i < inner; i++)
            {
                int at = inner == 1 ? Maxima.Find(from, axis) : Maxima.Find(from + i, axis, inner);
                if (y != null) { y[((nint)o * inner) + i] = from[((nint)at * inner) + i]; }
                if (where != null) { where[((nint)o * inner) + i] = at; }
            }
        }
    }
}
