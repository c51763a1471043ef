using System.Runtime.CompilerServices;
using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>y = f(x) for every element; dx = f′(x)·dy. The curve states f and f′.</summary>
internal sealed class CurveFunction<TCurve>(TCurve curve) : Function
    where TCurve : struct, ICurve
{
    public override string Name => TCurve.Name;

    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs[0]);
        return Pointwise.Unary(inputs[0], curve);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) =>
        [Pointwise.Binary(Name, context.Saved[0], upstream, new Chain(curve))];

    /// <summary>f′(x)·upstream.</summary>
    private readonly struct Chain(TCurve curve) : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V upstream)
            where V : struct, ILanes<V> => curve.Slope(x) * upstream;
    }
}
