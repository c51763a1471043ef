using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>y = max(x, 0); the gradient passes where y &gt; 0.</summary>
internal sealed class ReluFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = Pointwise.Unary<Relu>(inputs[0]);
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Binary<ReluBackward>(Name, context.Saved[0], upstream)];
}
