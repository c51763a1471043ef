using System.Text.Json;
using CourseKit.Grading.Engines;
using CourseKit.Notebooks;
using CourseKit.Slurm;
using CourseLib.Checks;

namespace CourseKit.Grading.Slurm;

/// <summary>What all tasks of a job are told.</summary>
/// <param name="Datasets">What students' code may read.</param>
/// <param name="Units">The names of the units, in order; task k has every unit whose place gives k, divided by <paramref name="Tasks"/>.</param>
internal sealed record JobOrder(string Datasets, RunLimits Limits, bool AllowUnsandboxed, int Jobs, int Tasks, IReadOnlyList<string> Units);

/// <summary>
/// A job on the file system that the front and all nodes share: the order, a snapshot of the course's sources and oracles, the units, and
/// the results, each written whole or not at all. Nobody but its owner reads it: hidden checks are in it.
/// </summary>
internal sealed class JobFolder(string path)
{
    public string Path { get; } = path;

    /// <summary>Its tasks.</summary>
    public SlurmArray Array => new(Path);

    /// <summary>All that lie in a folder of grades, the oldest first.</summary>
    public static IReadOnlyList<JobFolder> All(string jobs) =>
        !Directory.Exists(jobs) ? [] : [.. Directory.EnumerateDirectories(jobs).Order(StringComparer.Ordinal).Select(folder => new JobFolder(folder))];

    /// <summary>Writes all that the tasks need; a folder that could not be written is taken away.</summary>
    public static JobFolder Create(string jobs, Course course, JobOrder order, IReadOnlyList<GradingUnit> units)
    {
        var folder = new JobFolder(System.IO.Path.Combine(jobs, $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}"));
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder.Path);
            else Directory.CreateDirectory(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.CreateDirectory(folder.In("results"));
            foreach (NotebookGrader grader in units.Select(unit => unit.Grader).Distinct())
            {
                AtomicFile.Write(folder.In("course", grader.Course.Name + ".md"), File.ReadAllBytes(System.IO.Path.Combine(course.Sources, grader.Course.Name + ".md")));
                AtomicFile.Write(folder.In("course", grader.Course.Name + ".json"), grader.Oracle.ToJson());
            }
            foreach (GradingUnit unit in units)
            {
                AtomicFile.Write(folder.In("units", NameOf(unit) + ".ipynb"), unit.Read());
                AtomicFile.Write(folder.In("units", NameOf(unit) + ".json"), JsonSerializer.SerializeToUtf8Bytes(Facts.Of(unit), GradebookTables.Json));
            }
            AtomicFile.Write(folder.In("job.json"), JsonSerializer.SerializeToUtf8Bytes(order, GradebookTables.Json));
            return folder;
        }
        catch
        {
            folder.Delete();
            throw;
        }
    }

    /// <summary>The name of a unit's files: its key holds all that its result depends on but who and what.</summary>
    public static string NameOf(GradingUnit unit) =>
        SubmissionKey.Of(System.Text.Encoding.UTF8.GetBytes($"{unit.Student}\0{unit.Grader.Course.Name}"), unit.Key)[..32];

    public JobOrder Order() => Json<JobOrder>(In("job.json"));

    /// <summary>The units of a task that have no result yet.</summary>
    public IReadOnlyList<GradingUnit> UnitsOf(int task)
    {
        JobOrder order = Order();
        var graders = new Dictionary<string, NotebookGrader>();
        return [.. order.Units.Where((name, place) => place % order.Tasks == task && !File.Exists(ResultOf(name))).Select(name =>
        {
            Facts facts = Json<Facts>(In("units", name + ".json"));
            if (!graders.TryGetValue(facts.Notebook, out NotebookGrader? grader)) graders[facts.Notebook] = grader = Grader(facts.Notebook);
            return new GradingUnit(facts.Student, grader, facts.Key, facts.HandedIn, facts.File, facts.Flags, () => File.ReadAllBytes(In("units", name + ".ipynb")));
        })];
    }

    /// <summary>The names of the units that have a result.</summary>
    public IEnumerable<string> ResultNames() => Directory.Exists(In("results"))
        ? Directory.EnumerateFiles(In("results"), "*.json").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)) : [];

    /// <summary>What a task has found; null while it has not.</summary>
    public SubmissionResult? Result(GradingUnit unit)
    {
        string file = ResultOf(NameOf(unit));
        return File.Exists(file) ? Json<SubmissionResult>(file) : null;
    }

    public void Write(GradingUnit unit, SubmissionResult result) =>
        AtomicFile.Write(ResultOf(NameOf(unit)), JsonSerializer.SerializeToUtf8Bytes(result, GradebookTables.Json));

    public void Delete()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }

    private NotebookGrader Grader(string name) => new(
        CourseNotebook.Of(SourceDocument.Load(In("course", name + ".md"))), Oracle.Load(In("course", name + ".json")));

    private string ResultOf(string unit) => In("results", unit + ".json");

    private string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    private static T Json<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllBytes(file), GradebookTables.Json)
        ?? throw new CourseKitException($"{file} is damaged; delete the folder '{System.IO.Path.GetDirectoryName(file)}' and grade again");

    /// <summary>A unit without its bytes and its course.</summary>
    private sealed record Facts(string Student, string Notebook, string Key, DateTimeOffset? HandedIn, string File, IReadOnlyList<Flag> Flags)
    {
        public static Facts Of(GradingUnit unit) => new(unit.Student, unit.Grader.Course.Name, unit.Key, unit.HandedIn, unit.File, unit.Flags);
    }
}
