using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>x·y with broadcasting; ∂/∂x = y and ∂/∂y = x.</summary>
internal sealed class MultiplyFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs);
        return Pointwise.Binary<Multiply>("Multiply", inputs[0], inputs[1]);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], y = context.Saved[1];
        return
        [
            context.Needs(0) ? Reduction.SumTo(Pointwise.Binary<Multiply>(Name, upstream, y), x.Sizes) : null,
            context.Needs(1) ? Reduction.SumTo(Pointwise.Binary<Multiply>(Name, upstream, x), y.Sizes) : null,
        ];
    }
}
