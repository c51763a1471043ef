using System.CommandLine;
using System.Globalization;
using CourseKit.Grading;
using CourseLib.Checks;
using Spectre.Console;
using Markup = Spectre.Console.Markup;

namespace CourseKit.Commands;

/// <summary><c>coursekit check</c>: a student's own check, before handing in.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebook") { Description = "Number, name or file of a notebook.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Check every notebook of the course: where you stand." };
        var demonstrations = new Option<bool>("--demonstrations") { Description = "Also run the long demonstrations that grading leaves out." };
        var timeout = new Option<double>("--timeout") { Description = "Seconds that one cell may take.", DefaultValueFactory = _ => 600, HelpName = "S" };
        var command = new Command("check", """
            Runs a notebook and tells what its visible checks say, with the score so far. Of several notebooks it tells how far
            you are in each, and where to go on.

            Exits with 0 when every check passed, else with 1. Your grade can differ: hidden checks are not here.

            Examples:
              coursekit check 08
              coursekit check notebooks/08-batchnorm2d.ipynb
              coursekit check --all
            """)
        { notebooks, all, demonstrations, timeout };
        command.SetAction((parsed, cancellation) => RunAsync(
            Chosen(parsed.GetValue(notebooks) ?? [], parsed.GetValue(all)), parsed.GetValue(demonstrations), CommandLimits.Seconds(parsed.GetValue(timeout)), CommandConsole.Create(), cancellation));
        return command;
    }

    private static IReadOnlyList<string> Chosen(IReadOnlyList<string> spoken, bool all)
    {
        if (all && spoken.Count > 0) throw new CourseKitException("--all checks every notebook; name notebooks or give --all, not both", CourseKitException.WrongUsage);
        if (!all && spoken.Count == 0) throw new CourseKitException("which notebook? Name one (coursekit check 08) or give --all", CourseKitException.WrongUsage);
        if (!all) return spoken;
        Course course = Course.Find();
        return [.. course.Names().Where(name => File.Exists(Oracles.PathOf(course, name)))];
    }

    internal static async Task<int> RunAsync(IReadOnlyList<string> notebooks, bool demonstrations, TimeSpan timeout, IAnsiConsole console, CancellationToken cancellation)
    {
        var checkedOnes = new List<CheckedNotebook>();
        foreach (string spoken in notebooks)
        {
            try
            {
                checkedOnes.Add(await CheckedNotebook.OfAsync(PathOf(spoken), demonstrations, timeout, console, cancellation));
            }
            catch (CourseKitException failure) when (notebooks.Count > 1)
            {
                checkedOnes.Add(new(spoken, [], [], failure.Message));
            }
        }
        if (notebooks.Count == 1) Tell(console, checkedOnes[0]);
        else TellProgress(console, checkedOnes);
        return checkedOnes.All(notebook => notebook.IsDone) ? CourseKitException.Done : CourseKitException.WorkFailed;
    }

    private static string PathOf(string spoken)
    {
        if (File.Exists(spoken)) return Path.GetFullPath(spoken);
        Course course = Course.Find();
        return Path.Combine(course.Notebooks, course.Resolve(spoken) + ".ipynb");
    }

    private static void Tell(IAnsiConsole console, CheckedNotebook notebook)
    {
        foreach (string failure in notebook.Failures) console.MarkupLineInterpolated($"[yellow]{failure}[/]");
        foreach (ExerciseResult exercise in notebook.Exercises) Print(console, exercise);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Score so far: {notebook.Score:0.##} of {notebook.Points:0.##} points[/] (visible checks)");
    }

    /// <summary>A row a notebook, and where to go on.</summary>
    private static void TellProgress(IAnsiConsole console, IReadOnlyList<CheckedNotebook> notebooks)
    {
        const int width = 20;
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Notebook", "Exercises", "", "Points");
        foreach (CheckedNotebook notebook in notebooks)
        {
            int done = notebook.Exercises.Count(CheckedNotebook.Passes), total = notebook.Exercises.Count, full = total == 0 ? 0 : width * done / total;
            string mark = notebook.Trouble is not null ? "[red]✗[/]" : notebook.IsDone ? "[green]✓[/]" : notebook.Score > 0 ? "[yellow]…[/]" : "[grey]○[/]";
            table.AddRow(mark, Markup.Escape(notebook.Name), Markup.Escape(notebook.Trouble ?? $"{done} of {total}"),
                notebook.Trouble is null ? $"[green]{new string('█', full)}[/][grey]{new string('░', width - full)}[/]" : "",
                string.Create(CultureInfo.InvariantCulture, $"{notebook.Score:0.##} of {notebook.Points:0.##}"));
        }
        console.Write(table);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Score so far: {notebooks.Sum(notebook => notebook.Score):0.##} of {notebooks.Sum(notebook => notebook.Points):0.##} points[/] (visible checks)");
        if (notebooks.FirstOrDefault(notebook => notebook.Trouble is null && !notebook.IsDone) is CheckedNotebook next)
            console.MarkupLineInterpolated($"Go on with exercise {next.Exercises.First(exercise => !CheckedNotebook.Passes(exercise)).Exercise} in {next.Name}; details: coursekit check {next.Name[..2]}");
    }

    private static void Print(IAnsiConsole console, ExerciseResult exercise)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn("").Width(2)).AddColumn("");
        foreach (CheckResult check in exercise.AsTold())
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
