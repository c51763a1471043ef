using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>The inverse square root linear unit: x for x ≥ 0, x/√(1 + αx²) below (Carlile et al. 2017).</summary>
public sealed class ISRLU : Module
{
    private readonly float alpha;

    /// <summary>A layer with this α.</summary>
    /// <param name="alpha">α, above 0: the results are above −1/√α.</param>
    /// <exception cref="ArgumentException">α is not a finite number above 0.</exception>
    public ISRLU(float alpha = 1) => this.alpha = Argument.Positive(nameof(ISRLU), nameof(alpha), alpha);

    /// <inheritdoc/>
    protected internal override string Details => $"α = {alpha}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.ISRLU(x, alpha));
}

/// <summary>x for x ≥ 0, else <see cref="ISRUCurve"/>.</summary>
internal readonly struct ISRLUCurve(float alpha) : ICurve
{
    public static string Name => nameof(ISRLU);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => V.Select(V.Less(x, V.All(0)), new ISRUCurve(alpha).Apply(x), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V> => V.Select(V.Less(x, V.All(0)), new ISRUCurve(alpha).Slope(x), V.All(1));
}
