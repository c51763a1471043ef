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

/// <summary>x·Φ(x); the derivative is Φ(x) + x·e^(−x²/2)/√(2π).</summary>
/// <remarks>
/// Φ(−|x|) = e^(−x²/2)·M(|x|), where M, the Mills ratio over √(2π), is a polynomial in t = 1/(1 + 0.32|x|): so the left tail keeps its digits, which
/// (1 + erf(x/√2))/2 loses, and the derivative needs no second exponential.
/// </remarks>
internal readonly struct GELUCurve : ICurve
{
    public static string Name => nameof(GELU);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => V.Clamp(x, float.MinValue, float.PositiveInfinity) * Distribution(x).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V>
    {
        var (distribution, bell) = Distribution(x);
        // Beyond 20 the density is 0 anyhow, and 0·∞ would be no number.
        return V.Fma(V.Clamp(x, -20, 20), bell * V.All(0.398942280f), distribution);
    }

    /// <summary>Φ(x) and e^(−x²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Value, V Bell) Distribution<V>(V x)
        where V : struct, ILanes<V>
    {
        // What rounding takes from the square is put back as a factor: a tail's digits depend on it.
        V size = V.Clamp(x & V.AllBits(int.MaxValue), -1, 15), square = size * size, lost = V.Fma(size, size, -square);
        V bell = Transcendental.Exp(square * V.All(-0.5f)) * V.Fma(lost, V.All(-0.5f), V.All(1));
        V t = V.All(1) / V.Fma(size, V.All(0.32f), V.All(1));
        V m = V.All(-0.021051845f);
        m = V.Fma(m, t, V.All(0.09527738f));
        m = V.Fma(m, t, V.All(-0.14643501f));
        m = V.Fma(m, t, V.All(0.06501126f));
        m = V.Fma(m, t, V.All(-0.009154581f));
        m = V.Fma(m, t, V.All(0.058556475f));
        m = V.Fma(m, t, V.All(0.08785519f));
        m = V.Fma(m, t, V.All(0.11461832f));
        m = V.Fma(m, t, V.All(0.12766127f));
        m = V.Fma(m, t, V.All(0.12766153f));
        V tail = bell * (m * t);
        return (V.Select(V.Less(x, V.All(0)), tail, V.All(1) - tail), bell);
    }
}
