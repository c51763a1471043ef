using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The mean of each window; the gradient is shared equally by its elements.</summary>
/// <remarks>x: (N, C, H, W); result: (N, C, H′, W′).</remarks>
internal sealed class AvgPool2dFunction(PoolWindow window, bool countPadding) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        PoolShape shape = window.On(x);
        context.State = shape;
        Tensor y = Tensor.Uninitialized([shape.Batch, shape.Channels, shape.OutHeight, shape.OutWidth]);
        Pooling.AverageForward(shape, x.Elements, y.Elements, countPadding);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var shape = (PoolShape)context.State!;
        Tensor dx = Tensor.Uninitialized([shape.Batch, shape.Channels, shape.InHeight, shape.InWidth]);
        Pooling.AverageBackward(shape, upstream.Elements, dx.Elements, countPadding);
        return [dx];
    }
}
