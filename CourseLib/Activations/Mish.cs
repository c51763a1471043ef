using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>x·tanh(ln(1 + eˣ)) for every element (Misra 2020).</summary>
/// <remarks>The printed derivative eᶻω/δ² overflows float32 from z ≈ 22 on, where eᶻω passes 2¹²⁸; this one is finite for every number.</remarks>
public sealed class Mish : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Mish(x));
}

/// <summary>x·tanh(ln(1 + eˣ)) by t = e^(−|x|), of which every power is finite.</summary>
internal readonly struct MishCurve : ICurve
{
    public static string Name => nameof(Mish);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V>
    {
        (V a, V c) = Parts(x, Transcendental.Exp(x | V.AllBits(int.MinValue)));
        return V.Clamp(x, float.MinValue, float.PositiveInfinity) * (a / (a + c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V>
    {
        // Beyond 200 every power of t is 0, and 0·∞ would be no number.
        x = V.Clamp(x, -200, 200);
        V one = V.All(1), t = Transcendental.Exp(x | V.AllBits(int.MinValue));
        (V a, V c) = Parts(x, t);
        V r = one / (a + c), logistic = V.Select(V.Less(x, V.All(0)), t, one) / (one + t);
        return V.Fma(x * logistic, c * (c + a + a) * r * r, a * r);
    }

    /// <summary>
    /// a and c with tanh(ln(1 + eˣ)) = a/(a + c). Of ((1 + eˣ)² − 1)/((1 + eˣ)² + 1) they are e²ˣ + 2eˣ and 2, for x ≥ 0 multiplied by e⁻²ˣ.
    /// All terms are positive, so that no digits cancel; the derivative of tanh is 1 − (a/(a + c))² = c(c + 2a)/(a + c)².
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V A, V C) Parts<V>(V x, V t)
        where V : struct, ILanes<V>
    {
        V two = V.All(2), negative = V.Less(x, V.All(0));
        return (V.Select(negative, t * (t + two), V.Fma(t, two, V.All(1))), V.Select(negative, two, two * t * t));
    }
}
