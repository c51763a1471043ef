namespace CourseLib.Optimizers;

/// <summary>The same learning rate in every step.</summary>
/// <param name="rate">That rate.</param>
public sealed class ConstantRate(double rate) : Schedule
{
    private readonly double rate = Rate(nameof(ConstantRate), rate);

    /// <inheritdoc/>
    protected override double RateAt(int step) => rate;
}
