using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>The largest element along the middle axis of (outer, axis, inner); the gradient goes to the first of the largest.</summary>
internal sealed class MaxFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        int outer = x.Sizes[0], axis = x.Sizes[1], inner = x.Sizes[2];
        var where = new int[context.IsRecording ? outer * inner : 0];
        Tensor y = Tensor.Uninitialized([outer, inner]);
        Reduce.Max(x.Elements, outer, axis, inner, y.Elements, where);
        context.State = (x.Shape, where);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var (shape, where) = ((int[], int[]))context.State!;
        Tensor gradient = Tensor.Zeros(shape);
        ReadOnlySpan<float> from = upstream.Elements;
        Span<float> to = gradient.Elements;
        int axis = shape[1], inner = shape[2];
        for (int at = 0; at < from.Length; at++) to[(at / inner * axis + where[at]) * inner + at % inner] = from[at];
        return [gradient];
    }
}
