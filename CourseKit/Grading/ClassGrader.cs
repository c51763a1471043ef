using System.Collections.Concurrent;
using System.Globalization;
using CourseKit.Grading.Engines;
using CourseKit.Grading.Intake;
using CourseKit.Grading.Slurm;
using CourseKit.Slurm;

namespace CourseKit.Grading;

/// <summary>What to grade, and how.</summary>
/// <param name="Notebook">The one to grade; null: every notebook that somebody handed in.</param>
/// <param name="Late">The late rules; null: those of the last run that gave some.</param>
/// <param name="Slurm">The cluster that runs the submissions; null: this machine does.</param>
/// <param name="IsOtherClass">Whoever is in the gradebook and not among the submissions has left, and be it everybody.</param>
internal sealed record GradeOptions(
    string Submissions, string Output, string? Notebook, int Jobs, RunLimits Limits, bool AllowUnsandboxed, LatePolicy? Late = null, bool IsOtherClass = false,
    SlurmOptions? Slurm = null);

/// <summary>A class after a run.</summary>
/// <param name="Changes">What is different from the run before, a line a student and notebook.</param>
/// <param name="Guard">What shut in students' code, a clause for people.</param>
internal sealed record ClassGrades(IReadOnlyList<Grade> Grades, IReadOnlyList<string> Changes, string Guard);

/// <summary>Hears how grading goes, from several threads.</summary>
internal interface IGradingProgress
{
    /// <summary>A solution is being run.</summary>
    void Recording(string notebook);

    void Begin(int results);

    /// <param name="isNew">False when the result was there from an earlier run.</param>
    void Graded(SubmissionResult result, bool isNew);

    /// <summary>Where the work of a cluster stands, a clause for people.</summary>
    void Following(string state)
    {
    }
}

/// <summary>Grades a class: each submission on its own, several at a time, going on where an earlier run was stopped.</summary>
internal sealed class ClassGrader(Course course, GradeOptions options, IGradingProgress progress)
{
    /// <summary>Of the students in a gradebook so many must be among the submissions, or these are not theirs.</summary>
    private const double LeastKnown = 0.2;

    public async Task<ClassGrades> RunAsync(CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder();
        IGradingEngine engine = options.Slurm is SlurmOptions slurm
            ? new SlurmEngine(course, options.Output, options.Limits, options.AllowUnsandboxed, slurm, progress)
            : new LocalEngine(course.Datasets, options.AllowUnsandboxed ? scratch.Work : null, options.Limits, options.Jobs);
        using var spool = new Spool(scratch.Path);
        IReadOnlyList<Assignment> assignments = Assign(StudentWork.ReadAll(options.Submissions, spool));
        string[] names = [.. assignments.SelectMany(assignment => assignment.Files.Keys).Distinct().Order(StringComparer.Ordinal)];

        // The output is written to only when there is something to grade.
        using var store = new Gradebook(options.Output);
        using IDisposable only = FolderLock.Take(options.Output);
        Dictionary<(string, string), SubmissionResult> before = store.Results().ToDictionary(result => (result.Student, result.Notebook));
        RefuseOtherClass(names, assignments, before.Values);
        if (options.Late is not null) store.Policy = options.Late;
        IReadOnlyList<NotebookGrader> graders = await GradersAsync(names, cancellation);

        progress.Begin(assignments.Count * graders.Count);
        var results = new ConcurrentBag<SubmissionResult>();
        var units = new ConcurrentBag<GradingUnit>();
        Dictionary<string, StudentWork> works = assignments.ToDictionary(assignment => assignment.Work.Student, assignment => assignment.Work);
        var reading = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(options.Jobs, Environment.ProcessorCount), CancellationToken = cancellation };
        await Parallel.ForEachAsync(assignments, reading, (assignment, _) =>
        {
            foreach (NotebookGrader grader in graders)
                if (UnitOf(assignment, before.GetValueOrDefault((assignment.Work.Student, grader.Course.Name)), grader, store, Finish) is GradingUnit unit)
                    units.Add(unit);
            return ValueTask.CompletedTask;
        });
        await engine.RunAsync(
            [.. units.OrderBy(unit => unit.Student, StringComparer.Ordinal).ThenBy(unit => unit.Grader.Course.Name, StringComparer.Ordinal)],
            result => Finish(result, isNew: true), cancellation);
        string[] graded = [.. graders.Select(grader => grader.Course.Name)];
        store.Keep(graded, assignments.Select(assignment => assignment.Work.Student).ToHashSet());
        IReadOnlyList<Grade> grades = ClassReport.Write(options.Output, store, [.. results, .. before.Values.Where(result => !graded.Contains(result.Notebook))]);
        return new([.. grades.Where(grade => graded.Contains(grade.Notebook))], [.. results.Select(result => Change(before.GetValueOrDefault((result.Student, result.Notebook)), result)).OfType<string>().Order(StringComparer.Ordinal)],
            engine.Guard);

