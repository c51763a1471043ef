using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;
using Spectre.Console;
using Markup = Spectre.Console.Markup;

namespace CourseKit.Commands;

/// <summary><c>coursekit check</c>: a student's own check, before handing in.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "Number, name or file of the notebook." };
        var all = new Option<bool>("--all") { Description = "Also run the long demonstrations that grading leaves out." };
        var timeout = new Option<double>("--timeout") { Description = "Seconds that one cell may take.", DefaultValueFactory = _ => 600, HelpName = "S" };
        var command = new Command("check", """
            Runs a notebook and tells what its visible checks say, with the score so far.

            Exits with 0 when every check passed, else with 1. Your grade can differ: hidden checks are not here.

            Examples:
              coursekit check 08
              coursekit check notebooks/08-batchnorm2d.ipynb
            """)
        { notebook, all, timeout };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(notebook)!, parsed.GetValue(all), CommandLimits.Seconds(parsed.GetValue(timeout)), CommandConsole.Create(), cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(string spoken, bool all, TimeSpan timeout, IAnsiConsole console, CancellationToken cancellation)
    {
        string path = File.Exists(spoken) ? Path.GetFullPath(spoken) : InCourse(Course.Find(), spoken);
        Course course = Course.Find(Path.GetDirectoryName(path));
        Notebook notebook = NotebookFile.Read(path);
        string name = notebook.Metadata["coursekit"]?["notebook"] is JsonValue value && value.TryGetValue(out string? said) ? said : Path.GetFileNameWithoutExtension(path);
        Oracle oracle = LoadOracle(course, name);

        using WorkerFactory workers = WorkerFactory.Trusted(Path.GetDirectoryName(path)!);
        var runner = new PlanRunner(workers, RunLimits.Trusted with { Cell = timeout });
        IReadOnlyList<PlannedCell> plan = RunPlan.AsItStands(notebook, oracle, all);
        IReadOnlyList<CellRun> runs = await ConsoleProgress.RunAsync(console, name, plan.Count, report => runner.RunAsync(plan, oracle, cancellation, report));

        IReadOnlyList<ExerciseResult> exercises = Judge.Of(oracle, runs).Exercises;
        foreach (CellRun failed in runs.Where(run => run.Status != CellStatus.Ok)) console.MarkupLineInterpolated($"[yellow]{Judge.Explain(failed)}[/]");
        foreach (ExerciseResult exercise in exercises) Print(console, exercise);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Score so far: {exercises.Sum(exercise => exercise.Score):0.##} of {exercises.Sum(exercise => exercise.Points):0.##} points[/] (visible checks)");
        return exercises.All(exercise => exercise.Checks.All(check => check.Passed)) ? CourseKitException.Done : CourseKitException.WorkFailed;
    }

    private static string InCourse(Course course, string spoken) => Path.Combine(course.Notebooks, course.Resolve(spoken) + ".ipynb");

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

    private static void Print(IAnsiConsole console, ExerciseResult exercise)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn("").Width(2)).AddColumn("");
        foreach (CheckResult check in exercise.Checks)
        {
            (string sign, string color) = check.Outcome switch { Outcome.Passed => ("✓", "green"), Outcome.Failed => ("✗", "red"), _ => ("○", "grey") };
            string text = Markup.Escape(check.Name);
            if (check.Outcome == Outcome.NotAttempted) text += " – not attempted";
            if (check.Reason is not null) text += ": " + Markup.Escape(check.Reason);
            if (check.Outcome == Outcome.Failed && check.Hint is not null) text += "\n[italic]hint: " + Markup.Escape(check.Hint) + "[/]";
            table.AddRow($"[{color}]{sign}[/]", text);
        }
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Exercise {exercise.Exercise}[/]  {exercise.Score:0.##} of {exercise.Points:0.##} points");
        console.Write(table);
    }
}
