using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Tests.Grading;

namespace CourseKit.Tests.Homework;

/// <summary>Notebook 08 as seven students hand it in, graded once for all tests that look at the outcome.</summary>
public sealed class SubmittedHomework : IAsyncLifetime
{
    public const string Name = "08-batchnorm2d";
    private const string Exercise = "08.1";
    private static readonly TimeSpan Cell = TimeSpan.FromSeconds(15);

    private readonly string folder = Directory.CreateTempSubdirectory("homework-").FullName;
    private readonly Course course = Course.Find(AppContext.BaseDirectory);
    private IReadOnlyList<SubmissionResult> results = [];

    internal SubmissionResult this[string student] => results.Single(result => result.Student == student);

    public string Feedback(string student) => File.ReadAllText(Path.Combine(folder, "grades", "feedback", student + ".html"));

    public async Task InitializeAsync()
    {
        var solved = new Dictionary<string, string>();
        foreach (CourseCell cell in CourseNotebook.Of(Oracles.Source(course, Name)).Cells.Where(cell => cell.Role.Role == CellRole.Answer))
            solved[cell.Role.Exercise!] = cell.Source;

        HandIn("solution", solved);
        HandIn("stub", []);
        foreach (string mistake in new[] { "decay-direction", "biased-memory", "updates-in-evaluation" })
            HandIn(mistake, new(solved) { [Exercise] = Answer(mistake) });
        HandIn("endless", new(solved) { [Exercise] = solved[Exercise].Replace("if (!Training) return", "while (true) { }\n        if (!Training) return") });
        HandIn("library", new(solved)
        {
            [Exercise] = "class BatchNorm2d(int features, int dims, float momentum = 0.9f) : Module\n{\n"
                + "    private readonly Module inner = new CourseLib.Norms.BatchNorm2d(features, decay: momentum);\n"
                + "    public override Tensor Forward(Tensor x) => inner.Forward(x);\n}",
        });
        var options = new GradeOptions(Path.Combine(folder, "submitted"), Path.Combine(folder, "grades"), Name, 2, new RunLimits(Cell, TimeSpan.FromMinutes(5), 2048), Sandbox.Find() is null);
        results = [.. (await new ClassGrader(course, options, new Silence()).RunAsync(CancellationToken.None)).Grades.Select(grade => grade.Result)];
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private string Answer(string mistake) => KnownAnswer.Of(course, Oracles.Source(course, Name)).Single(answer => answer.Exercise == Exercise && answer.Id == mistake).Text;

    private void HandIn(string student, Dictionary<string, string> answers)
    {
        Notebook released = NotebookFile.Read(Path.Combine(course.Notebooks, Name + ".ipynb"));
        Notebook notebook = released with
        {
            Cells = [.. released.Cells.Select(cell => cell.Role is { Role: CellRole.Answer, Exercise: string exercise } && answers.TryGetValue(exercise, out string? text)
                ? cell with { Source = text }
                : cell)],
        };
        NotebookFile.Write(notebook, Path.Combine(folder, "submitted", student, Name, Name + ".ipynb"));
    }
}
