using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>The square non-linearity: x − x²/4 up to 2, x + x²/4 down to −2, and ±1 beyond (Wuraola and Patel 2018).</summary>
public sealed class SQNL : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.SQNL(x));
}

/// <summary>x(1 − |x|/4) for x held between −2 and 2; the derivative is 1 − |x|/2 there and 0 beyond.</summary>
internal readonly struct SQNLCurve : ICurve
{
    public static string Name => nameof(SQNL);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V>
    {
        x = V.Clamp(x, -2, 2);
        return x * V.Fma(x & V.AllBits(int.MaxValue), V.All(-0.25f), V.All(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V> => V.Fma(V.Min(x & V.AllBits(int.MaxValue), V.All(2)), V.All(-0.5f), V.All(1));
}
