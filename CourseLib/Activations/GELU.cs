using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>x·Φ(x), with Φ the normal distribution function (Hendrycks and Gimpel 2016), by the error function and not by its approximation.</summary>
public sealed class GELU : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.GELU(x));
}

/// <summary>x·Φ(x) = x(1 + erf(x/√2))/2; the derivative is Φ(x) + x·e^(−x²/2)/√(2π).</summary>
internal readonly struct GELUCurve : ICurve
{
    public static string Name => nameof(GELU);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => V.Max(x, V.All(float.MinValue)) * Distribution(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V>
    {
        V distribution = Distribution(x);
        // Beyond 20 the density is 0 anyhow, and 0·∞ would be no number.
        x = V.Max(V.Min(x, V.All(20)), V.All(-20));
        return V.Fma(x, Transcendental.Exp(x * x * V.All(-0.5f)) * V.All(0.398942280f), distribution);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Distribution<V>(V x)
        where V : struct, ILanes<V> => V.Fma(Transcendental.Erf(x * V.All(0.707106781f)), V.All(0.5f), V.All(0.5f));
}
