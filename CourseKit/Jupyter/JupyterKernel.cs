using System.Text.Json.Nodes;
using CourseKit.Worker;

namespace CourseKit.Jupyter;

/// <summary>The Jupyter front: takes requests one at a time from shell, beside them those from control, and answers each between busy and idle.</summary>
internal sealed class JupyterKernel : IAsyncDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly KernelChannels channels;
    private readonly WorkerHost worker;
    private readonly CellExecution execution;
    private readonly LanguageRequests language;
    private readonly InputHistory history = new();
    private readonly CancellationTokenSource ending = new();

    /// <exception cref="CourseKitException">A port of the connection file is taken.</exception>
    public JupyterKernel(ConnectionFile connection, WorkerLaunch launch)
    {
        worker = new WorkerHost(launch, keepSpare: true);
        language = new LanguageRequests(worker);
        channels = new KernelChannels(connection);
        execution = new CellExecution(channels, worker, history, new StandardInput(channels));
        Connection = channels.Bound(connection);
    }

    /// <summary>Where the kernel listens.</summary>
    public ConnectionFile Connection { get; }

    /// <inheritdoc cref="KernelChannels.Connections"/>
    public int Connections => channels.Connections;

    /// <summary>Serves until a front end asks for the end, or <see cref="End"/> does.</summary>
    public async Task RunAsync()
    {
        _ = WarmUpAsync();
        channels.Publish("status", null, new JsonObject { ["execution_state"] = "starting" });
        Task shell = ServeAsync(channels.Shell);
        await ServeAsync(channels.Control);
        // A cell that does not give in to the interrupt at once is not waited for: its process ends with ours.
        await Task.WhenAny(shell, Task.Delay(LastWords / 4));
        await channels.CloseAsync(LastWords);
    }

    /// <summary>Makes <see cref="RunAsync"/> return; a cell that runs is ended with its worker.</summary>
    public void End()
    {
        ending.Cancel();
        execution.Interrupt();
    }

    public void Interrupt() => execution.Interrupt();

    public ValueTask DisposeAsync()
    {
        channels.Dispose();
        return worker.DisposeAsync();
    }

    private async Task WarmUpAsync()
    {
        try
        {
            await worker.StartAsync(ending.Token);
            await language.WarmUpAsync();
        }
        catch (Exception failure) when (failure is CourseKitException or OperationCanceledException or ObjectDisposedException)
        {
            // The first cell tries once more, and tells the student.
        }
    }

    private async Task ServeAsync(RequestQueue requests)
    {
        try
        {
            while (true)
            {
                JupyterMessage request = await requests.TakeAsync(ending.Token);
                PublishState(request, "busy");
                await AnswerAsync(request);
                PublishState(request, "idle");
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested) { }
    }

    private void PublishState(JupyterMessage request, string state) =>
        channels.Publish("status", request, new JsonObject { ["execution_state"] = state });

    private async Task AnswerAsync(JupyterMessage request)
    {
        JsonObject? reply;
        try
        {
            reply = await HandleAsync(request);
        }
        catch (InvalidRequestException invalid)
        {
            reply = IsCell(request) ? execution.Refuse(request, invalid.Message) : Failed("InvalidRequest", invalid.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ending.IsCancellationRequested)
        {
            // A request that we fail at must not take the kernel with it.
            reply = Failed(failure.GetType().Name, failure.Message);
        }
        if (reply is not null && ReplyType(request) is string type) channels.Reply(request, type, reply);
    }

    private static bool IsCell(JupyterMessage request) => request is { Type: "execute_request", Channel: RequestChannel.Shell };

    /// <summary>Null for messages that no reply belongs to. A message that does not even say what it is gets one that says so.</summary>
    private static string? ReplyType(JupyterMessage request)
    {
        const string suffix = "_request";
        if (!request.Header.IsWhole) return "error_reply";
        return request.Type.EndsWith(suffix, StringComparison.Ordinal) ? request.Type[..^suffix.Length] + "_reply" : null;
    }

    /// <summary>The content of the reply; null for messages that have none.</summary>
    /// <exception cref="InvalidRequestException">The request is none of the protocol's.</exception>
    private async Task<JsonObject?> HandleAsync(JupyterMessage request)
    {
        if (request.Fault is string fault) throw new InvalidRequestException($"the message cannot be understood: {fault}");
        if (request.Channel == RequestChannel.StandardInput) throw new InvalidRequestException($"a {request.Type} does not belong on stdin; send it on shell or control");
        switch (request.Type)
        {
            case "kernel_info_request": return KernelInfo.Reply();
            case "execute_request" when IsCell(request): return await execution.RunAsync(request);
            case "execute_request": throw new InvalidRequestException("cells are run in order; send an execute_request on shell");
            case "complete_request": return await language.CompleteAsync(request.Content);
            case "inspect_request": return await language.InspectAsync(request.Content);
            case "is_complete_request": return await language.IsCompleteAsync(request.Content);
            case "history_request": return history.Reply(request.Content);
            case "comm_info_request": return new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "comm_open": return Refuse(request);
            case "interrupt_request":
                execution.Interrupt();
                return new JsonObject { ["status"] = "ok" };
            case "shutdown_request": return Shutdown(request);
            case "debug_request":
                return new JsonObject
                {
                    ["type"] = "response",
                    ["success"] = false,
                    ["request_seq"] = request.Content.Number("seq") ?? 0,
                    ["command"] = request.Content.Text("command") ?? "",
                    ["message"] = "this kernel has no debugger",
                };
            default: return ReplyType(request) is null ? null : throw new InvalidRequestException($"this kernel knows no {request.Type}");
        }
    }

    private JsonObject Shutdown(JupyterMessage request)
    {
        JsonObject Content() => new() { ["status"] = "ok", ["restart"] = request.Content.Flag("restart", otherwise: false) };
        channels.Publish("shutdown_reply", request, Content());
        // The reply is queued before the loops end, and what is queued is sent before the sockets close.
        _ = Task.Run(End);
        return Content();
    }

    /// <summary>No targets are registered here: a comm that is opened is closed at once, as the protocol has it.</summary>
    private JsonObject? Refuse(JupyterMessage request)
    {
        channels.Publish("comm_close", request, new JsonObject { ["comm_id"] = request.Content.Text("comm_id") ?? "", ["data"] = new JsonObject() });
        return null;
    }

    private static JsonObject Failed(string name, string message) =>
        new() { ["status"] = "error", ["ename"] = name, ["evalue"] = message, ["traceback"] = new JsonArray() };
}
