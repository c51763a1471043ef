using System.Collections.Concurrent;
using System.Globalization;
using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>What to grade, and how.</summary>
/// <param name="Notebook">The one to grade; null: every notebook that somebody handed in.</param>
/// <param name="Late">The late rules; null: those of the last run that gave some.</param>
internal sealed record GradeOptions(string Submissions, string Output, string? Notebook, int Jobs, RunLimits Limits, bool AllowUnsandboxed, LatePolicy? Late = null);

/// <summary>A class after a run.</summary>
/// <param name="Changes">What is different from the run before, a line a student and notebook.</param>
internal sealed record ClassGrades(IReadOnlyList<Grade> Grades, IReadOnlyList<string> Changes);

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
    /// <summary>Notebooks of one student that are opened to see what they are: a small zip can hold thousands that are large.</summary>
    private const int MostLooks = 20;

    /// <summary>From so many submissions on, a compiler that is optimised before it begins has made good what that takes.</summary>
    private const int SubmissionsWorthOptimising = 8;

    public async Task<ClassGrades> RunAsync(CancellationToken cancellation)
    {
        if (!options.AllowUnsandboxed) Sandbox.Require();
        IReadOnlyList<Assignment> assignments = Assign(StudentWork.ReadAll(options.Submissions));
        string[] names = [.. assignments.SelectMany(assignment => assignment.Files.Keys).Distinct().Order(StringComparer.Ordinal)];

        // The output is written to only when there is something to grade.
        using var store = new Gradebook(options.Output);
        using IDisposable only = FolderLock.Take(options.Output);
        if (options.Late is not null) store.Policy = options.Late;
        Dictionary<(string, string), SubmissionResult> before = store.Results().ToDictionary(result => (result.Student, result.Notebook));
        int optimising = Math.Min(options.Jobs, assignments.Sum(assignment => assignment.Files.Count) / SubmissionsWorthOptimising);
        string scratch = Directory.CreateTempSubdirectory("coursekit-grade-").FullName;
        using WorkerFactory workers = options.AllowUnsandboxed
            ? WorkerFactory.Unsandboxed(scratch, options.Limits.MemoryMegabytes, optimising)
            : WorkerFactory.Sandboxed(course.Datasets, options.Limits.MemoryMegabytes, optimising);
        try
        {
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
                    if (await GradeAsync(assignment, grader, store, workers, again, cancelled) is SubmissionResult result)
                        results.Add(result);
                progress.StudentDone();
            });
            await again.RunAsync(result => results.Add(Finish(result, isNew: true, store)), cancellation);
            string[] graded = [.. graders.Select(grader => grader.Course.Name)];
            store.Keep(graded, assignments.Select(assignment => assignment.Work.Student).ToHashSet());
            IReadOnlyList<Grade> grades = ClassReport.Write(options.Output, store, [.. results, .. before.Values.Where(result => !graded.Contains(result.Notebook))]);
            return new([.. grades.Where(grade => graded.Contains(grade.Notebook))], [.. results.Select(result => Change(before.GetValueOrDefault((result.Student, result.Notebook)), result)).OfType<string>().Order(StringComparer.Ordinal)]);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>"anna, 08-batchnorm2d: 10 → 12 (08.2 +2)"; null when nothing has changed, or there was nothing before.</summary>
    private static string? Change(SubmissionResult? before, SubmissionResult now)
    {
        if (before is null || before.Score == now.Score) return null;
        IEnumerable<string> parts = now.Exercises.Select(exercise => (exercise.Exercise, Gain: exercise.Score - (before.Exercises.FirstOrDefault(old => old.Exercise == exercise.Exercise)?.Score ?? 0)))
            .Where(part => part.Gain != 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Exercise} {part.Gain:+0.##;-0.##}"));
        return string.Create(CultureInfo.InvariantCulture, $"{now.Student}, {now.Notebook}: {before.Score:0.##} → {now.Score:0.##} ({string.Join(", ", parts)})");
    }

    /// <param name="Files">By notebook; of several for one notebook the likeliest first.</param>
    /// <param name="Strays">What is wrong with the files that are no notebook of this course.</param>
    private sealed record Assignment(StudentWork Work, IReadOnlyDictionary<string, SubmittedFile[]> Files, IReadOnlyList<Flag> Strays);

    private List<Assignment> Assign(IReadOnlyList<StudentWork> works)
    {
        string? wanted = options.Notebook is null ? null : course.ResolveSource(options.Notebook);
        var names = new NotebookNames(course.SourceNames(), name => CourseNotebook.Of(Oracles.Source(course, name)));
        List<Assignment> assigned = [.. works.Select(work =>
        {
            var strays = new List<Flag>();
            int looks = 0;
            string? Look(SubmittedFile file) => ++looks <= MostLooks ? ByContent(names, file, strays) : null;
            var found = work.Notebooks.Select(file => (File: file, Name: names.ByFileName(file) ?? Look(file) ?? (work.Notebooks.Count == 1 ? wanted : null))).ToArray();
            if (looks > MostLooks) strays.Add(new(Flag.Unmatched, $"{looks} notebooks are not named like one of this course; only {MostLooks} of them were looked into"));
            return new Assignment(work, found.Where(entry => entry.Name is not null && (wanted is null || entry.Name == wanted)).GroupBy(entry => entry.Name!, entry => entry.File)
                .ToDictionary(group => group.Key, group => group.OrderByDescending(file => file.Stem == group.Key).ThenByDescending(file => file.Written).ToArray()), strays);
        })];
        if (wanted is not null && assigned.TrueForAll(assignment => assignment.Files.Count == 0))
            throw new CourseKitException($"no submission in '{options.Submissions}' holds the notebook '{wanted}'; look at the files' names", CourseKitException.WrongUsage);
        return assigned;
    }

    private static string? ByContent(NotebookNames names, SubmittedFile file, List<Flag> strays)
    {
        try
        {
            string? name = names.ByContent(SubmittedFile.Parse(file.Read(), file.Name));
            if (name is null) strays.Add(new(Flag.Unmatched, $"'{file.Name}' is no notebook of this course"));
            return name;
        }
        catch (Exception cause) when (cause is CourseKitException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            strays.Add(new(Flag.Unreadable, cause.Message));
            return null;
        }
    }

    /// <summary>Null when the submission is to be tried again.</summary>
    private async Task<SubmissionResult?> GradeAsync(
        Assignment assignment, NotebookGrader grader, Gradebook store, WorkerFactory workers, SecondTrials again,
        CancellationToken cancellation)
    {
        string student = assignment.Work.Student, name = grader.Course.Name;
        var flags = new List<Flag>(assignment.Work.Flags);
        SubmissionResult result;
        bool isNew = true;
        if (!assignment.Files.TryGetValue(name, out SubmittedFile[]? files))
        {
            flags.AddRange(assignment.Strays);
            if (!flags.Exists(flag => flag.Kind == Flag.Unreadable)) flags.Add(new(Flag.Missing, $"{name} was not handed in"));
            result = grader.Zero(student, "", assignment.Work.HandedIn, flags);
        }
        else
        {
            if (files.Length > 1) flags.Add(new(Flag.Several, $"{files.Length} files could be {name}; '{files[0].Name}' counts"));
            (result, isNew) = await GradeAsync(
                student, files[0], assignment.Work.HandedIn, flags, grader, store, workers, again, cancellation);
        }
        return again.Takes(result) ? null : Finish(result, isNew, store);
    }

    private SubmissionResult Finish(SubmissionResult result, bool isNew, Gradebook store)
    {
        // What could not be graded is not stored, so that the next run tries again.
        if (isNew && !result.Flags.Any(flag => flag.Kind == Flag.NotGraded)) store.Save(result);
        GradingLog.Append(options.Output, result, isNew);
        progress.Graded(result, isNew);
        return result;
    }

    private async Task<(SubmissionResult Result, bool IsNew)> GradeAsync(
        string student, SubmittedFile file, DateTimeOffset? handedIn, List<Flag> flags, NotebookGrader grader, Gradebook store,
        WorkerFactory workers, SecondTrials again, CancellationToken cancellation)
    {
        Notebook notebook;
        string key;
        try
        {
            byte[] bytes = file.Read();
            key = SubmissionKey.Of(bytes, grader.Origin, options.Limits, options.AllowUnsandboxed, handedIn, string.Join('\n', flags));
            if (store.Find(student, grader.Course.Name, key) is SubmissionResult found)
                return grader.Reweighted(found) is var now && now.Score == found.Score && now.Points == found.Points ? (found, false) : (now, true);
            notebook = SubmittedFile.Parse(bytes, file.Name);
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
                return ResultBounds.Keep(await grader.GradeAsync(student, notebook, key, handedIn, flags, cancelled));
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
