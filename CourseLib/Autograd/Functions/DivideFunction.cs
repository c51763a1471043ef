using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>z = x/y with broadcasting; ∂z/∂x = 1/y and ∂z/∂y = −z/y.</summary>
internal sealed class DivideFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor z = Pointwise.Binary<Divide>("Divide", inputs[0], inputs[1]);
        context.State = inputs[0].Shape;
        context.Save(inputs[1], z);
        return z;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor y = context.Saved[0], z = context.Saved[1];
        Tensor share = Pointwise.Binary<Divide>(Name, upstream, y);
        return
        [
            context.Needs(0) ? Reduction.SumTo(share, (int[])context.State!) : null,
            context.Needs(1) ? Pointwise.Unary<Negate>(Reduction.SumTo(Pointwise.Binary<Multiply>(Name, share, z), y.Sizes)) : null,
        ];
    }
}
