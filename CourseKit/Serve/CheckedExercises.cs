using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Serve;

/// <summary>What the checks of one cell have said.</summary>
/// <param name="Recorded">Checks that are judged when the work is graded; not among the total.</param>
/// <param name="Hints">Of the checks that failed.</param>
internal sealed record CheckState(int Passed, int Total, int Recorded, bool HasFailed, IReadOnlyList<string> Hints)
{
    /// <summary>Null for what is no report.</summary>
    public static (string Exercise, CheckState State)? Of(JsonNode? report)
    {
        if (
            report is not JsonObject { } said
            || said["exercise"]?.ToString() is not { Length: > 0 } exercise
            || said["checks"] is not JsonArray checks
        )
            return null;
        JsonObject[] In(string state) => [.. checks.OfType<JsonObject>().Where(check => check["state"]?.ToString() == state)];
        JsonObject[] failed = In("failed");
        return (
            exercise,
            new(
                Number(said["passed"]),
                Number(said["total"]),
                In("recorded").Length,
                failed.Length > 0,
                [.. failed.SelectMany(check => check["hints"] as JsonArray ?? []).Select(hint => hint?.ToString()).OfType<string>()]
            )
        );
    }

    private static int Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : 0;
}

/// <summary>An answer that passed its checks.</summary>
/// <param name="Cell">The id of its cell, where known.</param>
/// <param name="At">Unix time in milliseconds.</param>
internal sealed record PassedAnswer(string? Cell, string Code, long At);

/// <summary>
/// How far a student is: what checks have said since the server began, and the answers that passed, which are kept beside the course.
/// </summary>
internal sealed class CheckedExercises(OpenNotebooks notebooks)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly object gate = new();
    private readonly Dictionary<(string Notebook, string Exercise), Dictionary<string, CheckState>> states = [];

    /// <summary>Called with a notebook's URI after one of its checks has run.</summary>
    public event Action<string>? Changed;

    /// <summary>
    /// Looks for a report in what a cell has shown; gives that back, with the lines of the answer that failed checks are about.
    /// </summary>
    public IReadOnlyDictionary<string, string> Heard(RunParams run, IReadOnlyDictionary<string, string> shown, NotebookSession session)
    {
        if (!shown.TryGetValue(CheckReport.JsonType, out string? json) || CheckState.Of(JsonNode.Parse(json)) is not var (exercise, state))
            return shown;
        OpenNotebook? notebook = notebooks.Find(run.Notebook);
        OpenCell? answer = notebook?.Cells.FirstOrDefault(open =>
            open.Role is { Role: CellRole.Answer, Exercise: var own } && own == exercise
        );
        string cell = notebook?.Cells.FirstOrDefault(open => open.Uri == run.Cell)?.Id ?? run.Cell;
        bool passed;
        lock (gate)
        {
            Dictionary<string, CheckState> own = states.TryGetValue((run.Notebook, exercise), out var known)
                ? known
                : states[(run.Notebook, exercise)] = [];
            own[cell] = state;
            passed = own.Values.Any(one => one.Total > 0) && own.Values.All(one => one.Passed == one.Total);
        }
        if (passed && answer is not null)
        {
            string code = session.Ran.FirstOrDefault(ran => ran.Cell == answer.Uri)?.Code ?? answer.Text;
            Keep(run.Notebook, exercise, new PassedAnswer(answer.Id, code, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        }
        Changed?.Invoke(run.Notebook);
        return answer is null
            ? shown
            : new Dictionary<string, string>(shown) { [CheckReport.JsonType] = CheckLines.Added(json, run.Code, answer.Text) };
    }

    /// <summary>What the check cells of an exercise have said, by their ids, or URIs where these are not known.</summary>
    public IReadOnlyDictionary<string, CheckState> Of(string notebook, string exercise)
    {
        lock (gate)
            return states
                .Where(pair => pair.Key.Exercise == exercise && DocumentUri.Same(pair.Key.Notebook, notebook))
                .SelectMany(pair => pair.Value)
                .GroupBy(pair => pair.Key)
                .ToDictionary(group => group.Key, group => group.Last().Value);
    }

    /// <summary>Null where the exercise has not passed yet.</summary>
    public static PassedAnswer? LastPassed(string notebook, string exercise) =>
        PathOf(notebook) is string path ? Read(path).GetValueOrDefault(exercise) : null;

    private void Keep(string notebook, string exercise, PassedAnswer answer)
    {
        if (PathOf(notebook) is not string path)
            return;
        lock (gate)
            try
            {
                Dictionary<string, PassedAnswer> all = Read(path);
                all[exercise] = answer;
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                AtomicFile.Write(path, JsonSerializer.Serialize(all, Readable) + "\n");
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CourseKitException)
            {
                // Nothing but a convenience is lost; the check's result has been told.
            }
    }

    private static Dictionary<string, PassedAnswer> Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<Dictionary<string, PassedAnswer>>(File.ReadAllText(path), Readable) ?? []
                : [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private static string? PathOf(string notebook)
    {
        if (DocumentUri.ToPath(notebook) is not string path || Path.GetDirectoryName(path) is not string folder)
            return null;
        return Path.Combine(
            Course.TryFind(folder)?.Root ?? folder,
            ".coursekit",
            "passed",
            Path.GetFileNameWithoutExtension(path) + ".json"
        );
    }
}
