namespace CourseLib.Optimizers;

/// <summary>The rate is multiplied by a factor after every so many steps, or at given ones.</summary>
public sealed class StepDecay : Schedule
{
    private readonly double rate, factor;
    private readonly Func<int, int> decays;

    /// <summary>rate·factor^⌊step/every⌋.</summary>
    /// <exception cref="ArgumentException">The rate is negative, or another number is not positive.</exception>
    public StepDecay(double rate, int every, double factor = 0.1)
        : this(rate, factor)
    {
        Steps(nameof(StepDecay), every);
        decays = step => step / every;
    }

    /// <summary>rate·factorᵏ, where k of the <paramref name="milestones"/> have been reached: ResNet divides by 10 at 32,000 and 48,000 batches.</summary>
    /// <exception cref="ArgumentException">The rate is negative, the factor not positive, or the milestones are not ascending.</exception>
    public StepDecay(double rate, int[] milestones, double factor = 0.1)
        : this(rate, factor)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        int[] ascending = (int[])milestones.Clone();
        if (ascending.Length > 0 && ascending[0] < 0) throw new ArgumentException($"StepDecay: milestone {ascending[0]} comes before the first step, which is 0");
        for (int index = 1; index < ascending.Length; index++)
        {
            if (ascending[index] <= ascending[index - 1])
                throw new ArgumentException($"StepDecay: milestone {ascending[index]} comes after {ascending[index - 1]}, and milestones must ascend");
        }
        decays = step => ascending.Count(milestone => step >= milestone);
    }

    private StepDecay(double rate, double factor)
    {
        this.rate = Rate(nameof(StepDecay), rate);
        this.factor = Factor(nameof(StepDecay), "the factor", factor);
        decays = _ => 0;
    }

    /// <inheritdoc/>
    protected override double RateAt(int step) => rate * Math.Pow(factor, decays(step));
}
