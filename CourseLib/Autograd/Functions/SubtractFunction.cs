using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>x − y with broadcasting; the gradient goes to x unchanged and to y negated.</summary>
internal sealed class SubtractFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.State = (inputs[0].Shape, inputs[1].Shape);
        return Pointwise.Binary<Subtract>("Subtract", inputs[0], inputs[1]);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var (x, y) = ((int[], int[]))context.State!;
        return
        [
            context.Needs(0) ? Reduction.SumTo(upstream, x) : null,
            context.Needs(1) ? Pointwise.Unary<Negate>(Reduction.SumTo(upstream, y)) : null,
        ];
    }
}
