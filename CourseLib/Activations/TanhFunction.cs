using System.Runtime.CompilerServices;
using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>y = tanh x; the derivative is 1 − y².</summary>
internal sealed class TanhFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = Pointwise.Unary<Kernels.Tanh>(inputs[0]);
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Binary<Slope>(Name, context.Saved[0], upstream)];

    /// <summary>(1 − y²)·upstream.</summary>
    private readonly struct Slope : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V upstream)
            where V : struct, ILanes<V> => upstream * V.Fma(-y, y, V.All(1));
    }
}
