namespace CourseLib.Optimizers;

/// <summary>
/// The rate rises from max/divide to max, then falls to max/(divide·finalDivide), each along half a cosine (Smith and Topin 2018, in the form of
/// PyTorch's OneCycleLR). For steps that count batches.
/// </summary>
public sealed class OneCycle : Schedule
{
    private readonly double start, max, end, peak;
    private readonly int last;

    /// <summary>A cycle of <paramref name="steps"/> steps.</summary>
    /// <param name="max">The largest rate.</param>
    /// <param name="steps">How many steps the training has; beyond, the rate stays at its end.</param>
    /// <param name="rise">The share of the steps in which the rate rises, between 0 and 1.</param>
    /// <param name="divide">How many times the first rate is smaller than the largest.</param>
    /// <param name="finalDivide">How many times the last rate is smaller than the first.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the rise has less than one step.</exception>
    public OneCycle(double max, int steps, double rise = 0.3, double divide = 25, double finalDivide = 1e4)
    {
        this.max = Rate(nameof(OneCycle), max);
        start = max / Factor(nameof(OneCycle), "divide", divide);
        end = start / Factor(nameof(OneCycle), "finalDivide", finalDivide);
        last = Steps(nameof(OneCycle), steps) - 1;
        if (!(rise is > 0 and < 1)) throw new ArgumentException($"OneCycle: the share of the rise is {rise}, and must be between 0 and 1");
        peak = rise * steps - 1;
        if (!(peak > 0)) throw new ArgumentException($"OneCycle: a rise of {rise} of {steps} steps leaves no step to rise in; it needs more than {1 / rise:0.#} steps");
    }

    /// <inheritdoc/>
    protected override double RateAt(int step) => step <= peak
        ? CosineDecay.Between(start, max, step / peak)
        : CosineDecay.Between(max, end, Math.Min(1, (step - peak) / (last - peak)));
}
