using System.CommandLine;
using System.Globalization;
using CourseKit.Grading;
using CourseKit.Grading.Gradescope;

namespace CourseKit.Commands;

/// <summary><c>coursekit export gradescope</c>: an autograder that grades there, or a results.json for each student who was graded here.</summary>
internal static class ExportGradescopeCommand
{
    /// <summary>A grader may run a submission twice, and starts and stops besides.</summary>
    private const double ShareOfTime = 0.4;

    public static Command Create()
    {
        var notebook = new Argument<string?>("notebook") { Description = "Number, name or file of a notebook.", Arity = ArgumentArity.ZeroOrOne };
        Option<string> graded = ExportCommand.GradedFolder(required: false);
        var to = new Option<string?>("--to") { Description = "The zip to write, 'NOTEBOOK-gradescope.zip' unless given; with -o the folder, 'gradescope' in the graded one.", HelpName = "PATH" };
        var hidden = new Option<string>("--hidden-checks") { Description = "When students see how hidden checks came out. Until they do, Gradescope hides their total too.", DefaultValueFactory = _ => GradescopeResults.Visible };
        hidden.AcceptOnlyFromAmong([.. GradescopeResults.Visibilities]);
        var timeout = new Option<double>("--timeout") { Description = "Seconds that one cell may take.", HelpName = "S", DefaultValueFactory = _ => 60 };
        var minutes = new Option<int>("--minutes") { Description = "The time limit of the assignment on Gradescope; a notebook gets two fifths of it.", HelpName = "M", DefaultValueFactory = _ => 10 };
        var memory = new Option<int>("--memory") { Description = "Memory of student code, and never more than three quarters of the container's.", HelpName = "MB", DefaultValueFactory = _ => 2048 };
        var dotnet = new Option<string?>("--dotnet") { Description = "Folder of a .NET runtime for Linux x64; on such a machine its own unless given.", HelpName = "DIR" };
        var command = new Command("gradescope", """
            An autograder zip for Gradescope; with -o, a results.json for each student of a gradebook.

            The zip grades one notebook with its hidden checks, and needs nothing else: it brings this program, .NET, and the data sets
            that the notebook names. On Gradescope: a programming assignment with as many points as the notebook, "Configure
            autograder", upload. Container: 1 CPU and 1.5 GB or more. Keep the zip from students.

            Examples:
              coursekit export gradescope 08
              coursekit export gradescope 08 --to hw2.zip --hidden-checks after_published
              coursekit export gradescope 08 -o grades
            """)
        { notebook, graded, to, hidden, timeout, minutes, memory, dotnet };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(graded) is string folder)
                return Task.FromResult(WriteResults(folder, parsed.GetValue(notebook), parsed.GetValue(to), parsed.GetValue(hidden)!, Console.Out));
            string spoken = parsed.GetValue(notebook)
                ?? throw new CourseKitException("name the notebook that the autograder is for (export gradescope 08), or the folder that was graded into (-o DIR)", CourseKitException.WrongUsage);
            TimeSpan cell = CommandLimits.Seconds(parsed.GetValue(timeout));
            TimeSpan total = ShareOfTime * TimeSpan.FromMinutes(CommandLimits.Whole("--minutes", parsed.GetValue(minutes), 1, 24 * 60));
            var limits = new RunLimits(cell < total ? cell : total, total, CommandLimits.Whole("--memory", parsed.GetValue(memory), 256, 1 << 20));
            return WriteZipAsync(Course.Find(), spoken, new GradescopeSettings(limits, parsed.GetValue(hidden)!), parsed.GetValue(dotnet), parsed.GetValue(to), Console.Out, cancellation);
        });
        return command;
    }

    internal static async Task<int> WriteZipAsync(Course course, string spoken, GradescopeSettings settings, string? dotnet, string? to, TextWriter output, CancellationToken cancellation)
    {
        string name = course.ResolveSource(spoken), path = to ?? name + "-gradescope.zip";
        output.WriteLine($"running the solution of {name}");
        CourseLib.Checks.Oracle oracle = await Oracles.RecordAsync(course, name, cancellation);
        if (oracle.Cells.Count == 0) throw new CourseKitException($"{name} has no checks, so there is nothing to grade", CourseKitException.WrongUsage);
        GradescopePackage.Write(course, GradescopeAssignment.Of(CourseNotebook.Of(Oracles.Source(course, name)), oracle, settings), dotnet, path);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{path}: {new FileInfo(path).Length / 1e6:0} MB, {ExerciseResult.Rounded(oracle.Cells.Sum(part => part.Points)):0.##} points; it holds the hidden checks"));
        return CourseKitException.Done;
    }

    /// <summary>A file for each student; of several notebooks a folder for each.</summary>
    internal static int WriteResults(string folder, string? notebook, string? to, string hiddenChecks, TextWriter output)
    {
        IReadOnlyList<Grade> grades = ExportCommand.Grades(folder, notebook);
        string target = to ?? Path.Combine(folder, "gradescope");
        bool several = grades.DistinctBy(grade => grade.Notebook).Count() > 1;
        foreach (Grade grade in grades)
            AtomicFile.Write(Path.Combine(target, several ? grade.Notebook : "", Path.GetFileNameWithoutExtension(FeedbackPage.FileName(grade.Student)), "results.json"), GradescopeResults.Of(grade, hiddenChecks, []));
        output.WriteLine(grades.Count == 1 ? $"{target}: 1 student" : $"{target}: {grades.Count} results");
        return CourseKitException.Done;
    }
}
