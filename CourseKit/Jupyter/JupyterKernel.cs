using System.Text.Json.Nodes;
using System.Threading.Channels;
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

    private async Task ServeAsync(ChannelReader<JupyterMessage> requests)
    {
        try
        {
            await foreach (JupyterMessage request in requests.ReadAllAsync(ending.Token))
            {
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
        const string suffix = "_request";
        try
        {
            JsonObject? reply = await HandleAsync(request);
            if (reply is not null) channels.Reply(request, request.Type[..^suffix.Length] + "_reply", reply);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A request that we fail at must not take the kernel with it.
            if (request.Type.EndsWith(suffix, StringComparison.Ordinal))
                channels.Reply(request, request.Type[..^suffix.Length] + "_reply", Failed(failure.GetType().Name, failure.Message));
        }
    }

    /// <summary>The content of the reply; null for messages that have none.</summary>
    private async Task<JsonObject?> HandleAsync(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "kernel_info_request": return KernelInfo.Reply();
            case "execute_request" when request.Channel == RequestChannel.Shell: return await execution.RunAsync(request);
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
            default: return null;
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
