using System.Globalization;
using System.Text.Json;
using CourseKit.Grading.Intake;
using CourseKit.Notebooks;
using CourseKit.Worker;

namespace CourseKit.Grading.Gradescope;

/// <summary>Grades the one submission of a Gradescope container. The student reads results.json; what is printed only the instructor sees.</summary>
/// <param name="root"><c>/autograder</c>: submission, results and source are in it.</param>
internal sealed class GradescopeRun(string root, TextWriter log)
{
    private const string Broken = "The autograder could not grade this. Your work is handed in, and this says nothing about it. Submit again; if this message stays, tell the course staff.";
    private const int MostNames = 10;

    private string Source => Path.Combine(root, "source");

    private string Results => Path.Combine(root, "results", "results.json");

    /// <summary>Whatever is handed in and whatever fails, results.json is valid afterwards.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            GradescopeAssignment assignment = GradescopeAssignment.Load(Path.Combine(Source, "secret"));
            TellTotal(assignment);
            AtomicFile.Write(Results, await GradeAsync(assignment, cancellation));
            return CourseKitException.Done;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.WriteLine($"the grader failed: {failure}");
            AtomicFile.Write(Results, GradescopeResults.Failure(Broken));
            return CourseKitException.WorkFailed;
        }
    }

    /// <summary>Whether the grader would run here: tells how student code is shut in, and runs a cell there.</summary>
    public async Task<int> TryAsync(CancellationToken cancellation)
    {
        GradescopeAssignment assignment = GradescopeAssignment.Load(Path.Combine(Source, "secret"));
        using WorkerFactory workers = Workers(assignment.Settings.Limits);
        CellRun run = (await new PlanRunner(workers, assignment.Settings.Limits).RunAsync([new PlannedCell("the trial", "1 + 1", CellRules.None)], null, cancellation))[0];
        log.WriteLine(run.Error is null ? $"ready to grade {assignment.Course.Name}; student code is shut in by {Sandbox.Kind}" : Judge.Explain(run));
        return run.Error is null ? CourseKitException.Done : CourseKitException.WorkFailed;
    }

    private async Task<string> GradeAsync(GradescopeAssignment assignment, CancellationToken cancellation)
    {
        var notes = new List<string>();
        RunLimits limits = assignment.Settings.Limits;
        using WorkerFactory workers = Workers(limits);
        var grader = new NotebookGrader(assignment.Course, assignment.Oracle);
        SubmissionResult result = Choose(assignment.Course, notes) is Notebook submission
            ? await grader.GradeAsync(new PlanRunner(workers, limits), "", submission, "", null, [], cancellation)
            : grader.Zero("", "", null, []);
        Tell(result);
        return GradescopeResults.Of(new Grade(result, Lateness.None, []), assignment.Settings.HiddenChecks, notes);
    }

    /// <summary>As much memory as the settings say, and no more than three quarters of what the container has: the grader needs some.</summary>
    private WorkerFactory Workers(RunLimits limits)
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        int megabytes = (int)Math.Min(limits.MemoryMegabytes, available * 3 / 4);
        return WorkerFactory.Sandboxed(Path.Combine(Source, "datasets"), megabytes, optimising: null, byTheWall: true);
    }

    /// <summary>The notebook to grade; null, with a note that says why, when there is none.</summary>
    private Notebook? Choose(CourseNotebook course, List<string> notes)
    {
        string wanted = course.Name + ".ipynb";
        IReadOnlyList<SubmittedFile> files = Submitted(notes);
        if (files.Count == 0)
        {
            if (notes.Count == 0) notes.Add($"There is no notebook in what you handed in ({Names()}). Upload {wanted}.");
            return null;
        }

        var names = new NotebookNames([course.Name], _ => course);
        var found = new List<(SubmittedFile File, Notebook Notebook, int Rank)>();
        foreach (SubmittedFile file in files.OrderByDescending(file => file.Stem == course.Name).ThenByDescending(file => names.ByFileName(file) is not null).ThenByDescending(file => file.Written).Take(MostNames))
            try
            {
                Notebook notebook = SubmittedFile.Parse(file.Read(), file.Name);
                if (CellMatcher.Match(notebook, course).Cells.Any(cell => cell.Course is not null))
                    found.Add((file, notebook, file.Stem == course.Name ? 2 : names.ByFileName(file) is not null || names.ByContent(notebook) is not null ? 1 : 0));
                else notes.Add($"'{file.Name}' is another notebook: no cell of it is a cell of {wanted}.");
            }
            catch (Exception cause) when (cause is CourseKitException or IOException or InvalidDataException or UnauthorizedAccessException)
            {
                notes.Add(cause is CourseKitException || cause.Message.StartsWith($"'{file.Name}'", StringComparison.Ordinal) ? $"{cause.Message}." : $"'{file.Name}' cannot be read: {cause.Message}");
            }
        if (found.Count == 0)
        {
            notes.Add($"Nothing was graded. Upload {wanted}.");
            return null;
        }
        (SubmittedFile graded, Notebook chosen, _) = found.MaxBy(entry => entry.Rank);
        if (found.Count > 1) notes.Add($"{found.Count} files could be {wanted}; '{graded.Name}' was graded. Upload only one.");
        return chosen;
    }

    private List<SubmittedFile> Submitted(List<string> notes)
    {
        string folder = Path.Combine(root, "submission");
        if (!Directory.Exists(folder)) return [];
        var reader = new SubmissionReader(StoredBytes.InMemory, IntakeLimits.Student);
        using DiskFolder opened = DiskFolder.Open(folder);
        reader.Folder(opened);
        notes.AddRange(reader.Flags.Take(MostNames).Select(flag => flag.Message));
        return [.. reader.Files.Where(file => file.IsNotebook)];
    }

    private string Names()
    {
        string folder = Path.Combine(root, "submission");
        string[] names = !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
        return names.Length == 0 ? "nothing" : string.Join(", ", names.Take(MostNames)) + (names.Length > MostNames ? ", …" : "");
    }

    /// <summary>Gradescope does not scale: an assignment there with other points gives a wrong percentage.</summary>
    private void TellTotal(GradescopeAssignment assignment)
    {
        try
        {
            using JsonDocument metadata = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "submission_metadata.json")));
            double points = ExerciseResult.Rounded(assignment.Oracle.Cells.Sum(part => part.Points));
            if (metadata.RootElement.GetProperty("assignment").TryGetProperty("total_points", out JsonElement total)
                && double.TryParse(total.ToString(), CultureInfo.InvariantCulture, out double there) && there != points)
                log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the assignment is worth {there} points on Gradescope, and the notebook {points}; set the autograder's points there to {points}"));
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            log.WriteLine($"submission_metadata.json was not read: {absent.Message}");
        }
    }

    private void Tell(SubmissionResult result)
    {
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Notebook}: {result.Score} of {result.Points} points, {result.Seconds} s, student code shut in by {Sandbox.Kind}"));
        foreach (Flag flag in result.Flags) log.WriteLine($"flag: {flag.Kind}: {flag.Message}");
        foreach (ExerciseResult exercise in result.Exercises)
            foreach (CheckResult check in exercise.Checks)
                log.WriteLine($"{exercise.Exercise} {check.Outcome}: {check.Name}{(check.Hidden ? " (hidden)" : "")}{(check.Reason is null ? "" : ": " + check.Reason)}{(check.Mistake is null ? "" : $" [{check.Mistake}]")}");
    }
}
