using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>y = eˣ/Σeˣ along the middle axis of (outer, axis, inner), or its logarithm, and the gradients.</summary>
/// <remarks>
/// Everything is computed from x − max, so that nothing overflows. Contiguous rows (inner = 1) go by blocks of about 8,192 elements: each row's maximum, one
/// pass of the exponential over the whole block, each row's sum. Otherwise strips of 256 neighbouring columns walk down the axis.
/// </remarks>
internal static unsafe class Softmax
{
    private const int Block = 8_192;
    private const int Strip = 256;

    public static void Forward(int outer, int axis, int inner, ReadOnlySpan<float> x, Span<float> y, bool logarithm)
    {
        Require(outer, axis, inner, x.Length, y.Length);
        fixed (float* px = x, py = y)
        {
            if (inner == 1) { Threads.For(Groups(outer, axis), new RowsJob(outer, axis, px, py, logarithm, null)); }
            else { Threads.For(outer * Strips(inner), new ColumnsJob(axis, inner, px, py, logarithm)); }
        }
    }

    /// <summary>dx = y·(dy − Σ dy·y), or dy − eʸ·Σdy for the logarithm; y is the result of the forward pass.</summary>
    public static void Backward(int outer, int axis, int inner, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, bool logarithm)
    {
        Require(outer, axis, inner, Math.Min(y.Length, dy.Length), dx.Length);
        fixed (float* py = y, pdy = dy, pdx = dx)
        {
            if (inner == 1) { Threads.For(Groups(outer, axis), new RowsBackwardJob(outer, axis, py, pdy, pdx, logarithm)); }
            else { Threads.For(outer * Strips(inner), new ColumnsBackwardJob(axis, inner, py, pdy, pdx, logarithm)); }
        }
    }

    /// <summary>The softmax of contiguous rows, and ln Σeˣ of each.</summary>
    public static void Rows(int rows, int length, float* x, float* y, double* logSums) =>
        Threads.For(Groups(rows, length), new RowsJob(rows, length, x, y, false, logSums));

    private static int Group(int length) => Math.Max(1, Block / Math.Max(1, length));

    private static int Groups(int rows, int length) => (rows + Group(length) - 1) / Group(length);

    private static int Strips(int inner) => (inner + Strip - 1) / Strip;

    private static void Require(int outer, int axis, int inner, int input, int output)
    {
        long needed = (long)outer * axis * inner;
        if (input < needed || output < needed) { throw new ArgumentException($"the softmax needs {needed} elements, the spans have {input} and {output}"); }
    }

    private readonly struct RowsJob(int rows, int length, float* x, float* y, bool logarithm, double* logSums) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int first = chunk * Group(length), count = Math.Min(Group(length), rows - first);
            float* from = x + ((nint)first * length), to = y + ((nint)first * length);
            float* max = stackalloc float[Math.Min(count, Block)];
            for (int r = 0; r < count; r++)
            {
                nint row = (nint)r * length;
                max[r] = Maxima.Largest(from + row, length);
                Elementwise.Run(length, from + row, to + row, new Elementwise.Bound<Subtract>(max[r], default));
            }

            Elementwise.Run(count * length, to, to, default(Exp));
            for (int r = 0; r < count; r++)
            {
                nint row = (nint)r * length;
                double sum = Reduce.Run(to + row, length, squares: false), log = Math.Log(sum);
                if (logSums != null) { logSums[first + r] = max[r] + log; }
                if (logarithm) { Elementwise.Run(length, from + row, to + row, new SubtractBoth(max[r], (float)log)); }
                else { Elementwise.Run(length, to + row, to + row, new Elementwise.Bound<Multiply>((float)(1 / sum), default)); }
            }
        }
    }

    private readonly struct RowsBackwardJob(int rows, int length, float* y, float* dy, float* dx, bool logarithm) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int first = chunk * Group(length), count = Math.Min(Group(length), rows - first);
            nint start = (nint)first * length;
            if (logarithm) { Elementwise.Run(count * length, y + start, dx + start, default(Exp)); }
            else { Elementwise.Run(count * length, y + start, dy + start, dx + start, default(Multiply)); }
            for (int r = 0; r < count; r++, start += length)
            {
                float sum = (float)Reduce.Run((logarithm ? dy : dx) + start, length, squares: false);
                Elementwise.Run(length, (logarithm ? dx : y) + start, (logarithm ? dy : dx) + start, dx + start, new Elementwise.AddScaled(-sum));
            }
        }
    }

    /// <summary>A strip of columns of one outer index, whose maxima and sums stay in L1 while the rows go by.</summary>
    private readonly struct ColumnsJob(int axis, int inner, float* x, float* y, bool logarithm) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int first = chunk % Strips(inner) * Strip, columns = Math.Min(Strip, inner - first);
            nint start = ((nint)(chunk / Strips(inner)) * axis * inner) + first, end = start + ((nint)axis * inner);
            float* max = stackalloc float[Strip], sum = stackalloc float[Strip];
            new Span<float>(x + start, columns).CopyTo(new Span<float>(max, columns));
            new Span<float>(sum, columns).Clear();
            for (nint row = start + inner; row < end; row += inner) { Elementwise.Run(columns, max, x + row, max, default(Max)); }
            for (nint row = start; row < end; row += inner)
            {
                Elementwise.Run(columns, x + row, max, y + row, default(ExpOfDifference));
                Elementwise.Run(columns, sum, y + row, sum, default(Add));
            }

            if (logarithm) { Elementwise.Run(columns, sum, sum, default(Log)); }
            for (nint row = start; row < end; row += inner)
            {
                if (!logarithm) { Elementwise.Run(columns, y + row, sum, y + row, default(Divide)); }
                else
                {
                    Elementwise.Run(columns, x + row, max, y + row, default(Subtract));
                    Elementwise.Run(columns, y + row, sum, y + row, default(Subtract));
                }
            }
        }
    }

    private readonly struct ColumnsBackwardJob(int axis, int inner, float* y, float* dy, float* dx, bool logarithm) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int first = chunk % Strips(inner) * Strip, columns = Math.Min(Strip, inner - first);
            nint start = ((nint)(chunk / Strips(inner)) * axis * inner) + first, end = start + ((nint)axis * inner);
            float* sum = stackalloc float[Strip];
            new Span<float>(sum, columns).Clear();
            for (nint row = start; row < end; row += inner)
            {
                if (!logarithm) { Elementwise.Run(columns, dy + row, y + row, dx + row, default(Multiply)); }
                Elementwise.Run(columns, sum, (logarithm ? dy : dx) + row, sum, default(Add));
            }

            for (nint row = start; row < end; row += inner)
            {
                if (logarithm)
                {
                    Elementwise.Run(columns, y + row, dx + row, default(Exp));
                    Elementwise.Run(columns, dx + row, sum, dx + row, default(Multiply));
                    Elementwise.Run(columns, dy + row, dx + row, dx + row, default(Subtract));
                }
                else
                {
                    Elementwise.Run(columns, dy + row, sum, dx + row, default(Subtract));
                    Elementwise.Run(columns, dx + row, y + row, dx + row, default(Multiply));
                }
            }
        }
    }

    /// <summary>e^(x − y).</summary>
    private readonly struct ExpOfDifference : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => Transcendental.Exp(x - y);
    }

    /// <summary>x − a − b.</summary>
    private readonly struct SubtractBoth(float a, float b) : IUnaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, ILanes<V> => x - V.All(a) - V.All(b);
    }
}
