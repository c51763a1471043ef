using CourseKit.Experiments;
using CourseLib.Analysis;

namespace CourseKit.Tests.Experiments;

public sealed class ReadmeResultsTests : IDisposable
{
    private const string Around = "# A course\n\n{0}\nsomething old\n{1}\n\nThe rest.\n";

    private readonly Course course = new(Directory.CreateTempSubdirectory("coursekit-readme-").FullName);

    public void Dispose() => Directory.Delete(course.Root, recursive: true);

    [Fact]
    public void The_guide_of_the_course_shows_the_published_results() => Assert.True(ReadmeResults.Of(Course.Find())!.IsCurrent, "run: coursekit build");

    [Fact]
    public void What_the_library_carries_is_the_published_file()
    {
        string path = Path.Combine(Course.Find().Results, "batchnorm-full.json");
        Assert.Equal(ExperimentResults.Load(path).ToJson(), ExperimentResults.Published("batchnorm-full")!.ToJson());
        Assert.Null(ExperimentResults.Published("no-such-experiment"));
    }

    [Fact]
    public void Between_the_marks_stands_what_the_file_says_and_nothing_else_is_changed()
    {
        Publish(Result(Arm.None, 1, 0.70), Result(Arm.None, 2, 0.72), Result(Arm.BatchNorm, 1, 0.75));
        File.WriteAllText(course.Readme, string.Format(Around, ReadmeResults.Begin, ReadmeResults.End));
        string text = ReadmeResults.Of(course)!.Text;
        Assert.Contains("| 74.33 % | 78.16 % | 78.26 % |", text, StringComparison.Ordinal);
        Assert.Contains("| CourseLib, tuned recipe, 10 epochs, 2 seeds | 71.00 ± 1.41 % |  | 75.00 % |", text, StringComparison.Ordinal);
        Assert.StartsWith($"# A course\n\n{ReadmeResults.Begin}\n\n| test accuracy", text, StringComparison.Ordinal);
        Assert.EndsWith($"\n\n{ReadmeResults.End}\n\nThe rest.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("something old", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guide_without_marks_is_left_alone()
    {
        Publish(Result(Arm.None, 1, 0.70));
        Assert.Null(ReadmeResults.Of(course));
        File.WriteAllText(course.Readme, "# A course\n");
        Assert.Null(ReadmeResults.Of(course));
    }

    [Fact]
    public void The_gain_is_taken_seed_by_seed()
    {
        var none = new ExperimentGroup([Result(Arm.None, 1, 0.70), Result(Arm.None, 2, 0.72)]);
        var with = new ExperimentGroup([Result(Arm.BatchNorm, 1, 0.75), Result(Arm.BatchNorm, 2, 0.76)]);
        Spread gain = with.Gain(none)!.Value;
        Assert.Equal(0.045, gain.Mean, 12);
        Assert.Equal(0.01 / Math.Sqrt(2), gain.Deviation, 12);
        // Student's 97.5 % quantile for one degree of freedom is 12.706.
        Assert.Equal(12.7062 * gain.Deviation / Math.Sqrt(2), ExperimentPage.HalfInterval(gain), 5);
        Assert.Null(with.Gain(none with { Runs = [none.Runs[0]] }));
    }

    private static ExperimentRun Result(Arm arm, int seed, double accuracy) =>
        new(StudyPlan.Recipes, "tuned", arm.Key, 128, 0.05, 10, seed, accuracy, 1, accuracy, [1], [1], [accuracy]);

    private void Publish(params ExperimentRun[] runs) => AtomicFile.Write(
        Path.Combine(course.Results, "batchnorm-full.json"), new ExperimentResults("batchnorm", "CourseLib", "CIFAR-10", 45_000, 5_000, 10_000, new Dictionary<string, string>(), runs).ToJson());
}
