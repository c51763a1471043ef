using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>y = eˣ/Σeˣ along an axis with dx = y·(dy − Σ dy·y); or its logarithm, with dx = dy − eʸ·Σdy.</summary>
internal sealed class SoftmaxFunction(int axis, bool logarithm) : Function
{
    public override string Name => logarithm ? "LogSoftmax" : "Softmax";

    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], y = Tensor.Uninitialized(x.Shape);
        var (outer, inner) = Around(x);
        Softmax.Forward(outer, x.Sizes[axis], inner, x.Elements, y.Elements, logarithm);
        GC.KeepAlive(x);
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor y = context.Saved[0], dx = Tensor.Uninitialized(y.Shape);
        var (outer, inner) = Around(y);
        Softmax.Backward(outer, y.Sizes[axis], inner, y.Elements, upstream.Elements, dx.Elements, logarithm);
        GC.KeepAlive(y);
        GC.KeepAlive(upstream);
        return [dx];
    }

    private (int Outer, int Inner) Around(Tensor x) => (Shapes.Product(x.Sizes, 0, axis), Shapes.Product(x.Sizes, axis + 1, x.Rank));
}
