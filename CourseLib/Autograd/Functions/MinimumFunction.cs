using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>The smaller of x and y with broadcasting; the gradient goes to the smaller, and half to each where they are equal (as in PyTorch).</summary>
internal sealed class MinimumFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs);
        return Pointwise.Binary<Min>("Minimum", inputs[0], inputs[1]);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], y = context.Saved[1];
        return [context.Needs(0) ? Part(x, y, upstream) : null, context.Needs(1) ? Part(y, x, upstream) : null];
    }

    private static Tensor Part(Tensor one, Tensor other, Tensor upstream) =>
        Reduction.SumTo(Pointwise.Binary<Multiply>("Minimum", upstream, Pointwise.Binary<Share>("Minimum", one, other)), one.Sizes);

    /// <summary>1 where x is the smaller, ½ where they are equal, else 0.</summary>
    private readonly struct Share : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Select(V.Same(x, y), V.All(0.5f), V.Less(x, y) & V.All(1));
    }
}
