using System.Collections.Concurrent;
using System.Globalization;
using CourseKit.Grading.Intake;
using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>What to grade, and how.</summary>
/// <param name="Notebook">The one to grade; null: every notebook that somebody handed in.</param>
/// <param name="Late">The late rules; null: those of the last run that gave some.</param>
/// <param name="IsOtherClass">Whoever is in the gradebook and not among the submissions has left, and be it everybody.</param>
internal sealed record GradeOptions(
    string Submissions, string Output, string? Notebook, int Jobs, RunLimits Limits, bool AllowUnsandboxed, LatePolicy? Late = null, bool IsOtherClass = false);

/// <summary>A class after a run.</summary>
/// <param name="Changes">What is different from the run before, a line a student and notebook.</param>
/// <param name="Guard">What shut in students' code, a clause for people.</param>
internal sealed record ClassGrades(IReadOnlyList<Grade> Grades, IReadOnlyList<string> Changes, string Guard);

/// <summary>Hears how grading goes, from several threads.</summary>
internal interface IGradingProgress
{
    /// <summary>A solution is being run.</summary>
    void Recording(string notebook);

    void Begin(int students);

    /// <param name="isNew">False when the result was there from an earlier run.</param>
    void Graded(SubmissionResult result, bool isNew);

    void StudentDone();
}

/// <summary>Grades a class: each submission on its own, several at a time, going on where an earlier run was stopped.</summary>
internal sealed class ClassGrader(Course course, GradeOptions options, IGradingProgress progress)
{
    /// <summary>Of the students in a gradebook so many must be among the submissions, or these are not theirs.</summary>
    private const double LeastKnown = 0.2;

    /// <summary>From so many submissions on, a compiler that is optimised before it begins has made good what that takes.</summary>
    private const int SubmissionsWorthOptimising = 8;

