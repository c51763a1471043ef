namespace CourseLib.Kernels;

/// <summary>The loops of element-wise operations; what is done to an element is an operator struct, such as <see cref="Add"/> or <see cref="Exp"/>.</summary>
/// <remarks>The result may be the same span as an argument. Element i never depends on its position or on the number of threads.</remarks>
internal static unsafe class Elementwise
{
    /// <summary>y = op(x).</summary>
    public static void Unary<TOperator>(ReadOnlySpan<float> x, Span<float> y, TOperator op = default)
        where TOperator : struct, IUnaryOperator
    {
        fixed (float* px = x, py = y)
        {
            for (int i = 0; i < x.Length; i++) { Lanes1.Store(op.Apply(Lanes1.Load(px + i)), py + i); }
        }
    }

    /// <summary>z = op(x, y), all of the same length.</summary>
    public static void Binary<TOperator>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, TOperator op = default)
        where TOperator : struct, IBinaryOperator
    {
        fixed (float* px = x, py = y, pz = z)
        {
            for (int i = 0; i < x.Length; i++) { Lanes1.Store(op.Apply(Lanes1.Load(px + i), Lanes1.Load(py + i)), pz + i); }
        }
    }

    /// <summary>z = op(x, y) with one number y; <see cref="Swapped{TOperator}"/> gives op(y, x).</summary>
    public static void BinaryScalar<TOperator>(ReadOnlySpan<float> x, float y, Span<float> z, TOperator op = default)
        where TOperator : struct, IBinaryOperator
    {
        fixed (float* px = x, pz = z)
        {
            for (int i = 0; i < x.Length; i++) { Lanes1.Store(op.Apply(Lanes1.Load(px + i), Lanes1.All(y)), pz + i); }
        }
    }

    /// <summary>z[o, a, i] = op(x[o, a, i], y[a]): a row vector has inner = 1, a column vector outer = 1, a channel bias of NCHW inner = H·W.</summary>
    public static void BinaryAxis<TOperator>(int outer, int axis, int inner, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, TOperator op = default)
        where TOperator : struct, IBinaryOperator
    {
        for (int o = 0; o < outer; o++)
        {
            for (int a = 0; a < axis; a++)
            {
                int start = ((o * axis) + a) * inner;
                BinaryScalar(x.Slice(start, inner), y[a], z.Slice(start, inner), op);
            }
        }
    }

    /// <summary>y += a·x.</summary>
    public static void Axpy(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++) { y[i] = MathF.FusedMultiplyAdd(a, x[i], y[i]); }
    }

    /// <summary>y = a·x.</summary>
    public static void Scale(float a, ReadOnlySpan<float> x, Span<float> y) => BinaryScalar<Multiply>(x, a, y);

    /// <summary>y = value everywhere.</summary>
    public static void Fill(Span<float> y, float value) => y.Fill(value);
}
