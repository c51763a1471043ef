using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Optimizers;

public class ScheduleTests
{
    [Fact]
    public void A_schedule_sets_the_optimisers_learning_rate()
    {
        Tensor weight = Tensor.Ones(1);
        weight.RequiresGrad = true;
        var optimizer = new Sgd([weight], 1);
        new StepDecay(0.8, 10, 0.5).Apply(optimizer, 25);
        Assert.Equal(0.2f, optimizer.LearningRate);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantRate(1).Apply(optimizer, -1));
    }

    [Fact]
    public void A_warm_up_rises_in_a_line_and_hands_over()
    {
        var schedule = new LinearWarmup(0.1, 5, new StepDecay(3.2, 30));
        Assert.Equal([0.1, 0.72, 1.34, 1.96, 2.58, 3.2, 3.2], Enumerable.Range(0, 7).Select(schedule.At), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(3.2, schedule.At(34), 1e-12);
        Assert.Equal(0.32, schedule.At(35), 1e-12);
    }

    [Fact]
    public void Eight_thousand_examples_take_32_times_the_rate_of_256() =>
        Assert.Equal(3.2, Schedule.LinearScaling(0.1, 256, 8192), 1e-12);

    [Fact]
    public void Cosine_decay_ends_at_its_end_and_stays_there()
    {
        var schedule = new CosineDecay(1, 10, 0.2);
        Assert.Equal(1, schedule.At(0));
        Assert.Equal(0.6, schedule.At(5), 1e-12);
        Assert.Equal(0.2, schedule.At(10), 1e-12);
        Assert.Equal(0.2, schedule.At(99), 1e-12);
    }

    [Fact]
    public void One_cycle_peaks_once()
    {
        var schedule = new OneCycle(0.5, 100);
        double[] rates = [.. Enumerable.Range(0, 100).Select(schedule.At)];
        Assert.Equal(29, Array.IndexOf(rates, rates.Max()));
        Assert.Equal(0.02, rates[0], 1e-12);
        Assert.Equal(2e-6, rates[^1], 1e-12);
        Assert.Equal(rates[^1], schedule.At(200), 1e-12);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConstantRate(-1));
        Assert.Throws<ArgumentException>(() => new ConstantRate(double.NaN));
        Assert.Throws<ArgumentException>(() => new StepDecay(0.1, 0));
        Assert.Throws<ArgumentException>(() => new StepDecay(0.1, 5, 0));
        Assert.Throws<ArgumentException>(() => new StepDecay(0.1, [5, 5]));
        Assert.Throws<ArgumentException>(() => new CosineDecay(0.1, 0));
        Assert.Throws<ArgumentException>(() => new LinearWarmup(0.1, 0, new ConstantRate(1)));
        Assert.Throws<ArgumentException>(() => new OneCycle(0.1, 100, rise: 1));
        Assert.Throws<ArgumentException>(() => new OneCycle(0.1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.LinearScaling(0.1, 0, 10));
    }
}
