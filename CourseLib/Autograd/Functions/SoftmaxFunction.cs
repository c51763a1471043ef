using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>y = eˣ/Σeˣ along the last axis, computed from x − max so that nothing overflows; dx = y·(dy − Σ dy·y).</summary>
internal sealed class SoftmaxFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], y = Tensor.Uninitialized(x.Shape);
        int length = x.Sizes[^1];
        for (int start = 0; start < x.Count; start += length)
        {
            ReadOnlySpan<float> row = x.Elements.Slice(start, length);
            Span<float> result = y.Elements.Slice(start, length);
            Elementwise.BinaryScalar<Subtract>(row, Reduce.Max(row), result);
            Elementwise.Unary<Exp>(result, result);
            Elementwise.BinaryScalar<Divide>(result, (float)Reduce.Sum(result), result);
        }
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor y = context.Saved[0], dx = Pointwise.Binary<Multiply>(Name, upstream, y);
        int length = y.Sizes[^1];
        for (int start = 0; start < y.Count; start += length)
        {
            Span<float> row = dx.Elements.Slice(start, length);
            Elementwise.Axpy(-(float)Reduce.Sum(row), y.Elements.Slice(start, length), row);
        }
        return [dx];
    }
}
