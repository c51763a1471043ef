using CourseKit.Experiments;
using CourseLib.Analysis;

namespace CourseKit.Tests.Commands;

[Collection("environment")]
public sealed class ExperimentCommandTests : CommandTests
{
    [Theory]
    [InlineData("--data everything", "everything")]
    [InlineData("--study colour", "colour")]
    [InlineData("--seeds 0", "--seeds 0")]
    [InlineData("--epochs 0", "--epochs 0")]
    [InlineData("--threads 0", "--threads 0")]
    [InlineData("--publish", "--data full")]
    [InlineData("--data embedded --publish", "--data full")]
    public async Task What_makes_no_sense_is_refused_by_name(string options, string named)
    {
        Assert.Equal(CourseKitException.WrongUsage, await Program.Main(["experiment", "batchnorm", .. options.Split(' ')]));
        Assert.Contains(named, Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_are_not_here_are_named_with_the_way_to_get_them()
    {
        Assert.Equal(CourseKitException.WorkFailed, await Program.Main(["experiment", "batchnorm", "--data", "full", "-o", Path.Combine(Surroundings.Folder, "out")]));
        Assert.Contains("coursekit data get cifar10", Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_three_arms_train_on_what_ships_and_leave_data_a_page_and_what_a_twin_needs()
    {
        string folder = Path.Combine(Surroundings.Folder, "out");
        Assert.Equal(0, await Program.Main(["experiment", "batchnorm", "--study", "recipes", "--seeds", "1", "--epochs", "1", "--torch", "-o", folder]));
        ExperimentResults results = ExperimentResults.Load(Path.Combine(folder, "batchnorm-embedded.json"));
        Assert.Equal(6, results.Runs.Count);
        Assert.Equal(2700, results.TrainImages);
        Assert.All(results.Runs, run => Assert.InRange(run.TestAccuracy!.Value, 0.05, 0.8));
        Assert.Contains("[6/6]", Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("The recipe in full", File.ReadAllText(Path.Combine(folder, "batchnorm-embedded.html")), StringComparison.Ordinal);
        Assert.Equal(2700 * 4, new FileInfo(Path.Combine(folder, "twin", "batches-tuned-1.i32")).Length);

        // Nothing is left to do.
        Assert.Equal(0, await Program.Main(["experiment", "batchnorm", "--study", "recipes", "--seeds", "1", "--epochs", "1", "-o", folder]));
        Assert.Contains("6 runs, 6 of them done before", Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_twin_is_told_which_images_are_mirrored()
    {
        string folder = Path.Combine(Surroundings.Folder, "twin");
        ExperimentData data = ExperimentData.Load(CourseLib.Data.DataSource.Embedded);
        PlannedRun[] plan = [.. StudyPlan.All[0].Plan(1)];
        Assert.Equal(6, TwinExport.Write(plan, data, [Recipe.Tuned, Recipe.Plain], CourseLib.Data.DataSource.Embedded, folder, folder));
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "batches-tuned-1.i32"));
        var whole = CourseLib.Data.Cifar10.Load(CourseLib.Data.Split.Train, CourseLib.Data.DataSource.Embedded);
        CourseLib.Data.Batch first = Recipe.Tuned.Batches(data.Train, 1).Epoch(0).First();
        for (int image = 0; image < first.Count; image++)
        {
            int entry = BitConverter.ToInt32(bytes, 4 * image);
            float[] expected = whole.Image(entry & ((1 << 30) - 1), CourseLib.Data.Cifar10.Normalize).ToArray(), found = first.Images.Select(0, image).ToArray();
            if ((entry & 1 << 30) != 0)
                for (int row = 0; row < 96; row++) expected.AsSpan(32 * row, 32).Reverse();
            Assert.Equal(expected, found);
        }
    }
}
