using System.Runtime.CompilerServices;
using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>y = x for x &gt; 0, else a·x, where a broadcasts to x; dx = dy or a·dy, da = Σ x·dy over the x ≤ 0 that an a is for.</summary>
internal sealed class PReLUFunction(string name) : Function
{
    public override string Name => name;

    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs);
        return Pointwise.Binary<Leak>(Name, inputs[0], inputs[1]);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], slope = context.Saved[1];
        return
        [
            context.Needs(0) ? Pointwise.Binary<Multiply>(Name, Pointwise.Binary<Slope>(Name, x, slope), upstream) : null,
            context.Needs(1) ? Reduction.SumTo(Pointwise.Binary<Leaked>(Name, x, upstream), slope.Sizes) : null,
        ];
    }

    private readonly struct Leak : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V slope)
            where V : struct, ILanes<V> => V.Select(V.Less(V.All(0), x), x, slope * x);
    }

    private readonly struct Slope : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V slope)
            where V : struct, ILanes<V> => V.Select(V.Less(V.All(0), x), V.All(1), slope);
    }

    /// <summary>x·upstream where x ≤ 0, else 0.</summary>
    private readonly struct Leaked : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V upstream)
            where V : struct, ILanes<V> => V.Select(V.Less(V.All(0), x), V.All(0), x * upstream);
    }
}
