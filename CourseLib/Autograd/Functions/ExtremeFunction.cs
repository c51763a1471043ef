using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>The larger or the smaller of x and y with broadcasting; the gradient goes to the one chosen, and half to each where they are equal (as in PyTorch).</summary>
internal abstract class ExtremeFunction<TChoice, TShare> : Function
    where TChoice : struct, IBinaryOperator
    where TShare : struct, IBinaryOperator
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs);
        return Pointwise.Binary<TChoice>(Name, inputs[0], inputs[1]);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], y = context.Saved[1];
        return [context.Needs(0) ? Part(x, y, upstream) : null, context.Needs(1) ? Part(y, x, upstream) : null];
    }

    private Tensor Part(Tensor one, Tensor other, Tensor upstream) =>
        Reduction.SumTo(Pointwise.Binary<Multiply>(Name, upstream, Pointwise.Binary<TShare>(Name, one, other)), one.Sizes);
}

/// <summary>max(x, y).</summary>
internal sealed class MaximumFunction : ExtremeFunction<Max, LargerShare>;

/// <summary>min(x, y).</summary>
internal sealed class MinimumFunction : ExtremeFunction<Min, Swapped<LargerShare>>;

/// <summary>1 where x is the larger, ½ where they are equal, else 0.</summary>
internal readonly struct LargerShare : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x, V y)
        where V : struct, ILanes<V> => V.Select(V.Same(x, y), V.All(0.5f), V.Less(y, x) & V.All(1));
}
