using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>x where the mask is not 0, else y, all of one shape; the gradient goes to the one that was taken. The mask has none.</summary>
internal sealed class WhereFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs[0]);
        Tensor result = inputs[1].Clone();
        Span<float> mask = inputs[0].Elements, other = inputs[2].Elements, to = result.Elements;
        for (int index = 0; index < to.Length; index++)
            if (mask[index] == 0) to[index] = other[index];
        return result;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) =>
    [
        null,
        context.Needs(1) ? Pointwise.Binary<Where>(Name, context.Saved[0], upstream) : null,
        context.Needs(2) ? Pointwise.Binary<WhereNot>(Name, context.Saved[0], upstream) : null,
    ];

    private readonly struct Where : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Select(V.Same(x, V.All(0)), V.All(0), y);
    }

    private readonly struct WhereNot : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Same(x, V.All(0)) & y;
    }
}
