using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>ln(1 + e^(βx))/β, a smooth ReLU (Dugas et al. 2001).</summary>
public sealed class Softplus : Module
{
    private readonly float beta;

    /// <summary>A layer with this β.</summary>
    /// <param name="beta">β, above 0: the larger, the closer to ReLU.</param>
    /// <exception cref="ArgumentException">β is not a finite number above 0.</exception>
    public Softplus(float beta = 1) => this.beta = Argument.Positive(nameof(Softplus), nameof(beta), beta);

    /// <inheritdoc/>
    protected internal override string Details => $"β = {beta}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Softplus(x, beta));
}

/// <summary>ln(1 + e^(βx))/β as max(x, 0) + ln(1 + e^(−β|x|))/β, which neither overflows nor loses the left tail; the derivative is σ(βx).</summary>
internal readonly struct SoftplusCurve(float beta) : ICurve
{
    public static string Name => nameof(Softplus);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V>
    {
        V t = Transcendental.Exp((x | V.AllBits(int.MinValue)) * V.All(beta));
        return V.Max(x, V.All(0)) + Transcendental.Log1p(t) / V.All(beta);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Sigmoid(x * V.All(beta));
}
