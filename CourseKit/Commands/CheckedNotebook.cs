using System.Text.Json.Nodes;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;
using Spectre.Console;
using Notebook = CourseKit.Notebooks.Notebook;

namespace CourseKit.Commands;

/// <summary>What the visible checks of a student's notebook say.</summary>
/// <param name="Failures">Why cells failed, in the notebook's order.</param>
/// <param name="Trouble">Why it could not be checked at all.</param>
internal sealed record CheckedNotebook(string Name, IReadOnlyList<ExerciseResult> Exercises, IReadOnlyList<string> Failures, string? Trouble = null)
{
    public double Score => Exercises.Sum(exercise => exercise.Score);

    public double Points => Exercises.Sum(exercise => exercise.Points);

    public bool IsDone => Trouble is null && Exercises.All(Passes);

    public static bool Passes(ExerciseResult exercise) => exercise.Checks.All(check => check.Passed);

    /// <summary>Runs the notebook as it stands and compares with the oracle that came with the course.</summary>
    /// <param name="demonstrations">Whether cells run that grading leaves out.</param>
    /// <exception cref="CourseKitException">It cannot be read, or there is no oracle for it.</exception>
    public static async Task<CheckedNotebook> OfAsync(string path, bool demonstrations, TimeSpan timeout, IAnsiConsole console, CancellationToken cancellation)
    {
        Course course = Course.Find(Path.GetDirectoryName(path));
        Notebook notebook = NotebookFile.Read(path);
        string name = notebook.Metadata["coursekit"]?["notebook"] is JsonValue value && value.TryGetValue(out string? said) ? said : Path.GetFileNameWithoutExtension(path);
        Oracle oracle = LoadOracle(course, name);
        using WorkerFactory workers = WorkerFactory.Trusted(Path.GetDirectoryName(path)!);
        var runner = new PlanRunner(workers, RunLimits.Trusted with { Cell = timeout });
        IReadOnlyList<PlannedCell> plan = RunPlan.AsItStands(notebook, oracle, demonstrations);
        IReadOnlyList<CellRun> runs = await ConsoleProgress.RunAsync(console, name, plan.Count, report => runner.RunAsync(plan, oracle, cancellation, report));
        return new(name, [.. Judge.Of(oracle, runs).Exercises.Where(exercise => exercise.Checks.Count > 0)], [.. runs.Where(run => run.Status != CellStatus.Ok).Select(Judge.Explain)]);
    }

    private static Oracle LoadOracle(Course course, string name)
    {
        string path = Oracles.PathOf(course, name);
        if (!File.Exists(path)) throw new CourseKitException($"there is nothing to check '{name}' with: {path} is missing; a notebook without exercises has none, else run: coursekit build");
        try
        {
            return Oracle.Load(path);
        }
        catch (InvalidDataException damaged)
        {
            throw new CourseKitException(damaged.Message, cause: damaged);
        }
    }
}
