using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>|x|; the derivative is the sign of x, and 0 at 0.</summary>
internal sealed class AbsFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs[0]);
        return Pointwise.Unary<Abs>(inputs[0]);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Binary<Signed>(Name, context.Saved[0], upstream)];

    /// <summary>sign(x)·y.</summary>
    private readonly struct Signed : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Select(V.Less(V.All(0), x), y, V.Less(x, V.All(0)) & -y);
    }
}
