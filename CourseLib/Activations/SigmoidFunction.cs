using System.Runtime.CompilerServices;
using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>y = 1/(1 + e⁻ˣ); the derivative is y(1 − y).</summary>
internal sealed class SigmoidFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = Pointwise.Unary<Kernels.Sigmoid>(inputs[0]);
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Binary<Slope>(Name, context.Saved[0], upstream)];

    /// <summary>y(1 − y)·upstream.</summary>
    private readonly struct Slope : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V upstream)
            where V : struct, ILanes<V> => upstream * (y * (V.All(1) - y));
    }
}
