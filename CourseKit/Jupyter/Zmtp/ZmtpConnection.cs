using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace CourseKit.Jupyter.Zmtp;

/// <summary>One TCP connection after its handshake: messages in, and a bounded queue of messages out.</summary>
internal sealed class ZmtpConnection : IDisposable
{
    /// <summary>A longer message is a broken or hostile peer. Notebooks with pictures inside stay far below.</summary>
    public const long LongestMessage = 64 << 20;

    /// <summary>Bytes that may wait for a peer that does not read.</summary>
    public const long LongestQueue = 64 << 20;

    private const int MostFrames = 1024;

    private readonly long longestOfStranger;
    private readonly TcpClient client;
    private readonly NetworkStream network;
    private readonly BufferedStream reader;
    private readonly Channel<byte[]> outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource closed = new();
    private readonly Task sending;
    private long queued, waitingSince;
    private volatile bool isTrusted;

    private ZmtpConnection(TcpClient client, BufferedStream reader, byte[] identity, long longestOfStranger)
    {
        this.longestOfStranger = longestOfStranger;
        this.client = client;
        this.reader = reader;
        network = client.GetStream();
        Identity = identity;
        sending = SendQueueAsync();
    }

    /// <summary>What the peer calls itself; empty if it did not say.</summary>
    public byte[] Identity { get; }

    /// <summary>Whether the peer may cost what an honest one may.</summary>
    public bool IsTrusted
    {
        get => isTrusted;
        set => isTrusted = value;
    }

    /// <summary>Bytes that wait for the peer to read.</summary>
    public long Queued => Interlocked.Read(ref queued);

    /// <summary>For how long nothing of what waits has gone, in milliseconds.</summary>
    public long Lag => Queued == 0 ? 0 : Environment.TickCount64 - Interlocked.Read(ref waitingSince);

    /// <summary>Shakes hands over an open connection and owns it from then on, also when the handshake fails.</summary>
    /// <param name="longestOfStranger">Bytes that a message may have, and bytes that may wait for the peer, until it is trusted.</param>
    public static async Task<ZmtpConnection> OpenAsync(TcpClient client, string type, byte[] identity, long longestOfStranger, CancellationToken cancellation)
    {
        try
        {
            client.NoDelay = true;
            client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            var reader = new BufferedStream(client.GetStream(), 16 << 10);
            byte[] peer = await ZmtpHandshake.RunAsync(reader, client.GetStream(), type, identity, cancellation);
            return new ZmtpConnection(client, reader, peer, longestOfStranger);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Connects to a peer that is trusted, for we chose it.</summary>
    public static async Task<ZmtpConnection> ConnectAsync(IPEndPoint endPoint, string type, byte[] identity, CancellationToken cancellation)
    {
        var client = new TcpClient(endPoint.AddressFamily);
        try
        {
            await client.ConnectAsync(endPoint, cancellation);
        }
        catch
        {
            client.Dispose();
            throw;
        }
        ZmtpConnection connection = await OpenAsync(client, type, identity, LongestMessage, cancellation);
        connection.IsTrusted = true;
        return connection;
    }

    /// <summary>The next message or command; PING is answered here.</summary>
    /// <exception cref="IOException">The peer has gone.</exception>
    /// <exception cref="ZmtpException">The peer broke the protocol.</exception>
    public async Task<ZmtpMessage> ReceiveAsync(CancellationToken cancellation)
    {
        var frames = new List<byte[]>();
        long room = IsTrusted ? LongestMessage : longestOfStranger;
        while (true)
        {
            ZmtpFrame frame = await ZmtpFrame.ReadAsync(reader, room, cancellation);
            if (frame.IsCommand)
            {
                if (ZmtpHandshake.CommandName(frame.Body) == "PING") Pong(frame.Body);
                else if (frames.Count == 0) return new ZmtpMessage([frame.Body], IsCommand: true);
                continue;
            }
            frames.Add(frame.Body);
            room -= frame.Body.Length;
            if (!frame.More) return new ZmtpMessage(frames, IsCommand: false);
            if (frames.Count == MostFrames) throw new ZmtpException($"a message of more than {MostFrames} frames");
        }
    }

    /// <summary>Queues a packed message; false when the peer has not read for so long that the queue is full.</summary>
    /// <param name="limit">Bytes that may wait; null: what is fit for a peer of this kind.</param>
    public bool TrySend(byte[] packed, long? limit = null)
    {
        long before = Queued;
        if (before > 0 && before + packed.Length > (limit ?? (IsTrusted ? LongestQueue : longestOfStranger))) return false;
        if (Interlocked.Add(ref queued, packed.Length) == packed.Length) Interlocked.Exchange(ref waitingSince, Environment.TickCount64);
        outgoing.Writer.TryWrite(packed);
        return true;
    }

    /// <summary>Waits until everything queued so far has been handed to the network, or the time is over.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        outgoing.Writer.TryComplete();
        await Task.WhenAny(sending, Task.Delay(patience));
    }

    public void Dispose()
    {
        outgoing.Writer.TryComplete();
        closed.Cancel();
        client.Dispose();
    }

    private async Task SendQueueAsync()
    {
        try
        {
            await foreach (byte[] packed in outgoing.Reader.ReadAllAsync(closed.Token))
            {
                await network.WriteAsync(packed, closed.Token);
                Interlocked.Exchange(ref waitingSince, Environment.TickCount64);
                Interlocked.Add(ref queued, -packed.Length);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            client.Dispose();
        }
    }

    /// <summary>PING: name, time to live (2 bytes), context (at most 16 bytes), which PONG returns.</summary>
    private void Pong(byte[] ping)
    {
        const int header = 5 + 2;
        if (ping.Length is < header or > header + 16) throw new ZmtpException("a malformed PING");
        if (!TrySend(ZmtpFrame.PackCommand([4, .. "PONG"u8, .. ping.AsSpan(header)]))) throw new ZmtpException("more PINGs than it reads answers to");
    }
}

/// <summary>What a peer sent.</summary>
internal readonly record struct ZmtpMessage(IReadOnlyList<byte[]> Frames, bool IsCommand);
