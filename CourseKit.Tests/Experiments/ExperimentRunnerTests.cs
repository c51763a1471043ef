using CourseKit.Experiments;
using CourseLib.Analysis;

namespace CourseKit.Tests.Experiments;

public sealed class ExperimentRunnerTests : IDisposable
{
    private static readonly PlannedRun[] Plan = [SmallExperiment.Run(Arm.None), SmallExperiment.Run(Arm.BatchNorm), SmallExperiment.Run(Arm.None, seed: 2), SmallExperiment.Run(Arm.BatchNorm, seed: 2)];

    private readonly SmallExperiment small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void An_experiment_that_was_interrupted_twice_ends_with_the_same_bytes_and_reads_the_test_images_once_a_run()
    {
        small.Runner(Plan, "whole").Run(CancellationToken.None);
        Assert.Equal(Plan.Length, small.TestReads);

        foreach (int step in new[] { 17, 9 })
        {
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => small.Runner(Plan, "parts", new SmallExperiment.AtStep(step, stop.Cancel)).Run(stop.Token));
        }
        small.Runner(Plan, "parts").Run(CancellationToken.None);
        Assert.Equal(2 * Plan.Length, small.TestReads);
        Assert.Equal(small.Bytes("whole"), small.Bytes("parts"));
    }

    [Fact]
    public void What_is_done_is_not_done_again_and_more_seeds_are_added()
    {
        small.Runner(Plan[..2], "one").Run(CancellationToken.None);
        ExperimentResults all = small.Runner(Plan, "one").Run(CancellationToken.None);
        Assert.Equal(Plan.Length, small.TestReads);
        Assert.Equal([(Arm.None.Key, 1), (Arm.None.Key, 2), (Arm.BatchNorm.Key, 1), (Arm.BatchNorm.Key, 2)], all.Runs.Select(run => (run.Arm, run.Seed)));
        Assert.Equal(Plan.Length, all.Times.Count);
        Assert.All(all.Times, time => Assert.True(time.ImagesPerSecond > 0));
    }

    [Fact]
    public void The_file_reads_as_it_was_written()
    {
        ExperimentRunner runner = small.Runner(Plan, "one");
        ExperimentResults written = runner.Run(CancellationToken.None), read = ExperimentResults.Load(runner.ResultsPath);
        Assert.Equal(written.ToJson(), read.ToJson());
        Assert.Equal(written.TimesToJson(), read.TimesToJson());
        Assert.Equal(written.Groups(StudyPlan.Recipes).Select(group => group.TestAccuracy), read.Groups(StudyPlan.Recipes).Select(group => group.TestAccuracy));
    }

    [Fact]
    public void The_page_shows_accuracies_curves_and_recipes()
    {
        ExperimentRunner runner = small.Runner(Plan, "one");
        runner.Run(CancellationToken.None);
        string page = File.ReadAllText(runner.PagePath);
        foreach (string wanted in new[] { "78.26\u00A0%", "BN, decay 0.9", "<svg", "validation accuracy", "Nesterov", "images/s", "2 seeds", "What batch normalisation adds" })
            Assert.Contains(wanted, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_other_recipes_are_refused()
    {
        small.Runner(Plan[..1], "one").Run(CancellationToken.None);
        var other = new ExperimentRunner(Plan, small.Data, [Recipe.Plain], "batchnorm-small", Path.Combine(small.Folder, "one"), TimeSpan.FromHours(1), new SmallExperiment.Silent());
        Assert.Contains("other recipes", Assert.Throws<CourseKitException>(() => other.Run(CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_results_are_refused_by_name()
    {
        ExperimentRunner runner = small.Runner(Plan, "one");
        Directory.CreateDirectory(Path.GetDirectoryName(runner.ResultsPath)!);
        File.WriteAllText(runner.ResultsPath, "{ \"experiment\": ");
        Assert.Contains(runner.ResultsPath, Assert.Throws<CourseKitException>(() => runner.Run(CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_study_has_runs_of_different_names()
    {
        PlannedRun[] all = [.. StudyPlan.All.SelectMany(study => study.Plan(5))];
        Assert.Equal(all.Length, all.Select(run => run.Id).Distinct().Count());
        Assert.Equal(30, all.Count(run => run.Study == StudyPlan.Recipes));
        Assert.All(all, run => Assert.Equal(run.Study != StudyPlan.Choice, run.ReadsTest));
        Assert.Contains(all, run => run.Study == StudyPlan.BatchSize && run.Recipe.Batch == 2 && run.Arm == Arm.GroupNorm);
    }
}
