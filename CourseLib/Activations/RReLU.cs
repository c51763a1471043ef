using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>A leaky ReLU whose slope is drawn anew for every element while training, and is the mean of the range in evaluation (Xu et al. 2015).</summary>
public sealed class RReLU : Module
{
    private readonly float lower, upper;
    private readonly Generator? generator;

    /// <summary>Slopes from <paramref name="lower"/> to <paramref name="upper"/>.</summary>
    /// <param name="lower">The smallest slope for x &lt; 0.</param>
    /// <param name="upper">The largest.</param>
    /// <param name="seed">Fixes the slopes; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentException">A slope is not finite, or the smallest is above the largest.</exception>
    public RReLU(float lower = 1f / 8, float upper = 1f / 3, int? seed = null)
    {
        RefuseRange(lower, upper);
        (this.lower, this.upper) = (lower, upper);
        generator = seed is int number ? new(number) : null;
    }

    /// <inheritdoc/>
    protected internal override string Details => $"{lower:0.###} to {upper:0.###}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.RReLU(x, lower, upper, Training, generator));

    internal static void RefuseRange(float lower, float upper)
    {
        Argument.Finite(nameof(RReLU), nameof(lower), lower);
        Argument.Finite(nameof(RReLU), nameof(upper), upper);
        if (lower > upper) throw new ArgumentException($"RReLU: the slopes go from {lower} to {upper}; lower must not be above upper");
    }
}
