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
        var answers = new Option<bool>("--answers") { Description = "A row for every answer that was tried." };
        var mutants = new Option<bool>("--mutants") { Description = "Try the checks on small changes of the solutions." };
        var sample = new Option<int?>("--sample") { Description = "How many mutants to try, of all that there are." };
        var seed = new Option<int>("--seed") { Description = "Which ones.", DefaultValueFactory = _ => 1 };
        var least = new Option<double>("--at-least") { Description = "Percent that must be caught.", DefaultValueFactory = _ => 97 };
        var json = new Option<bool>("--json") { Description = "The result as JSON, and nothing else." };
        var command = new Command("verify", """
            Grades the course itself: solutions earn every point, stubs none and count as not attempted, every answer kept as
            notebooks/src/answers/08.1/right-….cs passes, and every wrong-….cs is caught and told its own hint.

            The table has a row an exercise; what does not hold is listed below it. Exits with 1 when there is such.

            With --mutants it asks what the checks do not see: each solution is changed in many small ways (an operator, a constant, an
            axis, two arguments that change places, a statement left out, a condition that always holds, an argument that comes back)
            and its checks run on each. Those that no check catches are listed with their line, before -> after. Either add a check that
            sees it, or, where the change is none, say so above that line of the solution:

              // equivalent: z < 0 -> z <= 0 -- both branches give 1/2 at 0

            --sample tries so many only, the same ones for the same --seed. Exits with 1 when less than --at-least percent of those that
            are not equivalent are caught, or a mark is stale.

              coursekit verify --mutants 02
              coursekit verify --mutants 01 02 05 --sample 200 --seed 7 --json
            """)
        { names, answers, mutants, sample, seed, least, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sample) is < 1) result.AddError("--sample is a number of mutants, from 1 on");
            if (result.GetValue(least) is < 0 or > 100) result.AddError("--at-least is a number of percent, from 0 to 100");
            Option[] own = [sample, seed, least, json];
            if (!result.GetValue(mutants) && own.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is Option alone) result.AddError($"{alone.Name} goes with --mutants");
            if (result.GetValue(mutants) && result.GetValue(answers)) result.AddError("--answers and --mutants are two ways to verify; choose one");
        });
        command.SetAction((parsed, cancellation) =>
        {
            Course course = Course.Find();
            string[] spoken = parsed.GetValue(names) ?? [];
            return parsed.GetValue(mutants)
                ? VerifyMutants.RunAsync(course, Names(course, spoken), parsed.GetValue(sample), parsed.GetValue(seed), parsed.GetValue(least), parsed.GetValue(json),
                    CommandConsole.Create(), parsed.InvocationConfiguration.Output, cancellation)
                : RunAsync(course, spoken, parsed.GetValue(answers), CommandConsole.Create(), cancellation);
        });
        return command;
    }

    private static IReadOnlyList<string> Names(Course course, IReadOnlyList<string> spoken)
    {
        IReadOnlyList<string> names = spoken.Count > 0 ? [.. spoken.Select(course.ResolveSource).Distinct()] : course.SourceNames();
        return names.Count > 0 ? names : throw new CourseKitException($"there is no notebook source in {course.Sources}; verifying is for the author's course, students use: coursekit check");
    }

    internal static async Task<int> RunAsync(Course course, IReadOnlyList<string> spoken, bool answers, IAnsiConsole console, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = Names(course, spoken);
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

        console.Write(answers ? Outcomes(found) : Exercises(found));
        int wrong = found.Count(verification => !verification.Holds);
        if (wrong > 0 && !answers) console.Write(Outcomes(found.Where(verification => !verification.Holds)));
        console.WriteLine(wrong == 0 ? $"All {found.Count} hold." : $"{wrong} of {found.Count} do not hold.");
        return wrong == 0 ? CourseKitException.Done : CourseKitException.WorkFailed;
    }

    /// <summary>Each exercise: how many right answers were accepted, how many wrong ones caught, and by which checks.</summary>
    private static Table Exercises(IEnumerable<Verification> found)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Notebook", "Exercise", "Right accepted", "Wrong caught", "by visible checks", "only by hidden ones");
        foreach (var exercise in found.GroupBy(verification => (verification.Notebook, verification.Exercise)))
        {
            Verification[] right = [.. exercise.Where(tried => tried.Answer is { IsRight: true })], wrong = [.. exercise.Where(tried => tried.Answer is { IsRight: false })];
            table.AddRow(Mark(exercise.All(tried => tried.Holds)), Markup.Escape(exercise.Key.Notebook), Markup.Escape(exercise.Key.Exercise),
                $"{right.Count(tried => tried.Holds)} of {right.Length}", $"{wrong.Count(tried => tried.Holds)} of {wrong.Length}",
                $"{wrong.Count(tried => tried.CaughtBy.HasFlag(Checks.Visible))}", $"{wrong.Count(tried => tried.CaughtBy == Checks.Hidden)}");
        }
        return table;
    }

    private static Table Outcomes(IEnumerable<Verification> found)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Notebook", "Exercise", "What", "Outcome");
        foreach (Verification tried in found)
            table.AddRow(Mark(tried.Holds), Markup.Escape(tried.Notebook), Markup.Escape(tried.Exercise), Markup.Escape(tried.What), Markup.Escape(tried.Detail));
        return table;
    }

    private static string Mark(bool holds) => holds ? "[green]✓[/]" : "[red]✗[/]";
}
