using System.Runtime.InteropServices;
using System.Text.Json;
using CourseLib.Checks;

namespace CourseKit.Worker;

/// <summary>Requests and events as JSON, field by field.</summary>
/// <remarks>
/// A serialiser that learns its types when a process starts makes .NET compile seven hundred methods before the first cell, half of all that a
/// worker which grades one submission ever compiles. The reader and the writer of plain JSON come compiled with .NET.
/// </remarks>
internal static class ProtocolJson
{
    private static readonly RecordedValue.NineDigits Numbers = new();

    public static void Write(Utf8JsonWriter json, Request request)
    {
        switch (request)
        {
            case ExecuteRequest cell:
                Begin(json, "execute", cell.Id);
                json.WriteString("code", cell.Code);
                json.WriteString("label", cell.Label);
                if (cell.Rules is not null) Write(json, cell.Rules);
                if (cell.InForce is not null) WriteTexts(json, "inForce", cell.InForce);
                if (cell.After is int after) json.WriteNumber("after", after);
                json.WriteBoolean("compileOnly", cell.CompileOnly);
                if (cell.Image is not null) Write(json, cell.Image);
                break;
            case InputReply reply:
                Begin(json, "input_reply");
                WriteOptional(json, "text", reply.Text);
                break;
            case InterruptRequest: Begin(json, "interrupt"); break;
            case ShutdownRequest: Begin(json, "shutdown"); break;
            case CompleteRequest question:
                Begin(json, "complete", question.Id);
                json.WriteString("code", question.Code);
                json.WriteNumber("cursor", question.Cursor);
                break;
            case InspectRequest question:
                Begin(json, "inspect", question.Id);
                json.WriteString("code", question.Code);
                json.WriteNumber("cursor", question.Cursor);
                json.WriteBoolean("full", question.Full);
                break;
            case IsCompleteRequest question:
                Begin(json, "is_complete", question.Id);
                json.WriteString("code", question.Code);
                break;
            default: throw new ArgumentException($"no request: {request.GetType().Name}", nameof(request));
        }
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, WorkerEvent message)
    {
        switch (message)
        {
            case ReadyEvent ready:
                Begin(json, "ready");
                json.WriteNumber("processId", ready.ProcessId);
                break;
            case StreamEvent stream:
                Begin(json, "stream", stream.Id);
                json.WriteString("name", stream.Name);
                json.WriteString("text", stream.Text);
                break;
            case DisplayEvent display:
                Begin(json, "display", display.Id);
                WriteBundle(json, display.Data);
                WriteOptional(json, "displayId", display.DisplayId);
                json.WriteBoolean("update", display.Update);
                break;
            case ResultEvent result:
                Begin(json, "result", result.Id);
                WriteBundle(json, result.Data);
                break;
            case ClearEvent clear:
                Begin(json, "clear", clear.Id);
                json.WriteBoolean("wait", clear.Wait);
                break;
            case RecordingEvent recorded:
                Begin(json, "recording", recorded.Id);
                Write(json, recorded.Recording);
                json.WriteBoolean("isStray", recorded.IsStray);
                break;
            case ReachingEvent reaching:
                Begin(json, "reaching", reaching.Id);
                json.WriteString("use", reaching.Use);
                break;
            case ReferencedEvent referenced:
                Begin(json, "referenced", referenced.Id);
                WriteTexts(json, "paths", referenced.Paths);
                break;
            case CompiledEvent compiled:
                Begin(json, "compiled", compiled.Id);
                Write(json, compiled.Image);
                break;
            case ErrorEvent error:
                Begin(json, "error", error.Id);
                json.WriteString("name", error.Name);
                json.WriteString("message", error.Message);
                WriteTexts(json, "trace", error.Trace);
                if (error.Line is int line) json.WriteNumber("line", line);
                if (error.Column is int column) json.WriteNumber("column", column);
                break;
            case InputEvent input:
                Begin(json, "input", input.Id);
                json.WriteString("prompt", input.Prompt);
                json.WriteBoolean("password", input.Password);
                break;
            case DoneEvent done:
                Begin(json, "done", done.Id);
                json.WriteString("status", done.Status.ToString());
                json.WriteNumber("milliseconds", done.Milliseconds);
                break;
            case CompletionAnswer answer:
                Begin(json, "completion", answer.Id);
                json.WriteNumber("start", answer.Start);
                json.WriteNumber("end", answer.End);
                json.WriteStartArray("items");
                foreach (CompletionItem item in answer.Items)
                {
                    json.WriteStartObject();
                    json.WriteString("text", item.Text);
                    json.WriteString("kind", item.Kind);
                    json.WriteString("signature", item.Signature);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                break;
            case InspectionAnswer answer:
                Begin(json, "inspection", answer.Id);
                WriteOptional(json, "text", answer.Text);
                WriteOptional(json, "markdown", answer.Markdown);
                break;
            case IsCompleteAnswer answer:
                Begin(json, "completeness", answer.Id);
                json.WriteString("status", answer.Status);
                json.WriteString("indent", answer.Indent);
                break;
            default: throw new ArgumentException($"no event: {message.GetType().Name}", nameof(message));
        }
        json.WriteEndObject();
    }

    /// <exception cref="JsonException">It is no request, or has something wrong. That a member is missing or of another type is told by
    /// <see cref="KeyNotFoundException"/>, <see cref="InvalidOperationException"/> and <see cref="FormatException"/>.</exception>
    public static Request ReadRequest(JsonElement json) => Text(json, "kind") switch
    {
        "execute" => new ExecuteRequest(
            Id(json), Text(json, "code"), Text(json, "label"), Member(json, "rules") is JsonElement rules ? Rules(rules) : null, Member(json, "after")?.GetInt32(),
            Flag(json, "compileOnly"), Member(json, "image") is JsonElement image ? Image(image) : null, OptionalTexts(json, "inForce")),
        "input_reply" => new InputReply(OptionalText(json, "text")),
        "interrupt" => new InterruptRequest(),
        "shutdown" => new ShutdownRequest(),
        "complete" => new CompleteRequest(Id(json), Text(json, "code"), Number(json, "cursor")),
        "inspect" => new InspectRequest(Id(json), Text(json, "code"), Number(json, "cursor"), Flag(json, "full")),
        "is_complete" => new IsCompleteRequest(Id(json), Text(json, "code")),
        string kind => throw new JsonException($"the kind '{kind}'"),
    };

    /// <inheritdoc cref="ReadRequest"/>
    public static WorkerEvent ReadEvent(JsonElement json) => Text(json, "kind") switch
    {
        "ready" => new ReadyEvent(Number(json, "processId")),
        "stream" => new StreamEvent(Id(json), Text(json, "name"), Text(json, "text")),
        "display" => new DisplayEvent(Id(json), Bundle(json), OptionalText(json, "displayId"), Flag(json, "update")),
        "result" => new ResultEvent(Id(json), Bundle(json)),
        "clear" => new ClearEvent(Id(json), Flag(json, "wait")),
        "recording" => new RecordingEvent(Id(json), Recorded(json.GetProperty("recording")), Flag(json, "isStray")),
        "reaching" => new ReachingEvent(Id(json), Text(json, "use")),
        "referenced" => new ReferencedEvent(Id(json), Texts(json.GetProperty("paths"))),
        "compiled" => new CompiledEvent(Id(json), Image(json.GetProperty("image"))),
        "error" => new ErrorEvent(
            Id(json), Text(json, "name"), Text(json, "message"), Texts(json.GetProperty("trace")), Member(json, "line")?.GetInt32(), Member(json, "column")?.GetInt32()),
        "input" => new InputEvent(Id(json), Text(json, "prompt"), Flag(json, "password")),
        "done" => new DoneEvent(Id(json), Named<CellStatus>(json, "status"), json.GetProperty("milliseconds").GetDouble()),
        "completion" => new CompletionAnswer(
            Id(json), Number(json, "start"), Number(json, "end"),
            [.. json.GetProperty("items").EnumerateArray().Select(item => new CompletionItem(Text(item, "text"), Text(item, "kind"), Text(item, "signature")))]),
        "inspection" => new InspectionAnswer(Id(json), OptionalText(json, "text"), OptionalText(json, "markdown")),
        "completeness" => new IsCompleteAnswer(Id(json), Text(json, "status"), Text(json, "indent")),
        string kind => throw new JsonException($"the kind '{kind}'"),
    };

    private static void Write(Utf8JsonWriter json, CellRules rules)
    {
        json.WriteStartObject("rules");
        if (rules.Forbidden is not null) WriteTexts(json, "forbidden", rules.Forbidden);
        if (rules.Required is not null) WriteTexts(json, "required", rules.Required);
        if (rules.Guarded is not null) WriteTexts(json, "guarded", rules.Guarded);
        json.WriteBoolean("confined", rules.Confined);
        if (rules.Locked is not null)
        {
            WriteTexts(json, "open", rules.Locked.Open);
            WriteTexts(json, "usings", rules.Locked.Usings);
            WriteTexts(json, "own", rules.Locked.Own ?? []);
        }
        json.WriteEndObject();
    }

    private static CellRules Rules(JsonElement json) => new(
        OptionalTexts(json, "forbidden"), OptionalTexts(json, "guarded"), Flag(json, "confined"),
        OptionalTexts(json, "open") is string[] open ? new(open, OptionalTexts(json, "usings") ?? [], OptionalTexts(json, "own")) : null,
        OptionalTexts(json, "required"));

    private static void Write(Utf8JsonWriter json, CellImage image)
    {
        json.WriteStartObject("image");
        if (image.Assembly is not null) json.WriteBase64String("assembly", image.Assembly);
        json.WriteBase64String("symbols", image.Symbols);
        json.WriteString("entryType", image.EntryType);
        json.WriteString("entryMethod", image.EntryMethod);
        json.WriteBoolean("hasValue", image.HasValue);
        json.WriteString("text", image.Text);
        json.WriteEndObject();
    }

    private static CellImage Image(JsonElement json) => new(
        Member(json, "assembly")?.GetBytesFromBase64(), json.GetProperty("symbols").GetBytesFromBase64(),
        Text(json, "entryType"), Text(json, "entryMethod"), Flag(json, "hasValue"), Text(json, "text"));

    private static void Write(Utf8JsonWriter json, Recording recording)
    {
        json.WriteStartObject("recording");
        json.WriteString("name", recording.Name);
        json.WriteString("kind", recording.Kind.ToString());
        json.WriteString("attempt", recording.Attempt.ToString());
        if (recording.Value is RecordedValue value)
        {
            json.WriteStartObject("value");
            json.WriteString("type", value.Type);
            json.WriteStartArray("shape");
            foreach (int size in value.Shape) json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WritePropertyName("numbers");
            Numbers.Write(json, value.Numbers, JsonSerializerOptions.Default);
            WriteOptional(json, "text", value.Text);
            json.WriteEndObject();
        }
        WriteOptional(json, "error", recording.Error);
        json.WriteNumber("tolerance", recording.Tolerance);
        if (recording.Bound is double bound) json.WriteNumber("bound", bound);
        WriteOptional(json, "hint", recording.Hint);
        if (recording.Veiled is bool veiled) json.WriteBoolean("veiled", veiled);
        json.WriteEndObject();
    }

    private static Recording Recorded(JsonElement json) => new(
        Text(json, "name"), Named<CheckKind>(json, "kind"), Named<Attempt>(json, "attempt"),
        Member(json, "value") is JsonElement value
            ? new RecordedValue(
                Text(value, "type"), [.. value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())], NumbersOf(value.GetProperty("numbers")),
                OptionalText(value, "text"))
            : null,
        OptionalText(json, "error"), Member(json, "tolerance")?.GetDouble() ?? Check.DefaultTolerance, Member(json, "bound")?.GetDouble(), OptionalText(json, "hint"),
        Member(json, "veiled")?.GetBoolean());

