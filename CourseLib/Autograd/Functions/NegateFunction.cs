using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>−x.</summary>
internal sealed class NegateFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs) => Pointwise.Unary<Negate>(inputs[0]);

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Unary<Negate>(upstream)];
}
