namespace CourseLib.Optimizers;

/// <summary>From the rate to <paramref name="end"/> along half a cosine, end + (rate − end)(1 + cos(π·step/steps))/2, and then no further (Loshchilov and Hutter 2017, equation 5).</summary>
/// <param name="rate">The rate of step 0.</param>
/// <param name="steps">After how many steps the end is reached.</param>
/// <param name="end">The last rate.</param>
public sealed class CosineDecay(double rate, int steps, double end = 0) : Schedule
{
    private readonly double rate = Rate(nameof(CosineDecay), rate), end = Rate(nameof(CosineDecay), end);
    private readonly int steps = Steps(nameof(CosineDecay), steps);

    /// <inheritdoc/>
    protected override double RateAt(int step) => Between(rate, end, Math.Min(1, (double)step / steps));

    /// <summary>From one number to another along half a cosine, of which a share has passed.</summary>
    internal static double Between(double from, double to, double share) => to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
}
