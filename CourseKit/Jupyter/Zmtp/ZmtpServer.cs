using System.Net;
using System.Net.Sockets;

namespace CourseKit.Jupyter.Zmtp;

/// <summary>A bound socket: accepts connections, shakes hands with each, and hands on what they send.</summary>
/// <remarks>
/// Anyone on the machine may connect, so nothing that one connection does can hurt another: what breaks the protocol is closed,
/// connections that never finish their handshake make place for newer ones, and so do those that never show a key (<see cref="Admission"/>).
/// That is why it is not NetMQ, which stands 10,000 connections of garbage as well: in 4.0.4.5, with MaxMsgSize at 64 MB, twenty strangers that
/// announced such a frame and sent one byte of it held 1,280 MB; of 400 that never ended their greeting all were there after 35 s; the
/// answers to an identity went to whoever claimed it last (RouterHandover) or to the first, dead or not; and 240 MB waited for one subscriber
/// that did not read, as its high-water mark counts messages.
/// </remarks>
internal abstract class ZmtpServer : IDisposable
{
    private const int MostUnfinished = 128;
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);

    private readonly string type;
    private readonly long longestOfStrangers;
    private readonly TcpListener listener;
    private readonly CancellationTokenSource closing = new();
    private readonly object gate = new();
    private readonly LinkedList<CancellationTokenSource> unfinished = [];
    private readonly Admission open = new();

    /// <param name="longestOfStrangers">Bytes that a message of a peer may have before it is trusted, and bytes that may wait for it.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    protected ZmtpServer(string type, IPEndPoint endPoint, long longestOfStrangers)
    {
        this.type = type;
        this.longestOfStrangers = longestOfStrangers;
        listener = new TcpListener(endPoint);
        listener.Start(512);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many peers are connected, whether they have shaken hands or not.</summary>
    public int Connections { get { lock (gate) return open.Count + unfinished.Count; } }

    /// <summary>Begins to accept; what comes before waits in the operating system's queue.</summary>
    public void Start() => _ = AcceptAsync();

    /// <summary>Gives queued messages a last chance to leave, then closes everything.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        await Task.WhenAll(Open().Select(connection => connection.DrainAsync(patience)));
        Dispose();
    }

    public virtual void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        foreach (ZmtpConnection connection in Open()) connection.Dispose();
    }

    protected abstract ValueTask OnMessageAsync(ZmtpConnection connection, IReadOnlyList<byte[]> frames, CancellationToken cancellation);

    protected virtual void OnCommand(ZmtpConnection connection, byte[] body) { }

    protected virtual void OnOpened(ZmtpConnection connection) { }

    protected virtual void OnClosed(ZmtpConnection connection) { }

    protected IReadOnlyList<ZmtpConnection> Open() => open.All;

    /// <summary>The peer has shown that it has the key: from now on it may send long messages, and strangers cannot displace it.</summary>
    protected void Trust(ZmtpConnection connection) => open.Trust(connection)?.Dispose();

    private async Task AcceptAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(closing.Token));
            }
            catch (SocketException)
            {
                // No descriptors left, or a peer that left while it waited: neither is a reason to stop listening.
                await Task.Delay(50);
            }
            catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        ZmtpConnection? connection = null;
        try
        {
            connection = await ShakeHandsAsync(client);
            open.Enter(connection)?.Dispose();
            OnOpened(connection);
            while (true)
            {
                ZmtpMessage message = await connection.ReceiveAsync(closing.Token);
                if (message.IsCommand) OnCommand(connection, message.Frames[0]);
                else await OnMessageAsync(connection, message.Frames, closing.Token);
            }
        }
        catch (Exception over) when (over is IOException or ZmtpException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer has gone or broke the protocol. Whoever it was finds a closed connection.
        }
        finally
        {
            if (connection is not null)
            {
                open.Leave(connection);
                OnClosed(connection);
                connection.Dispose();
            }
        }
    }

    private async Task<ZmtpConnection> ShakeHandsAsync(TcpClient client)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        patience.CancelAfter(HandshakePatience);
        LinkedListNode<CancellationTokenSource> place;
        CancellationTokenSource? displaced = null;
        lock (gate)
        {
            place = unfinished.AddLast(patience);
            if (unfinished.Count > MostUnfinished)
            {
                displaced = unfinished.First!.Value;
                unfinished.RemoveFirst();
            }
        }
        Cancel(displaced);
        try
        {
            return await ZmtpConnection.OpenAsync(client, type, [], longestOfStrangers, patience.Token);
        }
        finally
        {
            lock (gate)
                if (place.List is not null) unfinished.Remove(place);
        }
    }

    private static void Cancel(CancellationTokenSource? source)
    {
        try
        {
            source?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It finished in the same moment.
        }
    }
}
