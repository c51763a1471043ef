namespace CourseLib.Optimizers;

/// <summary>The rate rises in a line from <paramref name="start"/> in step 0 to the first rate of <paramref name="then"/>, which takes over after <paramref name="steps"/> steps (Goyal et al. 2017, section 2.2).</summary>
/// <param name="start">The rate of step 0: the paper takes the one for the small batch.</param>
/// <param name="steps">How many steps the rise takes.</param>
/// <param name="then">What follows; its own steps are counted from 0.</param>
public sealed class LinearWarmup(double start, int steps, Schedule then) : Schedule
{
    private readonly double start = Rate(nameof(LinearWarmup), start);
    private readonly Schedule then = then ?? throw new ArgumentNullException(nameof(then), "LinearWarmup: there is no schedule for the steps after the rise; give a ConstantRate or another");
    private readonly int steps = Steps(nameof(LinearWarmup), steps);

    /// <inheritdoc/>
    protected override double RateAt(int step) => step < steps ? start + (then.At(0) - start) * step / steps : then.At(step - steps);
}
