using System.Collections.Concurrent;
using System.Net;

namespace CourseKit.Jupyter.Zmtp;

/// <summary>Receives from any number of peers and answers each by its identity.</summary>
/// <param name="onMessage">Gets the identity and the frames; the peer is not read from until it returns.</param>
internal sealed class RouterSocket(IPEndPoint endPoint, Func<byte[], IReadOnlyList<byte[]>, CancellationToken, ValueTask> onMessage)
    : ZmtpServer("ROUTER", endPoint)
{
    private readonly ConcurrentDictionary<string, ZmtpConnection> peers = [];
    private readonly ConcurrentDictionary<ZmtpConnection, byte[]> identities = [];
    private uint nameless;

    /// <summary>Sends to the peer of that identity; what is for nobody is dropped, as ZeroMQ's ROUTER does.</summary>
    public void Send(byte[] identity, IReadOnlyList<byte[]> frames)
    {
        if (peers.TryGetValue(Convert.ToHexString(identity), out ZmtpConnection? peer) && !peer.TrySend(ZmtpFrame.PackMessage(frames)))
            peer.Dispose();
    }

    protected override void OnOpened(ZmtpConnection connection)
    {
        byte[] identity = connection.Identity;
        // Identities that begin with a zero byte are the router's own to give.
        if (identity.Length == 0 || identity[0] == 0) identity = [0, .. BitConverter.GetBytes(Interlocked.Increment(ref nameless))];
        identities[connection] = identity;
        // A client that reconnects comes with the identity that it had; its old connection may not have noticed that it is dead.
        ZmtpConnection? old = null;
        peers.AddOrUpdate(Convert.ToHexString(identity), connection, (_, before) =>
        {
            old = before;
            return connection;
        });
        old?.Dispose();
    }

    protected override void OnClosed(ZmtpConnection connection)
    {
        if (identities.TryRemove(connection, out byte[]? identity))
            peers.TryRemove(KeyValuePair.Create(Convert.ToHexString(identity), connection));
    }

    protected override ValueTask OnMessageAsync(ZmtpConnection connection, IReadOnlyList<byte[]> frames, CancellationToken cancellation) =>
        identities.TryGetValue(connection, out byte[]? identity) ? onMessage(identity, frames, cancellation) : ValueTask.CompletedTask;
}
