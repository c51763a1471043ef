using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>ln x; the derivative is 1/x.</summary>
internal sealed class LogFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs[0]);
        return Pointwise.Unary<Log>(inputs[0]);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Binary<Divide>(Name, upstream, context.Saved[0])];
}
