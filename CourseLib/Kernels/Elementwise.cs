using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>The loops of element-wise operations; what is done to an element is an operator struct, such as <see cref="Add"/> or <see cref="Exp"/>.</summary>
/// <remarks>
/// Long spans are cut into chunks of 16,384 elements; a chunk goes by whole vectors and ends with the operator's scalar form, which has the same bits.
/// The result may be the same span as an argument; it may not overlap one otherwise.
/// </remarks>
internal static unsafe class Elementwise
{
    private const int Chunk = 16_384;

    /// <summary>y = op(x).</summary>
    public static void Unary<TOperator>(ReadOnlySpan<float> x, Span<float> y, TOperator op = default)
        where TOperator : struct, IUnaryOperator
    {
        Require(y.Length, x.Length);
        fixed (float* px = x, py = y) { Threads.For(Chunks(x.Length), new UnaryJob<TOperator>(x.Length, px, py, op)); }
    }

    /// <summary>z = op(x, y), all of the same length.</summary>
    public static void Binary<TOperator>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, TOperator op = default)
        where TOperator : struct, IBinaryOperator
    {
        Require(y.Length, x.Length);
        Require(z.Length, x.Length);
        fixed (float* px = x, py = y, pz = z) { Threads.For(Chunks(x.Length), new BinaryJob<TOperator>(x.Length, px, py, pz, op)); }
    }

    /// <summary>z = op(x, y) with one number y; <see cref="Swapped{TOperator}"/> gives op(y, x).</summary>
    public static void BinaryScalar<TOperator>(ReadOnlySpan<float> x, float y, Span<float> z, TOperator op = default)
        where TOperator : struct, IBinaryOperator => Unary(x, z, new Bound<TOperator>(y, op));

    /// <summary>z[o, a, i] = op(x[o, a, i], y[a]): a row vector has inner = 1, a column vector outer = 1, a channel bias of NCHW inner = H·W.</summary>
    public static void BinaryAxis<TOperator>(int outer, int axis, int inner, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, TOperator op = default)
        where TOperator : struct, IBinaryOperator
    {
        long count = (long)outer * axis * inner;
        Require(x.Length, count);
        Require(y.Length, axis);
        Require(z.Length, count);
        if (count == 0) { return; }
        int runs = inner == 1 ? outer : outer * axis, length = inner == 1 ? axis : inner;
        int group = Math.Max(1, Chunk / length);
        fixed (float* px = x, py = y, pz = z)
        {
            Threads.For((runs + group - 1) / group, new AxisJob<TOperator>(runs, group, length, inner == 1 ? 0 : axis, px, py, pz, op));
        }
    }

    /// <summary>y += a·x.</summary>
    public static void Axpy(float a, ReadOnlySpan<float> x, Span<float> y) => Binary(x, y, y, new AddScaled(a));

    /// <summary>y = a·x.</summary>
    public static void Scale(float a, ReadOnlySpan<float> x, Span<float> y) => BinaryScalar<Multiply>(x, a, y);

    /// <summary>y = value everywhere.</summary>
    public static void Fill(Span<float> y, float value) => y.Fill(value);

    private static int Chunks(int length) => (int)(((long)length + Chunk - 1) / Chunk);

    private static void Require(int length, long needed)
    {
        if (length < needed) { throw new ArgumentException($"the element-wise operation needs {needed} elements, a span has {length}"); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<V, TOperator>(int count, float* x, float* y, TOperator op)
        where V : struct, ILanes<V>
        where TOperator : struct, IUnaryOperator
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count) { V.Store(op.Apply(V.Load(x + i)), y + i); }
        for (; i < count; i++) { Lanes1.Store(op.Apply(Lanes1.Load(x + i)), y + i); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<V, TOperator>(int count, float* x, float* y, float* z, TOperator op)
        where V : struct, ILanes<V>
        where TOperator : struct, IBinaryOperator
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count) { V.Store(op.Apply(V.Load(x + i), V.Load(y + i)), z + i); }
        for (; i < count; i++) { Lanes1.Store(op.Apply(Lanes1.Load(x + i), Lanes1.Load(y + i)), z + i); }
    }

    /// <summary>y = op(x), on this thread.</summary>
    internal static void Run<TOperator>(int count, float* x, float* y, TOperator op)
        where TOperator : struct, IUnaryOperator
    {
        if (Vector512.IsHardwareAccelerated) { Loop<Lanes16, TOperator>(count, x, y, op); }
        else if (Vector256.IsHardwareAccelerated) { Loop<Lanes8, TOperator>(count, x, y, op); }
        else { Loop<Lanes4, TOperator>(count, x, y, op); }
    }

    /// <summary>z = op(x, y), on this thread.</summary>
    internal static void Run<TOperator>(int count, float* x, float* y, float* z, TOperator op)
        where TOperator : struct, IBinaryOperator
    {
        if (Vector512.IsHardwareAccelerated) { Loop<Lanes16, TOperator>(count, x, y, z, op); }
        else if (Vector256.IsHardwareAccelerated) { Loop<Lanes8, TOperator>(count, x, y, z, op); }
        else { Loop<Lanes4, TOperator>(count, x, y, z, op); }
    }

    private readonly struct UnaryJob<TOperator>(int count, float* x, float* y, TOperator op) : IJob
        where TOperator : struct, IUnaryOperator
    {
        public void Run(int chunk)
        {
            int start = chunk * Chunk;
            Elementwise.Run(Math.Min(Chunk, count - start), x + start, y + start, op);
        }
    }

    private readonly struct BinaryJob<TOperator>(int count, float* x, float* y, float* z, TOperator op) : IJob
        where TOperator : struct, IBinaryOperator
    {
        public void Run(int chunk)
        {
            int start = chunk * Chunk;
            Elementwise.Run(Math.Min(Chunk, count - start), x + start, y + start, z + start, op);
        }
    }

    /// <summary>Runs of <paramref name="length"/> elements: run r has the number y[r mod axis], or (axis 0) each run has all of y.</summary>
    private readonly struct AxisJob<TOperator>(int runs, int group, int length, int axis, float* x, float* y, float* z, TOperator op) : IJob
        where TOperator : struct, IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            for (int r = chunk * group; r < Math.Min(runs, (chunk + 1) * group); r++)
            {
                nint start = (nint)r * length;
                if (axis == 0) { Elementwise.Run(length, x + start, y, z + start, op); }
                else { Elementwise.Run(length, x + start, z + start, new Bound<TOperator>(y[r % axis], op)); }
            }
        }
    }

    /// <summary>op with its second argument fixed.</summary>
    internal readonly struct Bound<TOperator>(float y, TOperator op) : IUnaryOperator
        where TOperator : struct, IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, ILanes<V> => op.Apply(x, V.All(y));
    }

    /// <summary>y + a·x.</summary>
    internal readonly struct AddScaled(float a) : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Fma(V.All(a), x, y);
    }
}
