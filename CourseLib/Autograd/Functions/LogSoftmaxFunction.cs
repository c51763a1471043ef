using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>y = x − max − ln Σe^(x − max) along the last axis; dx = dy − eʸ·Σdy.</summary>
internal sealed class LogSoftmaxFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], y = Tensor.Uninitialized(x.Shape);
        int length = x.Sizes[^1];
        for (int start = 0; start < x.Count; start += length)
        {
            ReadOnlySpan<float> row = x.Elements.Slice(start, length);
            Span<float> result = y.Elements.Slice(start, length);
            float max = Reduce.Max(row);
            Elementwise.BinaryScalar<Subtract>(row, max, result);
            Elementwise.Unary<Exp>(result, result);
            float log = (float)Math.Log(Reduce.Sum(result));
            Elementwise.BinaryScalar<Subtract>(row, max, result);
            Elementwise.BinaryScalar<Subtract>(result, log, result);
        }
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor y = context.Saved[0], dx = Pointwise.Unary<Exp>(y);
        int length = y.Sizes[^1];
        for (int start = 0; start < y.Count; start += length)
        {
            ReadOnlySpan<float> dy = upstream.Elements.Slice(start, length);
            Span<float> row = dx.Elements.Slice(start, length);
            Elementwise.Scale(-(float)Reduce.Sum(dy), row, row);
            Elementwise.Binary<Add>(row, dy, row);
        }
        return [dx];
    }
}
