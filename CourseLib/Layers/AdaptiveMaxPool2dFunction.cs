using System.Runtime.InteropServices;
using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The largest element of each adaptive window; the gradient goes to the first of the largest.</summary>
/// <remarks>x: (N, C, H, W); result: (N, C, output.Height, output.Width).</remarks>
internal sealed class AdaptiveMaxPool2dFunction(Size2d output) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        var shape = new AdaptivePoolShape(x.Sizes[0] * x.Sizes[1], x.Sizes[2], x.Sizes[3], output.Height, output.Width);
        context.State = (shape, x.Shape);
        Tensor y = Tensor.Uninitialized([x.Sizes[0], x.Sizes[1], output.Height, output.Width]);
        Tensor where = Tensor.Uninitialized(y.Shape);
        AdaptivePooling.MaxForward(shape, x.Elements, y.Elements, MemoryMarshal.Cast<float, int>(where.Elements));
        context.Save(where);
        GC.KeepAlive(where);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var (shape, sizes) = ((AdaptivePoolShape, int[]))context.State!;
        Tensor dx = Tensor.Uninitialized(sizes);
        AdaptivePooling.MaxBackward(shape, upstream.Elements, MemoryMarshal.Cast<float, int>(context.Saved[0].Elements), dx.Elements);
        return [dx];
    }
}