        void Finish(SubmissionResult result, bool isNew)
        {
            SubmissionResult named = result with { Identifiers = works[result.Student].Identifiers is { Count: > 0 } identifiers ? identifiers : null };
            // What could not be graded is not stored, so that the next run tries again.
            if (isNew && !named.Flags.Any(flag => flag.Kind == Flag.NotGraded)) store.Save(named);
            GradingLog.Append(options.Output, named, isNew);
            progress.Graded(named, isNew);
            results.Add(named);
        }
    }

    /// <summary>One for each notebook that has exercises; their solutions are run, if they were not before.</summary>
    private async Task<IReadOnlyList<NotebookGrader>> GradersAsync(string[] names, CancellationToken cancellation)
    {
        var graders = new List<NotebookGrader>();
        foreach (string name in names)
        {
            progress.Recording(name);
            string cache = Path.Combine(options.Output, "oracles", name + ".json");
            CourseLib.Checks.Oracle oracle = await Oracles.RecordAsync(course, name, cache, cancellation);
            if (oracle.Cells.Count > 0) graders.Add(new(CourseNotebook.Of(Oracles.Source(course, name)), oracle, Oracles.RunOrigin(course, name)));
        }
        return graders.Count > 0 ? graders : throw new CourseKitException(
            $"nothing in '{options.Submissions}' is a notebook of this course with an exercise; name the notebook with --notebook NAME",
            CourseKitException.WrongUsage);
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

    /// <summary>What is to be run; null where the result is known without, and told.</summary>
    private GradingUnit? UnitOf(
        Assignment assignment, SubmissionResult? earlier, NotebookGrader grader, Gradebook store, Action<SubmissionResult, bool> finish)
    {
        (StudentWork work, string name) = (assignment.Work, grader.Course.Name);
        var flags = new List<Flag>(work.Flags);
        if (assignment.Files.TryGetValue(name, out SubmittedFile[]? files)) return UnitOf(work, files[0], [.. flags, .. files[0].Flags], grader, store, finish);
        flags.AddRange(assignment.Strays);
        if (work.IsUnreadable && earlier is { Key.Length: > 0 })
        {
            var kept = new Flag(Flag.Unreadable, "what was graded before is kept, as nobody can read what is there now");
            finish(earlier with { Flags = ResultLimits.Capped([.. earlier.Flags.Except(flags), .. flags, kept]) }, false);
            return null;
        }
        if (!flags.Exists(flag => flag.Kind == Flag.Unreadable)) flags.Add(new(Flag.Missing, $"{name} was not handed in"));
        finish(grader.Zero(work.Student, "", work.HandedIn, flags), true);
        return null;
    }

    private GradingUnit? UnitOf(
        StudentWork work, SubmittedFile file, IReadOnlyList<Flag> flags, NotebookGrader grader, Gradebook store, Action<SubmissionResult, bool> finish)
    {
        string key;
        try
        {
            key = SubmissionKey.Of(file.Read(), grader.Origin, options.Limits, options.AllowUnsandboxed, file.HandedIn, string.Join('\n', flags));
        }
        catch (Exception cause) when (cause is CourseKitException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            finish(grader.Zero(work.Student, "", file.HandedIn, [.. flags, new(Flag.Unreadable, cause.Message)]), true);
            return null;
        }
        if (store.Find(work.Student, grader.Course.Name, key) is not SubmissionResult found)
            return new(work.Student, grader, key, file.HandedIn, file.Name, flags, file.Read);
        SubmissionResult now = grader.Reweighted(found);
        bool isSame = now.Score == found.Score && now.Points == found.Points;
        finish(isSame ? found : now, !isSame);
        return null;
    }
}
