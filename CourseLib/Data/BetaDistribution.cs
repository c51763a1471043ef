using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>Beta(α, α), as the ratio of two Gamma variates (Marsaglia and Tsang 2000, "A simple method for generating gamma variables").</summary>
internal static class BetaDistribution
{
    /// <exception cref="ArgumentOutOfRangeException">α is not positive.</exception>
    public static double Sample(double alpha, ref SplitMix64 random)
    {
        if (!(alpha > 0) || double.IsInfinity(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "the concentration must be positive");
        double a = LogGamma(alpha, ref random), b = LogGamma(alpha, ref random);
        // As logarithms, because for a small α both variates may be too small for a double.
        return 1 / (1 + Math.Exp(b - a));
    }

    /// <summary>The logarithm of a Gamma(shape, 1) variate. A shape below 1 is raised by 1 and paid back with U^(1/shape).</summary>
    private static double LogGamma(double shape, ref SplitMix64 random)
    {
        if (shape < 1) return LogGamma(shape + 1, ref random) + Math.Log(random.NextOpen()) / shape;
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NormalQuantile.Of(random.NextOpen());
            double v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(random.NextOpen()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return Math.Log(d * v);
        }
    }
}
