using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>x for x &gt; 0, a·x below (Maas et al. 2013), so that a unit with negative input still learns.</summary>
public sealed class LeakyReLU : Module
{
    private readonly float negativeSlope;

    /// <summary>A layer with this slope.</summary>
    /// <param name="negativeSlope">a, the slope for x &lt; 0.</param>
    /// <exception cref="ArgumentException">The slope is not a finite number.</exception>
    public LeakyReLU(float negativeSlope = 0.01f) => this.negativeSlope = Argument.Finite(nameof(LeakyReLU), nameof(negativeSlope), negativeSlope);

    /// <inheritdoc/>
    protected internal override string Details => $"slope = {negativeSlope}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.LeakyReLU(x, negativeSlope));
}

/// <summary>x for x &gt; 0, else a·x; the derivative is 1 or a (at 0: a, as in PyTorch).</summary>
internal readonly struct LeakyReLUCurve(float negativeSlope) : ICurve
{
    public static string Name => nameof(LeakyReLU);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => V.Select(V.Less(V.All(0), x), x, V.All(negativeSlope) * x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V> => V.Select(V.Less(V.All(0), x), V.All(1), V.All(negativeSlope));
}
