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

    private readonly TcpClient client;
    private readonly NetworkStream network;
    private readonly BufferedStream reader;
    private readonly Channel<byte[]> outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource closed = new();
    private readonly Task sending;
    private long queued;

    private ZmtpConnection(TcpClient client, BufferedStream reader, byte[] identity)
    {
        this.client = client;
        this.reader = reader;
        network = client.GetStream();
        Identity = identity;
        sending = SendQueueAsync();
    }

    /// <summary>What the peer calls itself; empty if it did not say.</summary>
    public byte[] Identity { get; }

    /// <summary>Shakes hands over an open connection and owns it from then on, also when the handshake fails.</summary>
    public static async Task<ZmtpConnection> OpenAsync(TcpClient client, string type, byte[] identity, CancellationToken cancellation)
    {
        try
        {
            client.NoDelay = true;
            client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            var reader = new BufferedStream(client.GetStream(), 16 << 10);
            return new ZmtpConnection(client, reader, await ZmtpHandshake.RunAsync(reader, client.GetStream(), type, identity, cancellation));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

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
        return await OpenAsync(client, type, identity, cancellation);
    }

    /// <summary>The next message or command; PING is answered here.</summary>
    /// <exception cref="IOException">The peer has gone.</exception>
    /// <exception cref="ZmtpException">The peer broke the protocol.</exception>
    public async Task<ZmtpMessage> ReceiveAsync(CancellationToken cancellation)
    {
        var frames = new List<byte[]>();
        long room = LongestMessage;
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
    public bool TrySend(byte[] packed, long limit = LongestQueue)
    {
        if (Interlocked.Read(ref queued) + packed.Length > limit && Interlocked.Read(ref queued) > 0) return false;
        Interlocked.Add(ref queued, packed.Length);
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
        TrySend(ZmtpFrame.PackCommand([4, .. "PONG"u8, .. ping.AsSpan(header)]));
    }
}

/// <summary>What a peer sent.</summary>
internal readonly record struct ZmtpMessage(IReadOnlyList<byte[]> Frames, bool IsCommand);
