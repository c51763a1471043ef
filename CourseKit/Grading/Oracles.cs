using System.Security.Cryptography;
using System.Text;
using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>The oracles of a course: the visible part of each lies beside the notebooks and ships, the whole is recorded when it is needed.</summary>
internal static class Oracles
{
    public static string PathOf(Course course, string name) => Path.Combine(course.Oracles, name + ".json");

    /// <summary>SHA-256 of all that an oracle is recorded from: the notebook's code cells and its known answers. Prose is free to change.</summary>
    public static string Origin(Course course, string name) => Hash(course, name, cell => cell.Metadata.ToJsonString());

    /// <summary>The same without what the checks are worth: submissions need not run again when only that has changed.</summary>
    public static string RunOrigin(Course course, string name) =>
        Hash(course, name, cell => $"{cell.Role.Role} {cell.Role.Exercise} {cell.Role.Grading} {string.Join(',', cell.Role.Forbid ?? [])} {string.Join(',', cell.Role.Require ?? [])}");

    private static string Hash(Course course, string name, Func<Cell, string> attributes)
    {
        SourceDocument source = Source(course, name);
        var text = new StringBuilder();
        foreach (Cell cell in NotebookBuilder.Build(source, Edition.Instructor).Cells.Where(cell => cell.Type == CellType.Code))
            text.Append('\0').Append(cell.Id).Append('\0').Append(attributes(cell)).Append('\0').Append(cell.Source);
        foreach (KnownAnswer answer in KnownAnswer.Of(course, source)) text.Append('\0').Append(answer.Exercise).Append('/').Append(answer.Name).Append('\0').Append(answer.Text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Brings the oracle that ships up to date; false when it was not.</summary>
    /// <param name="check">Writes and runs nothing: only the hash of the sources is compared.</param>
    public static async Task<bool> UpdateAsync(Course course, string name, bool check, CancellationToken cancellation = default)
    {
        string path = PathOf(course, name), origin = Origin(course, name);
        SourceDocument source = Source(course, name);
        if (!Exercises(source).Any())
        {
            bool isLeftOver = File.Exists(path);
            if (isLeftOver && !check) File.Delete(path);
            return !isLeftOver;
        }
        if (File.Exists(path) && IsFrom(path, origin)) return true;
        if (check) return false;
        Oracle oracle = await RecordAsync(course, name, cancellation);
        AtomicFile.Write(path, oracle.Shipped().ToJson());
        return false;
    }

    /// <summary>The part of <c>coursekit build</c> that keeps the oracles: brings them up to date, or with <paramref name="check"/> only tells which are not.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> BuildAsync(Course course, IReadOnlyList<string> names, bool check, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        int stale = 0;
        foreach (string name in names)
        {
            if (await UpdateAsync(course, name, check, cancellation)) continue;
            stale++;
            if (check) error.WriteLine($"coursekit: {PathOf(course, name)} is not what its source gives; run: coursekit build");
            else output.WriteLine($"recorded {PathOf(course, name)}");
        }
        return check && stale > 0 ? CourseKitException.WorkFailed : CourseKitException.Done;
    }

    /// <summary>The whole oracle, hidden checks included.</summary>
    public static async Task<Oracle> RecordAsync(Course course, string name, CancellationToken cancellation)
    {
        SourceDocument source = Source(course, name);
        using WorkerFactory workers = WorkerFactory.Trusted(course.Notebooks);
        IReadOnlyList<KnownAnswer> wrong = [.. KnownAnswer.Of(course, source).Where(answer => !answer.IsRight)];
        return (await new OracleRecorder(new PlanRunner(workers, RunLimits.Trusted)).RecordAsync(CourseNotebook.Of(source), wrong, Origin(course, name), cancellation)).Oracle;
    }

    /// <summary>The whole oracle, from <paramref name="cache"/> when it was recorded from the same sources before.</summary>
    public static async Task<Oracle> RecordAsync(Course course, string name, string cache, CancellationToken cancellation)
    {
        if (File.Exists(cache) && IsFrom(cache, Origin(course, name))) return Oracle.Load(cache);
        Oracle oracle = await RecordAsync(course, name, cancellation);
        AtomicFile.Write(cache, oracle.ToJson());
        return oracle;
    }

    public static SourceDocument Source(Course course, string name) => SourceDocument.Load(Path.Combine(course.Sources, name + ".md"));

    private static IEnumerable<string> Exercises(SourceDocument source) =>
        source.Blocks.OfType<Fence>().Where(fence => fence.Role.Role == CellRole.Check).Select(fence => fence.Role.Exercise!).Distinct();

    private static bool IsFrom(string path, string origin)
    {
        try
        {
            return Oracle.Load(path).Origin == origin;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
