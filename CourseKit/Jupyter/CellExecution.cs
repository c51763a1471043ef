using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Worker;

namespace CourseKit.Jupyter;

/// <summary>Answers execute_request: runs the cell, publishes what it does as it does it, and says how it ended.</summary>
internal sealed class CellExecution(KernelChannels channels, WorkerHost worker, InputHistory history, StandardInput input)
{
    private readonly object gate = new();
    private CancellationTokenSource? running;
    private int lastId;
    private long abortedUpTo;

    /// <summary>The number that the latest cell of the session has.</summary>
    public int Count { get; private set; }

    /// <summary>Stops the cell that runs, if one does.</summary>
    public void Interrupt()
    {
        // Not here: what follows from it would run on the thread of whoever interrupts, and within the lock.
        lock (gate) running?.CancelAsync();
    }

    /// <summary>The reply to a request that cannot be run as it stands; what the person at the front end sees is the published error.</summary>
    public JsonObject Refuse(JupyterMessage request, string reason)
    {
        var error = new ErrorEvent(0, "InvalidRequest", reason, []);
        channels.Publish("error", request, ErrorContent(error));
        return Failed(request, error);
    }

    public async Task<JsonObject> RunAsync(JupyterMessage request)
    {
        if (request.Order <= abortedUpTo) return new JsonObject { ["status"] = "aborted", ["execution_count"] = Count };
        string code = request.Content.RequiredText("code");
        bool silent = request.Content.Flag("silent", otherwise: false);
        bool stored = request.Content.Flag("store_history", otherwise: !silent) && !silent && !string.IsNullOrWhiteSpace(code);
        if (stored) Count++;
        if (!silent) channels.Publish("execute_input", request, new JsonObject { ["code"] = code, ["execution_count"] = Count });

        input.Asker = request.Content.Flag("allow_stdin", otherwise: true) ? request : null;
        Outcome outcome = await RunCodeAsync(request, code, silent ? CellVisibility.Quiet : CellVisibility.Full);
        if (stored) history.Add(Count, code, outcome.Result?.GetValueOrDefault("text/plain"));
        if (outcome.Error is ErrorEvent error) return Failed(request, error);
        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = Count,
            ["payload"] = new JsonArray(),
            ["user_expressions"] = await EvaluateAsync(request),
        };
    }

    private JsonObject Failed(JupyterMessage request, ErrorEvent error)
    {
        // Requests that wait already were sent in the belief that this one would work.
        if (request.Content.Flag("stop_on_error", otherwise: true)) abortedUpTo = channels.LastReceived;
        JsonObject failed = ErrorContent(error);
        failed["status"] = "error";
        failed["execution_count"] = Count;
        return failed;
    }

    /// <summary>Each of the user's expressions as a MIME bundle or an error.</summary>
    private async Task<JsonObject> EvaluateAsync(JupyterMessage request)
    {
        var values = new JsonObject();
        if (request.Content.Member("user_expressions") is not { ValueKind: JsonValueKind.Object } expressions) return values;
        foreach ((string name, string code) in expressions.Texts())
        {
            Outcome outcome = await RunCodeAsync(request, code, CellVisibility.Nothing);
            JsonObject value = outcome.Error is ErrorEvent error
                ? ErrorContent(error)
                : new JsonObject { ["data"] = CellOutputs.Bundle(outcome.Result ?? new Dictionary<string, string>()), ["metadata"] = new JsonObject() };
            value["status"] = outcome.Error is null ? "ok" : "error";
            values[name] = value;
        }
        return values;
    }

    private async Task<Outcome> RunCodeAsync(JupyterMessage request, string code, CellVisibility visibility)
    {
        if (string.IsNullOrWhiteSpace(code)) return new Outcome(null, null);
        int id = ++lastId;
        IReadOnlyDictionary<string, string>? result = null;
        ErrorEvent? error = null;
        using var interrupt = new CancellationTokenSource();
        using var ended = new CancellationTokenSource();
        lock (gate) running = interrupt;
        worker.OnInput = question => input.AskAsync(question, ended.Token);
        try
        {
            await worker.ExecuteAsync(new ExecuteRequest(id, code, $"In [{Count}]"), message =>
            {
                if (message is ResultEvent value) result = value.Data;
                if (message is ErrorEvent failure) error = failure;
                if (visibility != CellVisibility.Nothing) Publish(request, message, visibility);
            }, timeout: null, interrupt.Token);
        }
        catch (CourseKitException failure)
        {
            error = new ErrorEvent(id, "WorkerDied", failure.Message, []);
            if (visibility != CellVisibility.Nothing) Publish(request, error, visibility);
        }
        finally
        {
            ended.Cancel();
            lock (gate) running = null;
        }
        return new Outcome(result, error);
    }

    private void Publish(JupyterMessage request, WorkerEvent message, CellVisibility visibility)
    {
        switch (message)
        {
            case StreamEvent stream:
                channels.Publish("stream", request, new JsonObject { ["name"] = stream.Name, ["text"] = stream.Text });
                break;
            case DisplayEvent display:
                var transient = new JsonObject();
                if (display.DisplayId is string id) transient["display_id"] = id;
                channels.Publish(display.Update ? "update_display_data" : "display_data", request,
                    new JsonObject { ["data"] = CellOutputs.Bundle(display.Data), ["metadata"] = new JsonObject(), ["transient"] = transient });
                break;
            case ResultEvent result when visibility == CellVisibility.Full:
                channels.Publish("execute_result", request,
                    new JsonObject { ["data"] = CellOutputs.Bundle(result.Data), ["metadata"] = new JsonObject(), ["execution_count"] = Count });
                break;
            case ClearEvent clear:
                channels.Publish("clear_output", request, new JsonObject { ["wait"] = clear.Wait });
                break;
            case ErrorEvent error:
                channels.Publish("error", request, ErrorContent(error));
                break;
        }
    }

    private static JsonObject ErrorContent(ErrorEvent error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([$"\e[1;31m{error.Name}\e[0m: {error.Message}", .. error.Trace.Select(line => JsonValue.Create(line))]),
    };

    private enum CellVisibility { Full, Quiet, Nothing }

    private sealed record Outcome(IReadOnlyDictionary<string, string>? Result, ErrorEvent? Error);
}
