using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The mean of each adaptive window; the gradient is shared equally by its elements.</summary>
/// <remarks>x: (N, C, H, W); result: (N, C, output.Height, output.Width).</remarks>
internal sealed class AdaptiveAvgPool2dFunction(Size2d output) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        var shape = new AdaptivePoolShape(x.Sizes[0] * x.Sizes[1], x.Sizes[2], x.Sizes[3], output.Height, output.Width);
        context.State = (shape, x.Shape);
        Tensor y = Tensor.Uninitialized([x.Sizes[0], x.Sizes[1], output.Height, output.Width]);
        AdaptivePooling.AverageForward(shape, x.Elements, y.Elements);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var (shape, sizes) = ((AdaptivePoolShape, int[]))context.State!;
        Tensor dx = Tensor.Uninitialized(sizes);
        AdaptivePooling.AverageBackward(shape, upstream.Elements, dx.Elements);
        return [dx];
    }
}
