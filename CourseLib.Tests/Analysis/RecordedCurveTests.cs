using CourseLib.Analysis;

namespace CourseLib.Tests.Analysis;

/// <summary>The curves that notebook 15 shows.</summary>
public class RecordedCurveTests
{
    [Fact]
    public void Each_curve_has_one_loss_for_each_step_of_its_four_epochs()
    {
        IReadOnlyList<RecordedCurve> curves = RecordedCurve.Published("data-parallel");
        Assert.Equal(8, curves.Count);
        Assert.All(curves, curve => Assert.Equal(4 * ((2700 + curve.Batch - 1) / curve.Batch), curve.Losses.Count));
        Assert.All(curves.SelectMany(curve => curve.Losses), loss => Assert.InRange(loss, 0.1, 3));
    }

    [Fact]
    public void Processes_that_share_a_batch_take_the_first_steps_of_one()
    {
        RecordedCurve[] shared = [.. RecordedCurve.Published("data-parallel").Where(curve => (curve.Batch, curve.Rate, curve.Seed) == (256, 0.02, 1))];
        Assert.Equal([1, 2, 4], shared.Select(curve => curve.Processes));
        Assert.All(shared, curve => Assert.All(curve.Losses.Take(11).Zip(shared[0].Losses), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2e-7)));
    }

    [Fact]
    public void A_name_that_is_not_published_is_refused() => Assert.Throws<ArgumentException>(() => RecordedCurve.Published("no-such-curves"));
}
