using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Optimizers;

namespace CourseLib.Tests.Optimizers;

public class EarlyStoppingTests
{
    [Fact]
    public void It_stops_when_the_patience_ends_and_restores_the_best_state_not_the_last()
    {
        var model = new Linear(1, 1, seed: 1);
        var stopping = new EarlyStopping(model, patience: 3);
        double[] losses = [5, 3, 4, 2, 2.5, 2, 7, 1];
        int epoch = 0;
        for (; epoch < losses.Length && !stopping.ShouldStop; epoch++)
        {
            model.Weight.Fill(epoch);
            Assert.Equal(epoch is 0 or 1 or 3, stopping.Report(losses[epoch]));
        }
        Assert.Equal(7, epoch);
        Assert.Equal((2.0, 3), (stopping.BestLoss, stopping.BestEpoch));
        Assert.Equal(6, model.Weight.Item());
        stopping.Restore();
        Assert.Equal(3, model.Weight.Item());
    }

    [Fact]
    public void Buffers_are_restored_too()
    {
        var model = new BatchNorm1d(2);
        var stopping = new EarlyStopping(model);
        stopping.Report(1);
        model.RunningMean!.Fill(9);
        stopping.Report(2);
        stopping.Restore();
        Assert.Equal([0, 0], model.RunningMean.ToArray());
    }

    [Fact]
    public void A_loss_that_is_no_number_is_no_improvement_and_a_small_one_is_not_enough()
    {
        var stopping = new EarlyStopping(new Linear(1, 1), patience: 2, minDelta: 0.1);
        Assert.False(stopping.Report(double.NaN));
        Assert.True(stopping.Report(1));
        Assert.False(stopping.Report(0.95));
        Assert.False(stopping.ShouldStop);
        Assert.False(stopping.Report(double.NaN));
        Assert.True(stopping.ShouldStop);
    }

    [Fact]
    public void Nothing_reported_cannot_be_restored_and_numbers_out_of_range_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new EarlyStopping(new Linear(1, 1)).Restore());
        Assert.Throws<ArgumentException>(() => new EarlyStopping(new Linear(1, 1), patience: 0));
        Assert.Throws<ArgumentException>(() => new EarlyStopping(new Linear(1, 1), minDelta: double.NaN));
    }
}
