using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>y = f(x) for every element, where the gradient f′(x)·upstream follows from y: only the result is kept.</summary>
/// <typeparam name="TResult">f.</typeparam>
/// <typeparam name="TGradient">The gradient from y and upstream.</typeparam>
internal abstract class ResultFunction<TResult, TGradient> : Function
    where TResult : struct, IUnaryOperator
    where TGradient : struct, IBinaryOperator
{
    protected internal sealed override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = Pointwise.Unary<TResult>(inputs[0]);
        context.Save(y);
        return y;
    }

    protected internal sealed override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Binary<TGradient>(Name, context.Saved[0], upstream)];
}
