using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary>A learning rate for every step of training. A step is whatever the training loop counts: batches, or epochs.</summary>
/// <example><code>
/// var schedule = new LinearWarmup(0.1, 5, new CosineDecay(Schedule.LinearScaling(0.1, 256, batch), 85));
/// for (int epoch = 0; epoch &lt; 90; epoch++)
/// {
///     schedule.Apply(optimizer, epoch);
///     …
/// }
/// </code></example>
public abstract class Schedule
{
    /// <summary>The learning rate of step <paramref name="step"/>, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return RateAt(step);
    }

    /// <summary>Sets the optimiser's learning rate for step <paramref name="step"/>, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public void Apply(Optimizer optimizer, int step)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        optimizer.LearningRate = (float)At(step);
    }

    /// <summary>The linear scaling rule: k times the batch, k times the learning rate (Goyal et al. 2017, section 2.1).</summary>
    /// <param name="rate">A learning rate that is good for batches of <paramref name="fromBatch"/>.</param>
    /// <param name="fromBatch">Examples in those batches.</param>
    /// <param name="toBatch">Examples in the batches to train with.</param>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public static double LinearScaling(double rate, int fromBatch, int toBatch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fromBatch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toBatch);
        return Rate(nameof(LinearScaling), rate) * toBatch / fromBatch;
    }

    /// <summary>The learning rate of a step that is not negative.</summary>
    protected abstract double RateAt(int step);

    /// <summary>The rate, if it is a finite number and not negative.</summary>
    private protected static double Rate(string schedule, double rate) => Argument.NotNegative(schedule, "the learning rate", rate);

    /// <summary>The factor, if it is a finite number above 0.</summary>
    private protected static double Factor(string schedule, string name, double factor) => Argument.Positive(schedule, name, factor);

    /// <summary>The number of steps, if it is positive.</summary>
    private protected static int Steps(string schedule, int steps) => Argument.AtLeast(1, schedule, "the number of steps", steps);
}
