using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CourseKit.Jupyter.Zmtp;

namespace CourseKit.Jupyter;

/// <summary>The five sockets of a kernel: requests come out as queues, replies and publications go in.</summary>
internal sealed class KernelChannels : IDisposable
{
    private readonly MessageCodec codec;
    private readonly ReplayGuard replays;
    private readonly RouterSocket<JupyterMessage> shell, control, standardInput;
    private readonly PublisherSocket ioPub;
    private readonly EchoSocket heartbeat;

    /// <exception cref="CourseKitException">A port is taken.</exception>
    public KernelChannels(ConnectionFile file)
    {
        codec = new MessageCodec(file.Key);
        replays = new ReplayGuard(codec.Session);
        shell = Router(RequestChannel.Shell, file.Shell);
        control = Router(RequestChannel.Control, file.Control);
        standardInput = Router(RequestChannel.StandardInput, file.StandardInput);
        ioPub = Bind(file.IoPub, endPoint => new PublisherSocket(endPoint, Welcome));
        heartbeat = Bind(file.Heartbeat, endPoint => new EchoSocket(endPoint));

        RouterSocket<JupyterMessage> Router(RequestChannel channel, int port) => Bind(port, endPoint => new RouterSocket<JupyterMessage>(
            endPoint,
            (identity, frames) => codec.Decode(channel, [identity, .. frames]) is JupyterMessage message && replays.IsNew(message) ? message : null,
            (message, cancellation) => QueueOf(message).AddAsync(message, cancellation)));

        T Bind<T>(int port, Func<IPEndPoint, T> make) where T : ZmtpServer
        {
            try
            {
                T socket = make(new IPEndPoint(file.Address, port));
                socket.Start();
                return socket;
            }
            catch (SocketException cause)
            {
                throw new CourseKitException($"cannot listen on {file.Address}:{port}, which the connection file asks for: {cause.Message}", cause: cause);
            }
        }
    }

    public RequestQueue Shell { get; } = new();
    public RequestQueue Control { get; } = new();
    public RequestQueue InputReplies { get; } = new();

    /// <inheritdoc cref="MessageCodec.LastReceived"/>
    public long LastReceived => codec.LastReceived;

    /// <summary>How many peers are connected to all ports.</summary>
    public int Connections => new ZmtpServer[] { shell, control, standardInput, ioPub, heartbeat }.Sum(server => server.Connections);

    /// <summary>The ports in use, with those that the operating system chose where the file said 0.</summary>
    public ConnectionFile Bound(ConnectionFile file) =>
        file with { Shell = shell.Port, Control = control.Port, StandardInput = standardInput.Port, IoPub = ioPub.Port, Heartbeat = heartbeat.Port };

    /// <summary>Answers a request on the channel that it came by.</summary>
    public void Reply(JupyterMessage request, string type, JsonObject content, JsonObject? metadata = null) =>
        Send(request.Channel switch { RequestChannel.Control => control, RequestChannel.StandardInput => standardInput, _ => shell }, request, type, content, metadata);

    /// <summary>Asks the front end that sent <paramref name="request"/> for input.</summary>
    public void Ask(JupyterMessage request, JsonObject content) => Send(standardInput, request, "input_request", content);

    /// <summary>Tells all front ends.</summary>
    public void Publish(string type, JupyterMessage? parent, JsonObject content, JsonObject? metadata = null)
    {
        bool essential = type is "status" or "execute_input" or "error" or "shutdown_reply";
        ioPub.Send(codec.Encode([System.Text.Encoding.ASCII.GetBytes(type)], type, parent?.Header.Echo, content, metadata), essential);
    }

    /// <summary>Gives what was said last a chance to arrive, then closes.</summary>
    public Task CloseAsync(TimeSpan patience) =>
        Task.WhenAll(shell.CloseAsync(patience), control.CloseAsync(patience), standardInput.CloseAsync(patience), ioPub.CloseAsync(patience), heartbeat.CloseAsync(TimeSpan.Zero));

    public void Dispose()
    {
        foreach (ZmtpServer socket in (ZmtpServer[])[shell, control, standardInput, ioPub, heartbeat]) socket.Dispose();
    }

    /// <summary>On stdin only replies belong; whatever else comes by it is told so, beside the requests of control.</summary>
    private RequestQueue QueueOf(JupyterMessage message) => message.Channel switch
    {
        RequestChannel.Shell => Shell,
        RequestChannel.StandardInput when message is { Type: "input_reply", Fault: null } => InputReplies,
        _ => Control,
    };

    private void Send(RouterSocket<JupyterMessage> socket, JupyterMessage request, string type, JsonObject content, JsonObject? metadata = null) =>
        socket.Send(request.Identities[0], codec.Encode([.. request.Identities.Skip(1)], type, request.Header.Echo, content, metadata));

    /// <summary>Tells a new subscriber that it hears us from now on.</summary>
    private IReadOnlyList<byte[]> Welcome(byte[] topic) =>
        codec.Encode([topic], "iopub_welcome", null, new JsonObject { ["subscription"] = System.Text.Encoding.UTF8.GetString(topic) });
}
