using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Worker;

/// <summary>Gathers the events of a run as nbformat 4.5 outputs, one list a cell.</summary>
internal sealed class CellOutputs
{
    /// <summary>Where a value with a display id stands, in any cell of the run: it may be replaced later.</summary>
    private readonly Dictionary<string, List<JsonObject>> displayed = [];
    private readonly StringBuilder text = new();
    private string textName = "";
    private JsonArray outputs = [];
    private int executionCount;

    /// <summary>Begins a cell; the outputs go to the array that is returned, complete after <see cref="End"/>.</summary>
    public JsonArray Begin(int count)
    {
        executionCount = count;
        text.Clear();
        return outputs = [];
    }

    public void End() => FlushText();

    public void Add(WorkerEvent message)
    {
        switch (message)
        {
            case StreamEvent stream:
                if (stream.Name != textName) FlushText();
                textName = stream.Name;
                text.Append(stream.Text);
                break;
            case ClearEvent:
                text.Clear();
                outputs.Clear();
                break;
            case DisplayEvent { Update: true, DisplayId: string id } update:
                foreach (JsonObject earlier in displayed.GetValueOrDefault(id) ?? []) earlier["data"] = Bundle(update.Data);
                break;
            case DisplayEvent display:
                var shown = new JsonObject { ["output_type"] = "display_data", ["data"] = Bundle(display.Data), ["metadata"] = new JsonObject() };
                if (display.DisplayId is string key) (displayed.TryGetValue(key, out var known) ? known : displayed[key] = []).Add(shown);
                Append(shown);
                break;
            case ResultEvent result:
                Append(new JsonObject
                {
                    ["output_type"] = "execute_result",
                    ["execution_count"] = executionCount,
                    ["data"] = Bundle(result.Data),
                    ["metadata"] = new JsonObject(),
                });
                break;
            case ErrorEvent error:
                Append(new JsonObject
                {
                    ["output_type"] = "error",
                    ["ename"] = error.Name,
                    ["evalue"] = error.Message,
                    ["traceback"] = new JsonArray([$"{error.Name}: {error.Message}", .. error.Trace.Select(line => JsonValue.Create(line))]),
                });
                break;
        }
    }

    /// <summary>JSON types are kept as JSON, all others as text.</summary>
    public static JsonObject Bundle(IReadOnlyDictionary<string, string> data)
    {
        var bundle = new JsonObject();
        foreach ((string type, string value) in data) bundle[type] = IsJson(type) && Parse(value) is JsonNode json ? json : JsonValue.Create(value);
        return bundle;
    }

    private static bool IsJson(string type) => type == "application/json" || (type.StartsWith("application/", StringComparison.Ordinal) && type.EndsWith("+json", StringComparison.Ordinal));

    private static JsonNode? Parse(string json)
    {
        try { return JsonNode.Parse(json); }
        catch (JsonException) { return null; }
    }

    private void Append(JsonObject output)
    {
        FlushText();
        outputs.Add(output);
    }

    private void FlushText()
    {
        if (text.Length == 0) return;
        outputs.Add(new JsonObject { ["output_type"] = "stream", ["name"] = textName, ["text"] = text.ToString() });
        text.Clear();
    }
}
