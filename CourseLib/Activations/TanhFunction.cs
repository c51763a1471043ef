using System.Runtime.CompilerServices;
using CourseLib.Autograd.Functions;
using CourseLib.Kernels;

namespace CourseLib.Activations;

/// <summary>y = tanh x; the derivative is 1 − y².</summary>
internal sealed class TanhFunction : ResultFunction<Kernels.Tanh, TanhGradient>;

/// <summary>(1 − y²)·upstream.</summary>
internal readonly struct TanhGradient : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V y, V upstream)
        where V : struct, ILanes<V> => upstream * V.Fma(-y, y, V.All(1));
}
