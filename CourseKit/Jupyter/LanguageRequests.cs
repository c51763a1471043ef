using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Worker;

namespace CourseKit.Jupyter;

/// <summary>Answers the requests of editors: complete, inspect, is_complete. The worker knows, as it holds what the cells have declared.</summary>
internal sealed class LanguageRequests(WorkerHost worker)
{
    /// <summary>Front ends give up earlier by themselves; this only keeps cells from waiting behind a question for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks a first question that nobody waits for, so that the first one of a person finds the compiler warm.</summary>
    public Task WarmUpAsync() => worker.AskAsync<CompletionAnswer>(id => new CompleteRequest(id, "Console.", 8), Patience);

    public async Task<JsonObject> CompleteAsync(JsonElement request)
    {
        (string code, int cursor) = Place(request);
        CompletionAnswer? answer = await worker.AskAsync<CompletionAnswer>(id => new CompleteRequest(id, code, cursor), Patience);
        int start = answer?.Start ?? cursor, end = answer?.End ?? cursor;
        IReadOnlyList<CompletionItem> items = answer?.Items ?? [];
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. items.Select(item => JsonValue.Create(item.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. items.Select(item => new JsonObject
                {
                    ["text"] = item.Text, ["type"] = item.Kind, ["signature"] = item.Signature, ["start"] = start, ["end"] = end,
                })]),
            },
        };
    }

    public async Task<JsonObject> InspectAsync(JsonElement request)
    {
        (string code, int cursor) = Place(request);
        bool full = request.Number("detail_level") > 0;
        InspectionAnswer? answer = await worker.AskAsync<InspectionAnswer>(id => new InspectRequest(id, code, cursor, full), Patience);
        var data = new JsonObject();
        if (answer?.Text is string text) data["text/plain"] = text;
        if (answer?.Markdown is string markdown) data["text/markdown"] = markdown;
        return new JsonObject { ["status"] = "ok", ["found"] = data.Count > 0, ["data"] = data, ["metadata"] = new JsonObject() };
    }

    public async Task<JsonObject> IsCompleteAsync(JsonElement request)
    {
        string code = request.RequiredText("code");
        IsCompleteAnswer? answer = await worker.AskAsync<IsCompleteAnswer>(id => new IsCompleteRequest(id, code), Patience);
        var reply = new JsonObject { ["status"] = answer?.Status ?? "unknown" };
        if (answer is { Status: "incomplete" }) reply["indent"] = answer.Indent;
        return reply;
    }

    /// <summary>Positions come, and go, in UTF-16 units, which is what VS Code counts.</summary>
    private static (string Code, int Cursor) Place(JsonElement request)
    {
        string code = request.RequiredText("code");
        return (code, Math.Clamp(request.Number("cursor_pos") ?? code.Length, 0, code.Length));
    }
}
