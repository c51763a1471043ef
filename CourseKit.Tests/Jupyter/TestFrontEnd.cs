using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Jupyter;
using CourseKit.Jupyter.Zmtp;
using CourseKit.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>What came back for one request: the reply, and everything published with the request as parent.</summary>
internal sealed record Answered(JsonElement Reply, IReadOnlyList<Published> Published)
{
    public IEnumerable<JsonElement> Of(string type) => Published.Where(message => message.Type == type).Select(message => message.Content);

    public string Text(string name) =>
        string.Concat(Of("stream").Where(content => content.GetProperty("name").GetString() == name).Select(content => content.GetProperty("text").GetString()));

    public string? Result => Of("execute_result").Select(content => content.GetProperty("data").GetProperty("text/plain").GetString()).SingleOrDefault();
}

/// <summary>A message from iopub.</summary>
internal sealed record Published(string Type, JsonElement Parent, JsonElement Content);

/// <summary>A front end with a kernel of its own: one identity on shell, control and stdin, as VS Code has it.</summary>
internal sealed class TestFrontEnd : IAsyncDisposable
{
    /// <summary>Only against hanging.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);

    private const string Key = "5ecret-\u00fc";

    private readonly CancellationTokenSource limit = new();
    private readonly MessageCodec codec;
    private readonly JupyterKernel? kernel;
    private readonly Task running;
    private ZmtpConnection shell = null!, control = null!, standardInput = null!, ioPub = null!;

    private TestFrontEnd(JupyterKernel kernel) : this(kernel.Connection)
    {
        this.kernel = kernel;
        running = kernel.RunAsync();
    }

    private TestFrontEnd(ConnectionFile connection)
    {
        Connection = connection;
        codec = new MessageCodec(connection.Key);
        running = Task.CompletedTask;
    }

    public ConnectionFile Connection { get; }

    /// <summary>How many peers the kernel counts; this front end's own are four.</summary>
    public int ConnectionsOfKernel => kernel!.Connections;

    /// <summary>Ends when the kernel has stopped serving.</summary>
    public Task Running => running.WaitAsync(Limit);

    public static Task<TestFrontEnd> StartAsync() => OpenAsync(new TestFrontEnd(
        new JupyterKernel(new ConnectionFile(IPAddress.Loopback, 0, 0, 0, 0, 0, Key), new WorkerLaunch(Path.GetTempPath()))));

    /// <summary>One more front end of a kernel that runs already, and goes on when this front end leaves.</summary>
    public static Task<TestFrontEnd> JoinAsync(ConnectionFile connection) => OpenAsync(new TestFrontEnd(connection));

    private static async Task<TestFrontEnd> OpenAsync(TestFrontEnd front)
    {
        byte[] identity = Encoding.UTF8.GetBytes(Guid.NewGuid().ToString());
        front.shell = await front.ConnectAsync(front.Connection.Shell, "DEALER", identity);
        front.control = await front.ConnectAsync(front.Connection.Control, "DEALER", identity);
        front.standardInput = await front.ConnectAsync(front.Connection.StandardInput, "DEALER", identity);
        front.ioPub = await front.ConnectAsync(front.Connection.IoPub, "SUB", []);
        front.ioPub.TrySend(ZmtpFrame.PackMessage([[1]]));
        // Others may be at work on the same kernel.
        while ((await front.NextPublishedAsync()).Type != "iopub_welcome") { }
        return front;
    }

