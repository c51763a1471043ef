using CourseLib.Tensors;

namespace CourseLib.Initializers;

public static partial class Initializer
{
    private const double LeastShare = 0.01;

    /// <summary>Normal numbers, drawn again while they are outside <paramref name="low"/> to <paramref name="high"/>. Vision transformers start so, with deviation 0.02.</summary>
    /// <param name="weight">What is overwritten.</param>
    /// <param name="mean">The mean before the tails are cut off.</param>
    /// <param name="deviation">The standard deviation before the tails are cut off.</param>
    /// <param name="low">The lowest number, itself and not a multiple of the deviation, as in PyTorch.</param>
    /// <param name="high">The highest.</param>
    /// <param name="seed">Fixes the numbers.</param>
    /// <exception cref="ArgumentException">The deviation is not above 0, or hardly any normal number lies between the bounds.</exception>
    public static void TruncatedNormal(Tensor weight, float mean = 0, float deviation = 1, float low = -2, float high = 2, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!(deviation > 0) || !float.IsFinite(deviation) || !float.IsFinite(mean))
            throw new ArgumentException($"TruncatedNormal: mean {mean} and deviation {deviation}; the mean must be finite and the deviation a finite number above 0");
        double share = low < high ? Distributed(high) - Distributed(low) : 0;
        if (!(share >= LeastShare))
            throw new ArgumentException($"TruncatedNormal: only {share:0.0%} of normal numbers of mean {mean} and deviation {deviation} lie between {low} and {high}; the bounds must hold {LeastShare:0%} or more");
        Generator generator = Generator.For(seed);
        foreach (ref float value in weight.Elements)
        {
            do value = (float)(mean + deviation * generator.NextNormal());
            while (value < low || value > high);
        }
        weight.Changed();

        double Distributed(float bound) => MathNet.Numerics.Distributions.Normal.CDF(mean, deviation, bound);
    }
}