    private static double[] NumbersOf(JsonElement json)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(json));
        reader.Read();
        return Numbers.Read(ref reader, typeof(double[]), JsonSerializerOptions.Default);
    }

    private static void Begin(Utf8JsonWriter json, string kind, int? id = null)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        if (id is int number) json.WriteNumber("id", number);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteBundle(Utf8JsonWriter json, IReadOnlyDictionary<string, string> data)
    {
        json.WriteStartObject("data");
        foreach ((string type, string text) in data) json.WriteString(type, text);
        json.WriteEndObject();
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private static int Id(JsonElement json) => Number(json, "id");

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static bool Flag(JsonElement json, string name) => Member(json, name)?.GetBoolean() ?? false;

    private static string? OptionalText(JsonElement json, string name) => Member(json, name)?.GetString();

    private static string Text(JsonElement json, string name) => Text(json.GetProperty(name));

    private static string Text(JsonElement json) => json.GetString() ?? throw new JsonException("null, where a text must stand");

    private static string[]? OptionalTexts(JsonElement json, string name) => Member(json, name) is JsonElement texts ? Texts(texts) : null;

    private static string[] Texts(JsonElement json) => [.. json.EnumerateArray().Select(Text)];

    private static Dictionary<string, string> Bundle(JsonElement json)
    {
        var data = new Dictionary<string, string>();
        foreach (JsonProperty entry in json.GetProperty("data").EnumerateObject()) data[entry.Name] = Text(entry.Value);
        return data;
    }

    private static T Named<T>(JsonElement json, string name) where T : struct, Enum =>
        Enum.TryParse(Text(json, name), out T value) && Enum.IsDefined(value) ? value : throw new JsonException($"'{name}' is no {typeof(T).Name}");
}
