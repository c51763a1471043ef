using System.CommandLine;
using System.Diagnostics;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Data;
using Spectre.Console;
using Markup = Spectre.Console.Markup;
using Notebook = CourseKit.Notebooks.Notebook;

namespace CourseKit.Commands;

/// <summary><c>coursekit run</c>: runs notebooks and writes them with their outputs, as notebooks and as pages.</summary>
internal static class RunCommand
{
    private const int LongestHeading = 40;

    /// <summary>A build log that shows nothing for longer than this looks dead.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebook") { Description = "Number or name of a notebook of the course, or any .ipynb file.", Arity = ArgumentArity.ZeroOrMore };
        notebooks.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
                result.AddError($"there is no option '{option.Value}'; see: coursekit run --help");
        });
        var all = new Option<bool>("--all") { Description = "Run every notebook of the course." };
        var solutions = new Option<bool>("--solutions") { Description = "Run the instructor's notebooks, with solutions and hidden checks, built from notebooks/src." };
        var data = new Option<string?>("--data") { Description = "'full' trains on the full data sets; fetch them first with: coursekit data get NAME", HelpName = "full|subset" };
        data.AcceptOnlyFromAmong("full", "subset");
        var timeout = new Option<double?>("--timeout") { Description = "Seconds that one cell may take; without it, any time.", HelpName = "S" };
        var output = new Option<string?>("--output", "-o") { Description = "Folder for the notebooks and pages; 'output' in the course's folder unless given.", HelpName = "DIR" };
        var html = new Option<string?>("--html") { Description = "Folder for the pages, where it is another one.", HelpName = "DIR" };
        var pictures = new Option<string?>("--pictures") { Description = "Folder for the figure that stands for each notebook, as NN-name.svg.", HelpName = "DIR" };
        var command = new Command("run", """
            Runs notebooks from top to bottom, and writes each with its outputs: output/NN-name.ipynb, and output/NN-name.html,
            one page that needs no script and no network.

            Exits with 0 when every cell ran, with 1 when one failed, with 130 when interrupted.

            Examples:
              coursekit run 08                     one notebook, on the data that ships with the course
              coursekit run 08 --data full         the same on the full data set
              coursekit run --all --solutions      the whole course, solved, with a first page that leads to all

            Several notebooks become a site: pages that lead to each other, index.html, a glossary and a formula sheet.
            """)
        { notebooks, all, solutions, data, timeout, output, html, pictures };
        command.SetAction((parsed, cancellation) =>
        {
            string[] spoken = parsed.GetValue(notebooks) ?? [];
            Course course = CourseOf(spoken, parsed.GetValue(all) || parsed.GetValue(solutions));
            string folder = parsed.GetValue(output) ?? Path.Combine(course.Root, "output");
            TimeSpan? limit = parsed.GetValue(timeout) is double seconds ? CommandLimits.Seconds(seconds) : null;
            return RunAsync(course, Chosen(course, spoken, parsed.GetValue(all)), parsed.GetValue(solutions), parsed.GetValue(data) == "full",
                limit, folder, parsed.GetValue(html) ?? folder, parsed.GetValue(pictures), CommandConsole.Create(), cancellation);
        });
        return command;
    }

    /// <summary>The course that the caller stands in, else that of the notebook; files alone need none, and leave what they make where the caller stands.</summary>
    private static Course CourseOf(string[] spoken, bool isNeeded) =>
        isNeeded || spoken.Length == 0 || !spoken.All(File.Exists)
            ? Course.Find()
            : Course.TryFind() ?? Course.TryFind(Path.GetDirectoryName(Path.GetFullPath(spoken[0]))) ?? new Course(Directory.GetCurrentDirectory());

    /// <summary>Where a notebook runs and its pictures lie: where it lies itself. A course's own, built with its solutions, run beside it, too.</summary>
    private static string HomeOf(Course course, string name, bool solutions) => Path.IsPathRooted(name) && !solutions ? Path.GetDirectoryName(name)! : course.Notebooks;

    private static IReadOnlyList<string> Chosen(Course course, IReadOnlyList<string> spoken, bool all)
    {
        if (all && spoken.Count > 0) throw new CourseKitException("--all runs every notebook; name notebooks or give --all, not both", CourseKitException.WrongUsage);
        if (!all && spoken.Count == 0) throw new CourseKitException("which notebook? Name one (coursekit run 08) or give --all", CourseKitException.WrongUsage);
        return all ? course.Names() : [.. spoken.Select(name => File.Exists(name) ? Path.GetFullPath(name) : course.Resolve(name)).Distinct()];
    }

    internal static async Task<int> RunAsync(
        Course course, IReadOnlyList<string> names, bool solutions, bool full, TimeSpan? timeout, string output, string html, string? pictures, IAnsiConsole console, CancellationToken cancellation)
    {
        bool failed = false;
        string[] homes = [.. names.Select(name => HomeOf(course, name, solutions))];
        (string Name, Notebook Notebook)[] chosen = [.. names.Select(name => (Path.GetFileNameWithoutExtension(name), solutions
            ? NotebookBuilder.Build(SourceDocument.Load(Path.Combine(course.Sources, Path.GetFileNameWithoutExtension(name) + ".md")), Edition.Instructor)
            : NotebookFile.Read(Path.IsPathRooted(name) ? name : Path.Combine(course.Notebooks, name + ".ipynb"))))];
        Site? site = chosen.Length > 1 ? new Site(chosen, Concept.Of(course)) : null;
        var drawn = new Dictionary<string, string>();
        var pages = new List<(string Name, string Html)>();
        foreach (((string name, Notebook notebook), string home) in chosen.Zip(homes))
        {
            var environment = new Dictionary<string, string> { [DatasetFolder.SourceVariable] = full ? "full" : "subset" };
            // A notebook from elsewhere finds the data sets of the course all the same.
            if (home != course.Notebooks && Directory.Exists(course.Datasets) && Course.TryFind(home) is null && Environment.GetEnvironmentVariable(DatasetFolder.DatasetsVariable) is null or "")
                environment[DatasetFolder.DatasetsVariable] = course.Datasets;
            var options = new RunOptions(new WorkerLaunch(home, Environment: environment), timeout);
            long start = Stopwatch.GetTimestamp();
            RunResult result = await WithProgressAsync(console, name, HeadingsAbove(notebook), progress => NotebookRunner.RunAsync(notebook, options, progress, cancellation));

            Directory.CreateDirectory(output);
            Directory.CreateDirectory(html);
            string page = Path.GetFullPath(Path.Combine(html, name + ".html"));
            NotebookFile.Write(result.Notebook, Path.Combine(output, name + ".ipynb"));
            pages.Add((name, HtmlPage.Render(result.Notebook, new HtmlOptions(ImageFolder: home, Navigation: site?.Navigation(name) ?? ""))));
            AtomicFile.Write(page, pages[^1].Html);

            if (NotebookPicture.Of(result.Notebook) is string picture)
            {
                drawn[name] = picture;
                if (pictures is not null) AtomicFile.Write(Path.GetFullPath(Path.Combine(pictures, name + ".svg")), picture);
            }
            else if (solutions && NotebookPicture.CellOf(notebook) is string wanted)
            {
                Console.Out.WriteLine($"✗ {name}: the cell '{wanted}', which the front matter names as its picture, made no figure");
                failed = true;
            }

            // Plain lines: a console of Spectre breaks them to its width, paths too.
            foreach (string headline in result.Headlines) Console.Out.WriteLine(headline);
            foreach (CellFailed failure in result.Failures.Take(5)) Console.Out.WriteLine($"✗ {name}, {Describe(failure)}");
            if (result.Failures.Count > 5) Console.Out.WriteLine($"✗ {name}: {result.Failures.Count - 5} more cells failed; the page shows them");
            Console.Out.WriteLine($"{name}: {(result.Failures.Count == 0 ? "every cell ran" : result.Failures.Count == 1 ? "1 cell failed" : $"{result.Failures.Count} cells failed")}, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
            Console.Out.WriteLine(page);
            failed |= result.Failures.Count > 0;
        }
        if (site is not null)
        {
            foreach ((string file, string text) in site.Pages(drawn, pages)) AtomicFile.Write(Path.GetFullPath(Path.Combine(html, file)), text);
            Console.Out.WriteLine(Path.GetFullPath(Path.Combine(html, Site.FirstPage)));
        }
        return failed ? CourseKitException.WorkFailed : CourseKitException.Done;
    }

    private static string Describe(CellFailed failure) =>
        $"{failure.Label}{(failure.Error.Line is int line ? $", line {line}" : "")}: {failure.Error.Name}: {failure.Error.Message.Split('\n')[0]}";

    /// <summary>For each code cell, the heading under which it stands.</summary>
    private static List<string> HeadingsAbove(Notebook notebook)
    {
        var above = new List<string>();
        string current = "";
        foreach (Cell cell in notebook.Cells)
            if (cell.Type == CellType.Markdown) current = CellIds.Headings(cell.Source).LastOrDefault(current);
            else if (cell.Type == CellType.Code) above.Add(current.Length <= LongestHeading ? current : current[..LongestHeading] + "…");
        return above;
    }

    /// <summary>A bar where somebody watches, else a line now and then.</summary>
    /// <param name="headings">Of each code cell.</param>
    private static async Task<RunResult> WithProgressAsync(
        IAnsiConsole console, string name, IReadOnlyList<string> headings, Func<IProgress<CellProgress>, Task<RunResult>> work)
    {
        string Where(CellProgress cell) => cell.Label is null ? "" : $", {cell.Label} of {cell.Total}: {headings[cell.Done]}".TrimEnd(' ', ':');
        if (console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal)
            return await console.Progress().AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(context =>
                {
                    ProgressTask bar = context.AddTask(Markup.Escape(name));
                    return work(new Sink(cell =>
                    {
                        bar.MaxValue = cell.Total;
                        bar.Value = cell.Done;
                        bar.Description = Markup.Escape(name + Where(cell));
                    }));
                });

        long start = Stopwatch.GetTimestamp();
        CellProgress? last = null;
        void Tell()
        {
            if (last is CellProgress cell) Console.Out.WriteLine($"{name}: {cell.Done} of {cell.Total} cells, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s{Where(cell)}");
        }
        using var ticks = new Timer(_ => Tell(), null, TimeSpan.FromSeconds(1), QuietTime);
        return await work(new Sink(cell => last = cell));
    }

    /// <summary>Reports at once, on the reporting thread.</summary>
    private sealed class Sink(Action<CellProgress> report) : IProgress<CellProgress>
    {
        public void Report(CellProgress value) => report(value);
    }
}
