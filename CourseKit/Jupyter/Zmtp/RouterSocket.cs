using System.Collections.Concurrent;
using System.Net;

namespace CourseKit.Jupyter.Zmtp;

/// <summary>Receives from any number of peers and answers each by its identity.</summary>
/// <remarks>
/// An identity is a claim, and not a secret. The peer that bears it and was the last to send something trusted is the one that is answered; one that
/// comes with the same identity changes nothing until it has sent something trusted as well, and then takes over, for clients that reconnect.
/// </remarks>
/// <param name="read">Reads the identity and the frames of a message; null for what does not show that its sender can be trusted, which is ignored.</param>
/// <param name="onMessage">The peer is not read from until it returns.</param>
internal sealed class RouterSocket<T>(IPEndPoint endPoint, Func<byte[], IReadOnlyList<byte[]>, T?> read, Func<T, CancellationToken, ValueTask> onMessage)
    : ZmtpServer("ROUTER", endPoint, LongestOfStrangers) where T : class
{
    /// <summary>The first message of an honest peer asks who we are, and is short.</summary>
    private const long LongestOfStrangers = 256 << 10;

    private readonly object gate = new();
    private readonly Dictionary<string, List<ZmtpConnection>> bearers = [];
    private readonly ConcurrentDictionary<ZmtpConnection, byte[]> identities = [];
    private uint nameless;

    /// <summary>Sends to the peer of that identity; what is for nobody is dropped, as ZeroMQ's ROUTER does.</summary>
    public void Send(byte[] identity, IReadOnlyList<byte[]> frames)
    {
        byte[] packed = ZmtpFrame.PackMessage(frames);
        foreach (ZmtpConnection peer in BearersOf(identity))
            if (!peer.TrySend(packed)) peer.Dispose();
    }

    protected override void OnOpened(ZmtpConnection connection)
    {
        byte[] identity = connection.Identity;
        // Identities that begin with a zero byte are the router's own to give.
        if (identity.Length == 0 || identity[0] == 0) identity = [0, .. BitConverter.GetBytes(Interlocked.Increment(ref nameless))];
        identities[connection] = identity;
        lock (gate)
        {
            if (!bearers.TryGetValue(Name(identity), out List<ZmtpConnection>? peers)) bearers[Name(identity)] = peers = [];
            peers.Add(connection);
        }
    }

    protected override void OnClosed(ZmtpConnection connection)
    {
        if (!identities.TryRemove(connection, out byte[]? identity)) return;
        lock (gate)
            if (bearers.TryGetValue(Name(identity), out List<ZmtpConnection>? peers) && peers.Remove(connection) && peers.Count == 0) bearers.Remove(Name(identity));
    }

    protected override ValueTask OnMessageAsync(ZmtpConnection connection, IReadOnlyList<byte[]> frames, CancellationToken cancellation)
    {
        if (!identities.TryGetValue(connection, out byte[]? identity) || read(identity, frames) is not T message) return ValueTask.CompletedTask;
        ZmtpConnection[] before;
        lock (gate)
        {
            Trust(connection);
            List<ZmtpConnection> peers = bearers[Name(identity)];
            before = [.. peers.Where(peer => peer.IsTrusted && peer != connection)];
            peers.Remove(connection);
            peers.Add(connection);
        }
        // A client that has reconnected; its old connection has not noticed that it is dead.
        foreach (ZmtpConnection old in before) old.Dispose();
        return onMessage(message, cancellation);
    }

    /// <summary>The trusted peer of that identity; until there is one, all that claim to be it.</summary>
    private ZmtpConnection[] BearersOf(byte[] identity)
    {
        lock (gate)
        {
            if (!bearers.TryGetValue(Name(identity), out List<ZmtpConnection>? peers)) return [];
            return peers.FindLast(peer => peer.IsTrusted) is ZmtpConnection holder ? [holder] : [.. peers];
        }
    }

    private static string Name(byte[] identity) => Convert.ToHexString(identity);
}
