using System.CommandLine;
using System.Globalization;
using CourseKit.Grading;
using CourseKit.Grading.Slurm;
using Spectre.Console;

namespace CourseKit.Commands;

/// <summary><c>coursekit grade</c>: grades a class.</summary>
internal static class GradeCommand
{
    private const int LongestName = 48;

    public static Command Create()
    {
        var submissions = new Argument<string>("submissions") { Description = "Folder with a folder, an archive or an .ipynb for each student, or a platform's download." };
        var output = new Option<string>("--output", "-o") { Description = "Where the gradebook and the feedback go.", HelpName = "DIR", Required = true };
        var notebook = new Option<string?>("--notebook") { Description = "The notebook to grade; without it, every notebook that somebody handed in.", HelpName = "NAME" };
        var jobs = new Option<int>("--jobs") { Description = "Submissions graded at the same time.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var timeout = new Option<double>("--timeout") { Description = "Seconds of processor time that one cell may take; one that only waits gets twice as many by the clock.", HelpName = "S", DefaultValueFactory = _ => 60 };
        var memory = new Option<int>("--memory") { Description = "Memory of one submission, files in memory included.", HelpName = "MB", DefaultValueFactory = _ => 2048 };
        var late = new Option<string?>("--late") { Description = "JSON file of due dates, extensions and what lateness costs; remembered for later runs.", HelpName = "FILE" };
        var other = new Option<bool>("--other-class") { Description = "The students of earlier runs have left; without it, a folder with hardly any of them in it is refused." };
        var unguarded = new Option<bool>("--allow-unsandboxed") { Description = "Run student code with your own rights. It can then read and change all that you can." };
        var tasks = new Option<int?>("--tasks")
        {
            Description = $"With slurm: tasks of the job array; without it, one for each {SlurmEngine.SubmissionsOfTask} submissions.",
            HelpName = "N",
        };
        var command = new Command("grade", """
            Grades a class: runs each submission in a sandbox with the course's own checks, hidden ones included. The folder gets gradebook.db
            (SQLite: everything), gradebook.csv, gradebook.json, class.html (scores, pass rates, flags), log.jsonl, and a feedback page for each
            student. A second run goes on where the first was stopped, grades only what has changed, keeps marks that were given by hand, and
            tells whose score is another. Of all that is written, students should get the folder 'feedback' only: the rest holds hidden checks.

            Late rules, for example: { "due": { "08": "2026-11-20T23:59:00+01:00" }, "perDay": 0.1, "graceDays": 2, "cutOffDays": 7,
            "extensions": { "anna": { "08": 3 }, "ben": { "*": 1 } } } – days begin at the due date, and a day begun counts; the time of a
            submission is that of its timestamp.txt.

            Examples:
              coursekit grade submitted -o grades
              coursekit grade submitted -o grades --notebook 08 --jobs 8 --timeout 30
              coursekit grade submitted -o grades --late late.json
              coursekit grade submitted -o grades --engine slurm --tasks 16 --time 01:00:00

            On a cluster the folder of grades, the course and .NET must be where all nodes see them, and the nodes need bubblewrap. Ctrl-C leaves
            the job; --attach follows it again. A task that was lost costs what it had not written: run the command again.
            """)
        { submissions, output, notebook, jobs, timeout, memory, late, other, unguarded, tasks };
        var slurm = new SlurmCommandOptions(command);
        command.SetAction((parsed, cancellation) =>
        {
            Course course = Course.Find();
            TimeSpan cell = CommandLimits.Seconds(parsed.GetValue(timeout));
            var options = new GradeOptions(
                parsed.GetValue(submissions)!, Path.GetFullPath(parsed.GetValue(output)!), parsed.GetValue(notebook), CommandLimits.Whole("--jobs", parsed.GetValue(jobs), 1, 1024),
                new RunLimits(cell, 10 * cell, CommandLimits.Whole("--memory", parsed.GetValue(memory), 256, 1 << 20)), parsed.GetValue(unguarded),
                parsed.GetValue(late) is string rules ? LatePolicy.Load(rules, course) : null, parsed.GetValue(other),
                slurm.Read(parsed, parsed.GetResult(jobs) is { Implicit: false } ? parsed.GetValue(jobs) : 1, tasks));
            return RunAsync(course, options, CommandConsole.Create(), cancellation);
        });
        return command;
    }

    internal static async Task<int> RunAsync(Course course, GradeOptions options, IAnsiConsole console, CancellationToken cancellation)
    {
        ClassGrades graded;
        if (console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal)
            graded = await console.Progress().AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
                .StartAsync(context => new ClassGrader(course, options, new Bar(context)).RunAsync(cancellation));
        else
            graded = await new ClassGrader(course, options, new Lines(console)).RunAsync(cancellation);

        var table = new Table().Border(TableBorder.Simple).AddColumns("Student", "Notebook").AddColumn(new TableColumn("Score").RightAligned()).AddColumns("Late", "Flags");
        foreach (Grade grade in graded.Grades)
            table.AddRow(Name(grade.Student), Name(grade.Notebook), Score(grade.Score, grade.Result.Points), grade.Late.Days == 0 ? "" : $"{grade.Late.Days} d",
                Shown(string.Join(", ", grade.Result.Flags.CountBy(flag => flag.Kind).Select(kind => kind.Value > 1 ? $"{kind.Key} ×{kind.Value}" : kind.Key))));
        console.Write(table);
        foreach (string change in graded.Changes) console.MarkupLine($"changed: {Shown(change)}");
        int failed = graded.Grades.Count(grade => grade.Result.Flags.Any(flag => flag.Kind == Flag.NotGraded));
        console.WriteLine($"{graded.Grades.Count - failed} graded; {Path.Combine(options.Output, "gradebook.csv")}; what students may see is in {Path.Combine(options.Output, "feedback")}");
        console.WriteLine($"student code was {graded.Guard}");
        if (failed > 0) console.WriteLine($"{failed} not graded; run the command again");
        return failed == 0 ? CourseKitException.Done : CourseKitException.WorkFailed;
    }

    private static string Score(double score, double points) => string.Create(CultureInfo.InvariantCulture, $"{score:0.##} / {points:0.##}");

    /// <summary>A folder may have a name that would push all other columns out of sight.</summary>
    internal static string Name(string text) =>
        Shown(text.Length > LongestName && new StringInfo(text) is { LengthInTextElements: > LongestName } whole ? whole.SubstringByTextElements(0, LongestName - 1) + "…" : text);

    /// <summary>A student's name must not move the cursor, nor turn the rest of its line around.</summary>
    private static string Shown(string text) => Markup.Escape(new string([.. text.Select(c => char.IsControl(c) || IsTurn(c) ? '\uFFFD' : c)]));

    private static bool IsTurn(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';

    private sealed class Bar(ProgressContext context) : IGradingProgress
    {
        private ProgressTask? task;
        private bool isFollowing;

        public void Recording(string notebook)
        {
            task?.StopTask();
            task = context.AddTask($"solution of {Markup.Escape(notebook)}").IsIndeterminate();
        }

        public void Begin(int results)
        {
            task?.StopTask();
            task = context.AddTask("submissions", maxValue: results);
        }

        public void Graded(SubmissionResult result, bool isNew)
        {
            if (!isFollowing) task!.Description = Name(result.Student);
            task!.Increment(1);
        }

        public void Following(string state)
        {
            isFollowing = true;
            task!.Description = Markup.Escape(state);
        }
    }

    private sealed class Lines(IAnsiConsole console) : IGradingProgress
    {
        private int results, done;
        private string followed = "";

        public void Recording(string notebook) => console.WriteLine($"running the solution of {notebook}");

        public void Begin(int count) => results = count;

        public void Following(string state)
        {
            lock (console)
                if (state != followed) console.WriteLine(followed = state);
        }

        public void Graded(SubmissionResult result, bool isNew)
        {
            lock (console) console.MarkupLine($"[[{++done}/{results}]] {Name(result.Student)} {Name(result.Notebook)}: {Score(result.Score, result.Points)}{(isNew ? "" : " (as before)")}");
        }
    }
}