    public Task<ZmtpConnection> ConnectAsync(int port, string type, byte[] identity) =>
        ZmtpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), type, identity, CancellationToken.None);

    /// <summary>Sends a request and gives its id.</summary>
    public string Send(string type, JsonObject content, RequestChannel channel = RequestChannel.Shell)
    {
        IReadOnlyList<byte[]> frames = codec.Encode([], type, null, content);
        SendRaw(frames, channel);
        return JsonDocument.Parse(frames[2]).RootElement.GetProperty("msg_id").GetString()!;
    }

    /// <summary>Sends frames as they are, for what no honest front end would send.</summary>
    public void SendRaw(IReadOnlyList<byte[]> frames, RequestChannel channel = RequestChannel.Shell) => ConnectionTo(channel).TrySend(ZmtpFrame.PackMessage(frames));

    /// <summary>The frames of a request, which can be sent more than once.</summary>
    public IReadOnlyList<byte[]> Frames(string type, JsonObject content) => codec.Encode([], type, null, content);

    /// <summary>Frames with a good signature, whatever they say.</summary>
    public IReadOnlyList<byte[]> Signed(byte[] header, byte[] content)
    {
        byte[][] parts = [header, "{}"u8.ToArray(), "{}"u8.ToArray(), content];
        byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Connection.Key), parts.SelectMany(part => part).ToArray());
        return [MessageCodec.Delimiter.ToArray(), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(signature)), .. parts];
    }

    /// <summary>Waits for the reply to a request and for everything that is published until its idle.</summary>
    public async Task<Answered> ReceiveAsync(string id, RequestChannel channel = RequestChannel.Shell, bool hasReply = true)
    {
        JsonElement reply = hasReply ? await ReplyAsync(id, channel) : default;
        var published = new List<Published>();
        while (published.Count == 0 || !IsState(published[^1], "idle"))
        {
            Published next = await NextPublishedAsync();
            if (next.Parent.Text("msg_id") == id) published.Add(next);
        }
        return new Answered(reply, published);
    }

    public Task<Answered> AskAsync(string type, JsonObject content, RequestChannel channel = RequestChannel.Shell) => ReceiveAsync(Send(type, content, channel), channel);

    public Task<Answered> RunAsync(string code) => AskAsync("execute_request", Cell(code));

    public static JsonObject Cell(string code) => new() { ["code"] = code };

    public static bool IsState(Published message, string state) => message.Type == "status" && message.Content.GetProperty("execution_state").GetString() == state;

    /// <summary>Waits for a question on stdin.</summary>
    public async Task<JupyterMessage> QuestionAsync()
    {
        limit.CancelAfter(Limit);
        JupyterMessage question = codec.Decode(RequestChannel.StandardInput, (await standardInput.ReceiveAsync(limit.Token)).Frames)!;
        Assert.Equal("input_request", question.Type);
        return question;
    }

    /// <summary>Waits for a question on stdin and answers it.</summary>
    public async Task<JsonElement> AnswerAsync(string text)
    {
        JupyterMessage question = await QuestionAsync();
        standardInput.TrySend(ZmtpFrame.PackMessage(codec.Encode([], "input_reply", question.Header.Echo, new JsonObject { ["value"] = text })));
        return question.Content;
    }

    public async Task<Published> NextPublishedAsync()
    {
        limit.CancelAfter(Limit);
        IReadOnlyList<byte[]> frames = (await ioPub.ReceiveAsync(limit.Token)).Frames;
        JupyterMessage message = codec.Decode(RequestChannel.Shell, frames)!;
        return new Published(message.Type, JsonDocument.Parse(frames[4]).RootElement, message.Content);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ZmtpConnection connection in (ZmtpConnection[])[shell, control, standardInput, ioPub]) connection.Dispose();
        if (kernel is null) return;
        kernel.End();
        await kernel.DisposeAsync();
    }

    /// <summary>The next reply on a channel, and the id of the request that it answers; null where that had none.</summary>
    public async Task<(string? Parent, string Type, JsonElement Content)> NextReplyAsync(RequestChannel channel = RequestChannel.Shell)
    {
        limit.CancelAfter(Limit);
        IReadOnlyList<byte[]> frames = (await ConnectionTo(channel).ReceiveAsync(limit.Token)).Frames;
        JupyterMessage reply = codec.Decode(channel, frames)!;
        return (JsonDocument.Parse(frames[3]).RootElement.Text("msg_id"), reply.Type, reply.Content);
    }

    private async Task<JsonElement> ReplyAsync(string id, RequestChannel channel)
    {
        while (true)
            if (await NextReplyAsync(channel) is var (parent, _, content) && parent == id) return content;
    }

    private ZmtpConnection ConnectionTo(RequestChannel channel) => channel switch
    {
        RequestChannel.Control => control,
        RequestChannel.StandardInput => standardInput,
        _ => shell,
    };
}

/// <summary>One kernel for the tests that leave it as they found it.</summary>
public sealed class SharedKernel : IAsyncLifetime
{
    internal TestFrontEnd Front { get; private set; } = null!;

    public async Task InitializeAsync() => Front = await TestFrontEnd.StartAsync();

    public async Task DisposeAsync() => await Front.DisposeAsync();
}
