using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>y = eˣ; the derivative is y.</summary>
internal sealed class ExpFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = Pointwise.Unary<Exp>(inputs[0]);
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Binary<Multiply>(Name, upstream, context.Saved[0])];
}
