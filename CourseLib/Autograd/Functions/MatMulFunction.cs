using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>C = A·B for (…, m, k) and (…, k, n) whose leading axes are equal, or absent from one of them; dA = dC·Bᵀ and dB = Aᵀ·dC.</summary>
internal sealed class MatMulFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor a = inputs[0], b = inputs[1];
        context.Save(a, b);
        int m = a.Sizes[^2], k = a.Sizes[^1], n = b.Sizes[^1];
        ReadOnlySpan<int> batch = a.Rank >= b.Rank ? a.Sizes[..^2] : b.Sizes[..^2];
        Tensor c = Tensor.Uninitialized([.. batch, m, n]);
        Gemm.MultiplyBatch(Shapes.Count(batch), false, false, m, n, k, a.Elements, Stride(a, m * k), b.Elements, Stride(b, k * n), c.Elements);
        return c;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor a = context.Saved[0], b = context.Saved[1];
        int m = a.Sizes[^2], k = a.Sizes[^1], n = b.Sizes[^1];
        int batch = Shapes.Count(upstream.Sizes[..^2]);
        Tensor? da = null, db = null;
        if (context.Needs(0))
        {
            da = Tensor.Uninitialized([.. upstream.Sizes[..^2], m, k]);
            Gemm.MultiplyBatch(batch, false, true, m, k, n, upstream.Elements, m * n, b.Elements, Stride(b, k * n), da.Elements);
            da = Reduction.SumTo(da, a.Sizes);
        }
        if (context.Needs(1))
        {
            db = Tensor.Uninitialized([.. upstream.Sizes[..^2], k, n]);
            Gemm.MultiplyBatch(batch, true, false, k, n, m, a.Elements, Stride(a, m * k), upstream.Elements, m * n, db.Elements);
            db = Reduction.SumTo(db, b.Sizes);
        }
        return [da, db];
    }

    /// <summary>One matrix without leading axes serves the whole batch.</summary>
    private static int Stride(Tensor matrices, int size) => matrices.Rank == 2 ? 0 : size;
}
