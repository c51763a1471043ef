using CourseKit.Distributed;
using CourseKit.Experiments;
using CourseLib.Data;
using CourseLib.Norms;

namespace CourseKit.Tests.Distributed;

/// <summary>What a process that was ended leaves to the next.</summary>
public sealed class DistributedRunTests : IDisposable
{
    private const int StepsOfAnEpoch = 22;
    private static readonly Recipe Short = Recipe.Plain with { Batch = 128, Epochs = 1 };
    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-train-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_epoch_that_was_not_validated_is_validated_by_the_next_process()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Train(Short, endAfter: StepsOfAnEpoch));
        string said = Train(Short);
        Assert.Contains($"step {StepsOfAnEpoch} of {StepsOfAnEpoch}", said);
        Assert.Contains("epoch 1 of 1: loss ", said);
        Assert.Equal(StepsOfAnEpoch, File.ReadLines(Path.Combine(folder, "losses.csv")).Count() - 1);
        Assert.Equal(["losses.csv"], Directory.EnumerateFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Other_training_does_not_go_on_from_a_checkpoint()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Train(Short, endAfter: 3));
        CourseKitException refused = Assert.Throws<CourseKitException>(() => Train(Short with { Rate = 0.5 }));
        Assert.Matches("is of other training .*rate 0.02.* than this .*rate 0.5.*; give the same options", refused.Message);
        Assert.Contains("step 3 of", Train(Short));
    }

    private string Train(Recipe recipe, int endAfter = 0)
    {
        using var end = new CancellationTokenSource();
        using var log = new StringWriter();
        var alone = new Workers(0, 1, new Counting(exchanges =>
        {
            if (exchanges == endAfter) end.Cancel();
        }));
        new DistributedRun(alone, recipe, Arm.All[0], seed: 1, ExperimentData.Load(DataSource.Embedded), folder, TimeSpan.Zero, log).Run(end.Token);
        return log.ToString();
    }

    /// <summary>A group of one that tells which gradients' exchange this is.</summary>
    private sealed class Counting(Action<int> heard) : ICollective
    {
        private int exchanges;

        public void AllReduce(Span<double> sums)
        {
            if (sums.Length > 4) heard(++exchanges);
        }
    }
}
