using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>The exponential linear unit: x for x &gt; 0, α(eˣ − 1) below (Clevert et al. 2016).</summary>
public sealed class ELU : Module
{
    private readonly float alpha;

    /// <summary>A layer with this α.</summary>
    /// <param name="alpha">α: the results approach −α on the left.</param>
    /// <exception cref="ArgumentException">α is not a finite number.</exception>
    public ELU(float alpha = 1) => this.alpha = Argument.Finite(nameof(ELU), nameof(alpha), alpha);

    /// <inheritdoc/>
    protected internal override string Details => $"α = {alpha}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.ELU(x, alpha));
}

/// <summary>x for x &gt; 0, else α(eˣ − 1); the derivative is 1 or αeˣ.</summary>
internal readonly struct ELUCurve(float alpha) : ICurve
{
    public static string Name => nameof(ELU);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => V.Select(V.Less(V.All(0), x), x, V.All(alpha) * Transcendental.Expm1(V.Min(x, V.All(0))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V> => V.Select(V.Less(V.All(0), x), V.All(1), V.All(alpha) * Transcendental.Exp(x));
}
