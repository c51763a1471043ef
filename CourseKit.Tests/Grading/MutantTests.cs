using CourseKit.Grading;
using CourseKit.Grading.Mutants;

namespace CourseKit.Tests.Grading;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class MutantTests : IDisposable
{
    private readonly SmallCourse course = new();
    private readonly WorkerFactory workers;

    public MutantTests() => workers = WorkerFactory.Trusted(course.Course.Notebooks);

    private string SourcePath => Path.Combine(course.Course.Sources, SmallCourse.Name + ".md");

    public void Dispose()
    {
        workers.Dispose();
        course.Dispose();
    }

    [Fact]
    public async Task What_no_check_catches_is_named_with_its_line_and_what_one_catches_by_whom()
    {
        // A product that is only asked for where it is 2 · 2.
        Edit("return 2 * x;", "return 2 * x;", checks => checks.Replace("Double(3)", "Double(2)").Replace("Double(0.5)", "Double(2) + 1"));
        MutantReport report = await RunAsync();
        MutantResult uncaught = Assert.Single(report.Results, result => result.Exercise == "01.2" && result.Mutant.ToString() == "2 * x -> the first result");
        Assert.Equal(MutantFate.Uncaught, uncaught.Fate);
        Assert.Contains("return 2 * x;", File.ReadAllLines(SourcePath)[uncaught.SourceLine - 1]);
        Assert.Equal(MutantFate.Visible, Fate(report, "01.1", "a + b -> a - b"));
        Assert.Equal(MutantFate.Visible, Fate(report, "01.2", "2 * x -> 2 / x"));
        Assert.Equal(MutantFate.Hidden, Fate(
            report, "01.3", "x.Length == 0 ? throw new ArgumentException(\"nothing to average\") : sum / x.Length -> sum / x.Length"));
    }

    [Fact]
    public async Task A_loop_that_a_mutant_makes_endless_is_caught_and_the_others_go_on()
    {
        Edit("return 2 * x;", "double sum = 0; int left = 2; while (left > 0) { sum += x; left -= 1; } return sum;");
        MutantReport report = await RunAsync();
        Assert.Equal(MutantFate.Visible, Fate(report, "01.2", "left -= 1 -> left += 1"));
        Assert.Equal(MutantFate.Visible, Fate(report, "01.2", "sum += x -> sum -= x"));
    }

    [Fact]
    public async Task A_marked_mutant_is_equivalent_and_a_mark_that_nothing_needs_is_stale()
    {
        Edit("return a + b;", "// equivalent: b >= 0 -> b > 0 -- a zero adds nothing\n    // equivalent: a + b -> a - b -- wrong\n    return b >= 0 ? a + b : a - -b;");
        MutantReport report = await RunAsync();
        Assert.Equal("a zero adds nothing", Assert.Single(report.Results, result => result.Fate == MutantFate.Equivalent).Reason);
        Assert.Contains("a + b -> a - b", Assert.Single(report.Stale));
    }

    [Fact]
    public async Task A_sample_tries_only_what_was_chosen()
    {
        MutantReport report = await RunAsync((_, mutants) => mutants.Take(2));
        Assert.Equal(6, report.Results.Count);
        Assert.True(report.Made > 20);
    }

    private void Edit(string solution, string by, Func<string, string>? checks = null)
    {
        string text = File.ReadAllText(SourcePath);
        Assert.Contains(solution, text);
        text = text.Replace(solution, by);
        File.WriteAllText(SourcePath, checks?.Invoke(text) ?? text);
    }

    private Task<MutantReport> RunAsync(Func<string, IReadOnlyList<Mutant>, IEnumerable<Mutant>>? choose = null) =>
        new MutantRunner(course.Course, new PlanRunner(workers, RunLimits.Trusted)).RunAsync(SmallCourse.Name, choose ?? ((_, all) => all), (_, _, _) => { }, CancellationToken.None);

    private static MutantFate Fate(MutantReport report, string exercise, string change) =>
        Assert.Single(report.Results, result => result.Exercise == exercise && result.Mutant.ToString() == change).Fate;
}
