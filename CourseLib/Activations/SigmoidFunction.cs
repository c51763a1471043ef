using System.Runtime.CompilerServices;
using CourseLib.Autograd.Functions;
using CourseLib.Kernels;

namespace CourseLib.Activations;

/// <summary>y = 1/(1 + e⁻ˣ); the derivative is y(1 − y).</summary>
internal sealed class SigmoidFunction : ResultFunction<Kernels.Sigmoid, SigmoidGradient>;

/// <summary>y(1 − y)·upstream.</summary>
internal readonly struct SigmoidGradient : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V y, V upstream)
        where V : struct, ILanes<V> => upstream * (y * (V.All(1) - y));
}
