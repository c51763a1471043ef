using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>x·σ(βx) for every element (Ramachandran et al. 2017); β = 1 is SiLU.</summary>
/// <remarks>The lecture prints the derivative as βf(z) + σ(βz)(1 − βf(x)); the last f must be taken at z, too.</remarks>
public sealed class Swish : Module
{
    private readonly float beta;

    /// <summary>A layer with this β.</summary>
    /// <param name="beta">β: 0 gives x/2, large values come close to ReLU.</param>
    /// <exception cref="ArgumentException">β is not a finite number.</exception>
    public Swish(float beta = 1) => this.beta = Argument.Finite(nameof(Swish), nameof(beta), beta);

    /// <inheritdoc/>
    protected internal override string Details => $"β = {beta}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Swish(x, beta));
}

/// <summary>x·σ(βx), which is 0 where σ is, even at an infinity; the derivative is βf + σ(1 − βf) = σ + βx·σ(1 − σ).</summary>
internal readonly struct SwishCurve(float beta) : ICurve
{
    public static string Name => nameof(Swish);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V>
    {
        V s = Transcendental.Sigmoid(V.Clamp(x, float.MinValue, float.MaxValue) * V.All(beta));
        return V.Select(V.Same(s, V.All(0)), V.All(0), x * s);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V>
    {
        // Beyond 200 the exponential is 0 anyhow, and 0·∞ would be no number.
        V z = V.Clamp(x, float.MinValue, float.MaxValue) * V.All(beta);
        z = V.Clamp(z, -200, 200);
        V one = V.All(1), t = Transcendental.Exp(z | V.AllBits(int.MinValue)), r = one / (one + t);
        return V.Fma(z, t * r * r, V.Select(V.Less(z, V.All(0)), t, one) * r);
    }
}