    public async Task<ClassGrades> RunAsync(CancellationToken cancellation)
    {
        if (!options.AllowUnsandboxed) Sandbox.Require();
        using var scratch = new ScratchFolder();
        using var spool = new Spool(scratch.Path);
        IReadOnlyList<Assignment> assignments = Assign(StudentWork.ReadAll(options.Submissions, spool));
        string[] names = [.. assignments.SelectMany(assignment => assignment.Files.Keys).Distinct().Order(StringComparer.Ordinal)];

        // The output is written to only when there is something to grade.
        using var store = new Gradebook(options.Output);
        using IDisposable only = FolderLock.Take(options.Output);
        Dictionary<(string, string), SubmissionResult> before = store.Results().ToDictionary(result => (result.Student, result.Notebook));
        RefuseOtherClass(names, assignments, before.Values);
        if (options.Late is not null) store.Policy = options.Late;
        int optimising = Math.Min(options.Jobs, assignments.Sum(assignment => assignment.Files.Count) / SubmissionsWorthOptimising);
        ControlGroups? groups = ControlGroups.Take(out string bounds);
        using WorkerFactory workers = options.AllowUnsandboxed
            ? WorkerFactory.Unsandboxed(scratch.Work, options.Limits.MemoryMegabytes, optimising, groups)
            : WorkerFactory.Sandboxed(course.Datasets, options.Limits.MemoryMegabytes, optimising, groups: groups);
        var graders = new List<NotebookGrader>();
        foreach (string name in names)
        {
            progress.Recording(name);
            CourseLib.Checks.Oracle oracle = await Oracles.RecordAsync(course, name, Path.Combine(options.Output, "oracles", name + ".json"), cancellation);
            if (oracle.Cells.Count > 0) graders.Add(new(CourseNotebook.Of(Oracles.Source(course, name)), oracle, new PlanRunner(workers, options.Limits), Oracles.RunOrigin(course, name)));
        }
        if (graders.Count == 0)
            throw new CourseKitException($"nothing in '{options.Submissions}' is a notebook of this course with an exercise; name the notebook with --notebook NAME", CourseKitException.WrongUsage);

        progress.Begin(assignments.Count);
        var results = new ConcurrentBag<SubmissionResult>();
        var again = new SecondTrials();
        await Parallel.ForEachAsync(assignments, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs, CancellationToken = cancellation }, async (assignment, cancelled) =>
        {
            foreach (NotebookGrader grader in graders)
                if (await GradeAsync(assignment, before.GetValueOrDefault((assignment.Work.Student, grader.Course.Name)), grader, store, workers, again, cancelled) is SubmissionResult result)
                    results.Add(result);
            progress.StudentDone();
        });
        await again.RunAsync(result => results.Add(Finish(result, isNew: true, store)), cancellation);
        string[] graded = [.. graders.Select(grader => grader.Course.Name)];
        store.Keep(graded, assignments.Select(assignment => assignment.Work.Student).ToHashSet());
        IReadOnlyList<Grade> grades = ClassReport.Write(options.Output, store, [.. results, .. before.Values.Where(result => !graded.Contains(result.Notebook))]);
        return new([.. grades.Where(grade => graded.Contains(grade.Notebook))], [.. results.Select(result => Change(before.GetValueOrDefault((result.Student, result.Notebook)), result)).OfType<string>().Order(StringComparer.Ordinal)],
            $"{(options.AllowUnsandboxed ? "not shut in" : $"shut in by {Sandbox.Kind}")}; {bounds}");
    }

    /// <summary>"anna, 08-batchnorm2d: 10 → 12 (08.2 +2)"; null when nothing has changed, or there was nothing before.</summary>
    private static string? Change(SubmissionResult? before, SubmissionResult now)
    {
        if (before is null || before.Score == now.Score) return null;
        IEnumerable<string> parts = now.Exercises.Select(exercise => (exercise.Exercise, Gain: exercise.Score - (before.Exercises.FirstOrDefault(old => old.Exercise == exercise.Exercise)?.Score ?? 0)))
            .Where(part => part.Gain != 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Exercise} {part.Gain:+0.##;-0.##}"));
        return string.Create(CultureInfo.InvariantCulture, $"{now.Student}, {now.Notebook}: {before.Score:0.##} → {now.Score:0.##} ({string.Join(", ", parts)})");
    }

    /// <summary>With the same output folder and another class's submissions, all that is known of the first would be forgotten.</summary>
    private void RefuseOtherClass(IReadOnlyCollection<string> names, IReadOnlyList<Assignment> assignments, IEnumerable<SubmissionResult> before)
    {
        if (options.IsOtherClass) return;
        HashSet<string> present = [.. assignments.Select(assignment => assignment.Work.Student)];
        string[] known = [.. before.Where(result => names.Contains(result.Notebook)).Select(result => result.Student).Distinct()], gone = [.. known.Where(student => !present.Contains(student))];
        if (gone.Length == 0 || known.Length - gone.Length >= LeastKnown * known.Length) return;
        throw new CourseKitException(
            $"of the {known.Length} students in {Path.Combine(options.Output, "gradebook.db")} {(gone.Length == known.Length ? "none" : $"only {known.Length - gone.Length}")} handed in something in '{options.Submissions}', "
            + "and the results of the others would be forgotten; look at the folder, give another one with -o, or say --other-class", CourseKitException.WrongUsage);
    }

    private List<Assignment> Assign(IReadOnlyList<StudentWork> works)
    {
        string? wanted = options.Notebook is null ? null : course.ResolveSource(options.Notebook);
        var names = new NotebookNames(course.SourceNames(), name => CourseNotebook.Of(Oracles.Source(course, name)));
        List<Assignment> assigned = [.. works.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(options.Jobs, Environment.ProcessorCount)).Select(work => Assignment.Of(work, names, wanted))];
        if (wanted is not null && assigned.TrueForAll(assignment => assignment.Files.Count == 0))
            throw new CourseKitException($"no submission in '{options.Submissions}' holds the notebook '{wanted}'; look at the files' names", CourseKitException.WrongUsage);
        return assigned;
    }

    /// <summary>Null when the submission is to be tried again.</summary>
    private async Task<SubmissionResult?> GradeAsync(
        Assignment assignment, SubmissionResult? earlier, NotebookGrader grader, Gradebook store, WorkerFactory workers, SecondTrials again, CancellationToken cancellation)
    {
        string student = assignment.Work.Student, name = grader.Course.Name;
        var flags = new List<Flag>(assignment.Work.Flags);
        SubmissionResult result;
        bool isNew = true;
        if (!assignment.Files.TryGetValue(name, out SubmittedFile[]? files))
        {
            flags.AddRange(assignment.Strays);
            if (assignment.Work.IsUnreadable && earlier is { Key.Length: > 0 })
            {
                result = ResultLimits.Of(earlier with { Flags = [.. earlier.Flags.Except(flags), .. flags, new(Flag.Unreadable, "what was graded before is kept, as nobody can read what is there now")] });
                GradingLog.Append(options.Output, result, isNew: false);
                progress.Graded(result, isNew: false);
                return result;
            }
            if (!flags.Exists(flag => flag.Kind == Flag.Unreadable)) flags.Add(new(Flag.Missing, $"{name} was not handed in"));
            result = grader.Zero(student, "", assignment.Work.HandedIn, flags);
        }
        else
        {
            flags.AddRange(files[0].Flags);
            (result, isNew) = await GradeAsync(assignment.Work, files[0], flags, grader, store, workers, again, cancellation);
        }
        return again.Takes(result) ? null : Finish(Bounded(result, assignment.Work), isNew, store);
    }

    private static SubmissionResult Bounded(SubmissionResult result, StudentWork work) =>
        ResultLimits.Of(result with { Identifiers = work.Identifiers.Count > 0 ? work.Identifiers : null });

    private SubmissionResult Finish(SubmissionResult result, bool isNew, Gradebook store)
    {
        // What could not be graded is not stored, so that the next run tries again.
        if (isNew && !result.Flags.Any(flag => flag.Kind == Flag.NotGraded)) store.Save(result);
        GradingLog.Append(options.Output, result, isNew);
        progress.Graded(result, isNew);
        return result;
    }

    private async Task<(SubmissionResult Result, bool IsNew)> GradeAsync(
        StudentWork work, SubmittedFile file, List<Flag> flags, NotebookGrader grader, Gradebook store, WorkerFactory workers, SecondTrials again,
        CancellationToken cancellation)
    {
        (string student, DateTimeOffset? handedIn) = (work.Student, file.HandedIn);
        Notebook notebook;
        string key;
        try
        {
            byte[] bytes = file.Read();
            key = SubmissionKey.Of(bytes, grader.Origin, options.Limits, options.AllowUnsandboxed, handedIn, string.Join('\n', flags));
            if (store.Find(student, grader.Course.Name, key) is SubmissionResult found)
                return grader.Reweighted(found) is var now && now.Score == found.Score && now.Points == found.Points ? (found, false) : (now, true);
            notebook = SubmittedFile.Parse(bytes, file.Name, flags);
        }
        catch (Exception cause) when (cause is CourseKitException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return (grader.Zero(student, "", handedIn, [.. flags, new(Flag.Unreadable, cause.Message)]), true);
        }
        SubmissionResult first = await TryAsync(cancellation);
        again.Offer(first, TryAsync);
        return (first, true);

        async Task<SubmissionResult> TryAsync(CancellationToken cancelled)
        {
            try
            {
                return Bounded(await grader.GradeAsync(student, notebook, key, handedIn, flags, cancelled), work);
            }
            catch (Exception failure) when (workers.HasStarted && failure is not OperationCanceledException)
            {
                // Whatever one submission brings about, the rest of the class goes on.
                var notGraded = new Flag(Flag.NotGraded, $"this was not graded: {failure.Message}; grade again");
                return grader.Zero(student, "", handedIn, [.. flags, notGraded]);
            }
        }
    }
}
