using System.CommandLine;
using CourseKit.Grading;
using Spectre.Console;

namespace CourseKit.Commands;

/// <summary><c>coursekit verify</c>: grades the course itself.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("notebook") { Description = "Number, name or file of a source; all of them when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("verify", """
            Grades the course itself: solutions earn every point, stubs none and count as not attempted, every answer kept as
            notebooks/src/answers/08.1/right-….cs passes, and every wrong-….cs is caught and told its own hint.

            Exits with 1 when something of this does not hold.
            """)
        { names };
        command.SetAction((parsed, cancellation) => RunAsync(Course.Find(), parsed.GetValue(names) ?? [], CommandConsole.Create(), cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(Course course, IReadOnlyList<string> spoken, IAnsiConsole console, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = spoken.Count > 0 ? [.. spoken.Select(course.ResolveSource).Distinct()] : course.SourceNames();
        if (names.Count == 0) throw new CourseKitException($"there is no notebook source in {course.Sources}; verifying is for the author's course, students use: coursekit check");
        using WorkerFactory workers = WorkerFactory.Trusted(course.Notebooks);
        var verifier = new CourseVerifier(course, new PlanRunner(workers, RunLimits.Trusted));
        var found = await ConsoleProgress.RunAsync(console, "verifying", names.Count, async report =>
        {
            var all = new List<Verification>();
            for (int i = 0; i < names.Count; i++)
            {
                if (!console.Profile.Out.IsTerminal) console.WriteLine($"[{i + 1}/{names.Count}] {names[i]}");
                all.AddRange(await verifier.RunAsync(names[i], cancellation));
                report(i + 1);
            }
            return all;
        });

        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Notebook", "Exercise", "What", "Outcome");
        foreach (Verification verification in found)
            table.AddRow(verification.Holds ? "[green]✓[/]" : "[red]✗[/]", Markup.Escape(verification.Notebook), Markup.Escape(verification.Exercise), Markup.Escape(verification.What), Markup.Escape(verification.Detail));
        console.Write(table);
        int wrong = found.Count(verification => !verification.Holds);
        console.WriteLine(wrong == 0 ? $"All {found.Count} hold." : $"{wrong} of {found.Count} do not hold.");
        return wrong == 0 ? CourseKitException.Done : CourseKitException.WorkFailed;
    }
}
