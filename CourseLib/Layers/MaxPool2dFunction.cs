using System.Runtime.InteropServices;
using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The largest element of each window; the gradient goes to the first of the largest. Padding never wins.</summary>
/// <remarks>x: (N, C, H, W); result: (N, C, H′, W′).</remarks>
internal sealed class MaxPool2dFunction(PoolWindow window) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        PoolShape shape = window.On(x);
        Tensor y = Tensor.Uninitialized([shape.Batch, shape.Channels, shape.OutHeight, shape.OutWidth]);
        Tensor where = Tensor.Uninitialized(y.Shape);
        Pooling.MaxForward(shape, x.Elements, y.Elements, Indices(where));
        context.Save(where);
        context.State = shape;
        GC.KeepAlive(where);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var shape = (PoolShape)context.State!;
        Tensor dx = Tensor.Uninitialized([shape.Batch, shape.Channels, shape.InHeight, shape.InWidth]);
        Pooling.MaxBackward(shape, upstream.Elements, Indices(context.Saved[0]), dx.Elements);
        return [dx];
    }

    /// <summary>The winners' places, in a tensor's memory because the pool lends that again and again.</summary>
    private static Span<int> Indices(Tensor where) => MemoryMarshal.Cast<float, int>(where.Elements);
}
