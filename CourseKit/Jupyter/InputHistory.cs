using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CourseKit.Jupyter;

/// <summary>The cells of this session, as consoles ask for them.</summary>
internal sealed class InputHistory
{
    private const int MostKept = 10_000;
    private const long MostCharacters = 16 << 20;

    /// <summary>Jupyter numbers sessions; there is one, and requests may also call it 0.</summary>
    private const int Session = 1;

    private readonly Queue<(int Count, string Code, string? Result)> entries = [];
    private long characters;

    public void Add(int count, string code, string? result)
    {
        lock (entries)
        {
            entries.Enqueue((count, code, result));
            characters += Size(code, result);
            while (entries.Count > MostKept || characters > MostCharacters)
            {
                (_, string oldCode, string? oldResult) = entries.Dequeue();
                characters -= Size(oldCode, oldResult);
            }
        }
    }

    private static int Size(string code, string? result) => code.Length + (result?.Length ?? 0);

    /// <summary>The content of the reply to a history_request.</summary>
    public JsonObject Reply(JsonElement request)
    {
        bool withOutput = request.Flag("output", otherwise: false);
        (int Count, string Code, string? Result)[] all;
        lock (entries) all = [.. entries];
        IEnumerable<(int Count, string Code, string? Result)> found = request.Text("hist_access_type") switch
        {
            "range" => Range(all, request.Number("session") ?? 0, request.Number("start") ?? 0, request.Number("stop")),
            "tail" => all.TakeLast(Math.Max(0, request.Number("n") ?? 10)),
            "search" => Search(all, request),
            _ => [],
        };
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.Select(entry =>
                new JsonArray(Session, entry.Count, withOutput ? new JsonArray(entry.Code, entry.Result) : JsonValue.Create(entry.Code)))]),
        };
    }

    private static IEnumerable<(int Count, string Code, string? Result)> Range(
        IEnumerable<(int Count, string Code, string? Result)> all, int session, int start, int? stop) =>
        session is 0 or Session ? all.Where(entry => entry.Count >= start && (stop is null || entry.Count < stop)) : [];

    private static IEnumerable<(int Count, string Code, string? Result)> Search(
        IEnumerable<(int Count, string Code, string? Result)> all, JsonElement request)
    {
        // A glob: * is any text, ? any character.
        string glob = Regex.Escape(request.Text("pattern") ?? "*").Replace("\\*", ".*").Replace("\\?", ".");
        var pattern = new Regex($"^{glob}$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
        IEnumerable<(int Count, string Code, string? Result)> found = all.Where(entry => pattern.IsMatch(entry.Code));
        if (request.Flag("unique", otherwise: false)) found = found.Reverse().DistinctBy(entry => entry.Code).Reverse();
        return request.Number("n") is int most ? found.TakeLast(Math.Max(0, most)) : found;
    }
}
