using System.Text.Encodings.Web;
using System.Text.Json;
using CourseKit.Grading;
using CourseKit.Grading.Mutants;
using CourseKit.Notebooks;
using Spectre.Console;

namespace CourseKit.Commands;

/// <summary><c>coursekit verify --mutants</c>: small changes of the solutions, and which checks see them.</summary>
internal static class VerifyMutants
{
    private static readonly RunLimits Limits = new(TimeSpan.FromMinutes(3), TimeSpan.FromHours(2), 4096);

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="sample">How many mutants to try, of all notebooks together; null: each.</param>
    /// <param name="least">Percent of those that are not equivalent.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Course course, IReadOnlyList<string> names, int? sample, int seed, double least, bool json, IAnsiConsole console, TextWriter output, CancellationToken cancellation)
    {
        using WorkerFactory workers = WorkerFactory.Trusted(course.Notebooks);
        var runner = new MutantRunner(course, new PlanRunner(workers, Limits));
        int exercises = Math.Max(1, names.Sum(name => Oracles.Source(course, name).Blocks.OfType<Fence>().Count(fence => fence.Role.Role == CellRole.Answer)));
        var random = new Random(seed);
        int left = exercises, wanted = sample ?? 0;
        IEnumerable<Mutant> Choose(string exercise, IReadOnlyList<Mutant> mutants)
        {
            if (sample is null) return mutants;
            // What a short solution has too few of, later ones make up for.
            int share = Math.Min(mutants.Count, (wanted + left - 1) / left);
            (wanted, left) = (wanted - share, left - 1);
            Mutant[] shuffled = [.. mutants];
            random.Shuffle(shuffled);
            return shuffled.Take(share);
        }

        bool progress = !json && !console.Profile.Out.IsTerminal;
        IReadOnlyList<MutantReport> reports = await ConsoleProgress.RunAsync(json ? Silent() : console, "mutants", exercises, async report =>
        {
            var all = new List<MutantReport>();
            int done = 0;
            foreach ((int i, string name) in names.Index())
            {
                if (progress) console.WriteLine($"[{i + 1}/{names.Count}] {name}");
                all.Add(await runner.RunAsync(name, Choose, (_, _, _) => report(done++), cancellation));
                if (progress) console.WriteLine(Line(all[^1]));
            }
            return (IReadOnlyList<MutantReport>)all;
        });

        if (json) output.WriteLine(JsonSerializer.Serialize(reports.Select(Told), Json));
        else Write(reports, console);
        double share = Share(reports);
        int stale = reports.Sum(report => report.Stale.Count);
        if (!json) console.WriteLine(share >= least && stale == 0 ? $"{share:0.0} % caught." : $"{share:0.0} % caught, {least:0.#} % asked for{(stale > 0 ? $"; {stale} marks are stale" : "")}.");
        return share >= least && stale == 0 ? CourseKitException.Done : CourseKitException.WorkFailed;
    }

    private static string Line(MutantReport report) =>
        $"      {report.Results.Count} mutants in {report.Seconds:0} s: {report.Count(MutantFate.Visible)} caught by visible checks, {report.Count(MutantFate.Hidden)} only by hidden ones, "
        + $"{report.Count(MutantFate.Equivalent)} equivalent, {report.Count(MutantFate.Uncaught)} uncaught";

    private static void Write(IReadOnlyList<MutantReport> reports, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Notebook", "Mutants", "by visible checks", "only by hidden ones", "equivalent", "uncaught", "seconds");
        foreach (MutantReport report in reports)
            table.AddRow(Markup.Escape(report.Notebook), $"{report.Results.Count}", $"{report.Count(MutantFate.Visible)}", $"{report.Count(MutantFate.Hidden)}",
                $"{report.Count(MutantFate.Equivalent)}", $"{report.Count(MutantFate.Uncaught)}", $"{report.Seconds:0.0}");
        console.Write(table);
        foreach (MutantReport report in reports)
        {
            foreach (MutantResult result in report.Results.Where(result => result.Fate == MutantFate.Uncaught))
                console.WriteLine($"{report.Notebook}.md:{result.SourceLine}  {result.Exercise}  {result.Mutant}");
            foreach (string mark in report.Stale) console.WriteLine($"{report.Notebook}.md, {mark}");
        }
    }

    private static double Share(IReadOnlyList<MutantReport> reports)
    {
        int counted = reports.Sum(report => report.Results.Count - report.Count(MutantFate.Equivalent));
        return counted == 0 ? 100 : 100.0 * (counted - reports.Sum(report => report.Count(MutantFate.Uncaught))) / counted;
    }

    private static object Told(MutantReport report) => new
    {
        report.Notebook,
        report.Made,
        Tried = report.Results.Count,
        Visible = report.Count(MutantFate.Visible),
        Hidden = report.Count(MutantFate.Hidden),
        Equivalent = report.Count(MutantFate.Equivalent),
        Uncaught = report.Results.Where(result => result.Fate == MutantFate.Uncaught).Select(result => new { result.Exercise, Line = result.SourceLine, result.Mutant.Before, result.Mutant.After }),
        report.Stale,
        Seconds = Math.Round(report.Seconds, 1),
    };

    private static IAnsiConsole Silent() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Interactive = InteractionSupport.No });
}
