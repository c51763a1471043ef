using CourseKit.Experiments;
using CourseLib.Analysis;

namespace CourseKit.Tests.Experiments;

public sealed class TrainingRunTests : IDisposable
{
    private readonly SmallExperiment small = new();

    public void Dispose() => small.Dispose();

    [Theory, InlineData(1), InlineData(4), InlineData(5), InlineData(8), InlineData(14)]
    public void A_run_that_was_interrupted_ends_with_the_same_bytes(int step)
    {
        PlannedRun plan = SmallExperiment.Run();
        Finish(small.Training(plan, "whole"));

        using var stop = new CancellationTokenSource();
        TrainingRun interrupted = small.Training(plan, "parts", new SmallExperiment.AtStep(step, stop.Cancel));
        Assert.Throws<OperationCanceledException>(() => interrupted.Finish(stop.Token));
        Finish(small.Training(plan, "parts"));

        Assert.Equal(small.Bytes("whole"), small.Bytes("parts"));
    }

    [Theory, InlineData(2), InlineData(7), InlineData(13)]
    public void A_run_that_was_killed_ends_with_the_same_bytes(int step)
    {
        PlannedRun plan = SmallExperiment.Run(Arm.None);
        Finish(small.Training(plan, "whole"));

        // Checkpoints with every step, and nothing more is written once it is dead.
        TrainingRun killed = small.Training(plan, "parts", new SmallExperiment.AtStep(step, () => throw new InvalidOperationException("killed")), TimeSpan.Zero);
        Assert.Throws<InvalidOperationException>(() => killed.Finish(CancellationToken.None));
        Finish(small.Training(plan, "parts"));

        Assert.Equal(small.Bytes("whole"), small.Bytes("parts"));
    }

    [Theory, InlineData(0), InlineData(100), InlineData(2_000_000)]
    public void A_checkpoint_that_is_cut_off_is_noticed_and_the_one_before_is_taken(int length)
    {
        PlannedRun plan = SmallExperiment.Run();
        Finish(small.Training(plan, "whole"));

        TrainingRun killed = small.Training(plan, "parts", new SmallExperiment.AtStep(7, () => throw new InvalidOperationException("killed")), TimeSpan.Zero);
        Assert.Throws<InvalidOperationException>(() => killed.Finish(CancellationToken.None));
        string checkpoint = Path.Combine(small.Folder, "parts", plan.Id + ".checkpoint");
        using (FileStream file = File.OpenWrite(checkpoint)) file.SetLength(length);
        int first = 0;
        Finish(small.Training(plan, "parts", new FirstStep(place => first = place)));

        // The last one had seven steps of five an epoch, the one before it six.
        Assert.Equal(2, first);
        Assert.Equal(small.Bytes("whole"), small.Bytes("parts"));
    }

    [Fact]
    public void A_checkpoint_with_another_bit_is_noticed()
    {
        string path = Path.Combine(small.Folder, "a.checkpoint");
        Checkpoint.Write(path, new Dictionary<string, CourseLib.Tensors.Tensor> { ["x"] = CourseLib.Tensors.Tensor.Ones(3) });
        Assert.Equal(3, Checkpoint.Read(path)!["x"].Count);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^40] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Null(Checkpoint.Read(path));
    }

    [Fact]
    public void The_decay_plays_no_part_in_training()
    {
        var slow = small.Training(SmallExperiment.Run(Arm.SlowBatchNorm), "runs").Finish(CancellationToken.None).Result;
        var fast = small.Training(SmallExperiment.Run(Arm.BatchNorm), "runs").Finish(CancellationToken.None).Result;
        Assert.Equal(slow.TrainLosses, fast.TrainLosses);
        Assert.NotEqual(slow.ValidationLosses, fast.ValidationLosses);
    }

    [Fact]
    public void A_run_that_may_not_read_the_test_images_does_not()
    {
        var (result, _) = small.Training(SmallExperiment.Run() with { ReadsTest = false }, "runs").Finish(CancellationToken.None);
        Assert.Null(result.TestAccuracy);
        Assert.Equal(0, small.TestReads);
    }

    [Fact]
    public void A_loss_that_overflows_ends_the_run_and_is_told()
    {
        PlannedRun wild = SmallExperiment.Run(Arm.None);
        wild = wild with { Recipe = wild.Recipe with { Rate = 1e30, OneCycle = false } };
        var (result, _) = small.Training(wild, "runs").Finish(CancellationToken.None);
        Assert.True(result.Diverged);
        Assert.Contains(null, result.TrainLosses);
        Assert.InRange(result.TestAccuracy!.Value, 0, 0.5);
    }

    [Fact]
    public void Both_arms_begin_with_the_same_weights()
    {
        var without = Arm.None.Network(5).Parameters().Where(weights => weights.Rank > 1).Select(weights => weights.ToArray());
        var with = Arm.BatchNorm.Network(5).Parameters().Where(weights => weights.Rank > 1).Select(weights => weights.ToArray());
        Assert.Equal(without, with);
    }

    private static void Finish(TrainingRun run)
    {
        (ExperimentRun result, IReadOnlyList<double> seconds) = run.Finish(CancellationToken.None);
        Assert.Equal(3, seconds.Count);
        Assert.Equal(3, result.ValidationLosses.Count);
        run.Forget();
    }

    private sealed class FirstStep(Action<int> tell) : SmallExperiment.Silent
    {
        private bool told;

        public override void Step(int epoch, int step, int steps, int images, float loss)
        {
            if (!told) tell(step);
            told = true;
        }
    }
}
