using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>y = √x; the derivative is 1/(2y).</summary>
internal sealed class SqrtFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = Pointwise.Unary<Sqrt>(inputs[0]);
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) =>
        [Pointwise.Scalar<Multiply>(Pointwise.Binary<Divide>(Name, upstream, context.Saved[0]), 0.5f)];
}
