using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Commands;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class NewCommandTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("new-").FullName;
    private readonly Course course;

    public NewCommandTests()
    {
        course = new Course(root);
        Directory.CreateDirectory(course.Sources);
        Directory.CreateDirectory(course.Datasets);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task What_it_begins_builds_and_verifies_but_for_the_mistake_that_is_none_yet()
    {
        New("17-my-topic");
        New("17.2");
        New("17.2/right-again");
        New("17.2/wrong-as-it-is");
        string text = File.ReadAllText(Path.Combine(course.Sources, "17-my-topic.md"));
        Assert.True(text.IndexOf("## Exercise 17.1", StringComparison.Ordinal) < text.IndexOf("## Exercise 17.2", StringComparison.Ordinal));
        Assert.True(text.IndexOf("## Exercise 17.2", StringComparison.Ordinal) < text.IndexOf("## Summary", StringComparison.Ordinal));
        Assert.Equal(0, BuildCommand.Run(course, [], check: false, instructor: null, TextWriter.Null, TextWriter.Null));

        using WorkerFactory workers = WorkerFactory.Trusted(course.Notebooks);
        IReadOnlyList<Verification> found = await new CourseVerifier(course, new PlanRunner(workers, RunLimits.Trusted)).RunAsync("17-my-topic", CancellationToken.None);
        Assert.Equal(["17.1 solution", "17.1 stubs", "17.2 solution", "17.2 stubs", "17.2 right-again"], found.Where(tried => tried.Holds).Select(tried => $"{tried.Exercise} {tried.What}"));
        Assert.Equal("wrong-as-it-is", found.Single(tried => !tried.Holds).What);
        Notebook notebook = NotebookBuilder.Build(SourceDocument.Load(Path.Combine(course.Sources, "17-my-topic.md")), Edition.Student);
        Assert.Single(SummaryList.Of(notebook, SummaryList.Words));
        Assert.Single(SummaryList.Of(notebook, SummaryList.Formulas));
    }

    [Theory]
    [InlineData("17-other", "there is a notebook 17 already, 17-my-topic")]
    [InlineData("17.1", "has an exercise 17.1 already")]
    [InlineData("17.9/wrong-x", "has no exercise 17.9; begin it with: coursekit new 17.9")]
    [InlineData("18.1", "there is no notebook '18'")]
    [InlineData("17", "'17' is neither a notebook (17-my-topic), an exercise (17.2), nor an answer")]
    [InlineData("17-../../elsewhere", "is neither")]
    [InlineData("17.1/../x", "is neither")]
    public void What_is_there_or_makes_no_sense_is_refused(string what, string message)
    {
        New("17-my-topic");
        string before = File.ReadAllText(Path.Combine(course.Sources, "17-my-topic.md"));
        CourseKitException refusal = Assert.Throws<CourseKitException>(() => New(what));
        Assert.Contains(message, refusal.Message);
        Assert.Equal(CourseKitException.WrongUsage, refusal.ExitCode);
        Assert.Equal(before, File.ReadAllText(Path.Combine(course.Sources, "17-my-topic.md")));
    }

    [Fact]
    public void An_answer_is_never_overwritten()
    {
        New("17-my-topic");
        New("17.1/wrong-x");
        Assert.StartsWith("// hint: ", File.ReadAllText(Path.Combine(course.Answers, "17.1", "wrong-x.cs")));
        Assert.Contains("is there already", Assert.Throws<CourseKitException>(() => New("17.1/wrong-x")).Message);
    }

    private void New(string what) => NewCommand.Run(course, what, TextWriter.Null);
}
