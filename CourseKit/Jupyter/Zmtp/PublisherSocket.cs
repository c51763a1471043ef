using System.Collections.Concurrent;
using System.Net;

namespace CourseKit.Jupyter.Zmtp;

/// <summary>Sends every message to the peers that subscribed to a prefix of its first frame.</summary>
/// <param name="onSubscribed">May give a message with which a new subscriber is greeted.</param>
/// <remarks>A subscriber never shows a key. It costs what waits for it, and of those who do not read the slowest is cut off.</remarks>
internal sealed class PublisherSocket(IPEndPoint endPoint, Func<byte[], IReadOnlyList<byte[]>?> onSubscribed) : ZmtpServer("PUB", endPoint, LongestSubscription)
{
    private const int MostTopics = 100;
    private const long LongestSubscription = 4 << 10;

    /// <summary>Bytes that may wait for all subscribers together: two that do not read are borne with, a crowd is not.</summary>
    private const long LongestQueues = 2 * ZmtpConnection.LongestQueue;

    private readonly ConcurrentDictionary<ZmtpConnection, List<byte[]>> subscriptions = [];

    /// <summary>Publishes a message.</summary>
    /// <param name="essential">
    /// For small messages without which a front end is lost. A subscriber that does not keep up misses others, as ZeroMQ's PUB has it,
    /// and is cut off when even these no longer fit.
    /// </param>
    public void Send(IReadOnlyList<byte[]> frames, bool essential)
    {
        byte[]? packed = null;
        foreach ((ZmtpConnection peer, List<byte[]> topics) in subscriptions)
        {
            lock (topics)
                if (!topics.Any(topic => frames[0].AsSpan().StartsWith(topic))) continue;
            packed ??= ZmtpFrame.PackMessage(frames);
            if (!peer.TrySend(packed, essential ? ZmtpConnection.LongestQueue * 2 : ZmtpConnection.LongestQueue) && essential) peer.Dispose();
        }
        if (packed is not null) CutOffTheSlowest();
    }

    private void CutOffTheSlowest()
    {
        long waiting = 0;
        foreach ((ZmtpConnection peer, _) in subscriptions) waiting += peer.Queued;
        if (waiting <= LongestQueues) return;
        foreach (ZmtpConnection peer in subscriptions.Keys.OrderByDescending(peer => peer.Lag))
        {
            long queued = peer.Queued;
            // The last one's queue has a limit of its own.
            if (waiting <= LongestQueues || queued == waiting) return;
            waiting -= queued;
            subscriptions.TryRemove(peer, out _);
            peer.Dispose();
        }
    }

    protected override void OnOpened(ZmtpConnection connection) => subscriptions[connection] = [];

    protected override void OnClosed(ZmtpConnection connection) => subscriptions.TryRemove(connection, out _);

    /// <summary>A subscription as peers of ZMTP 3.0 send it: 01 or 00, then the topic.</summary>
    protected override ValueTask OnMessageAsync(ZmtpConnection connection, IReadOnlyList<byte[]> frames, CancellationToken cancellation)
    {
        if (frames is [{ Length: > 0 } frame])
        {
            if (frame[0] == 1) Subscribe(connection, frame[1..]);
            else if (frame[0] == 0) Cancel(connection, frame[1..]);
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>A subscription as peers of ZMTP 3.1 send it.</summary>
    protected override void OnCommand(ZmtpConnection connection, byte[] body)
    {
        string name = ZmtpHandshake.CommandName(body);
        if (name == "SUBSCRIBE") Subscribe(connection, body[(1 + name.Length)..]);
        else if (name == "CANCEL") Cancel(connection, body[(1 + name.Length)..]);
    }

    private void Subscribe(ZmtpConnection connection, byte[] topic)
    {
        if (!subscriptions.TryGetValue(connection, out List<byte[]>? topics)) return;
        lock (topics)
        {
            if (topics.Count == MostTopics) throw new ZmtpException($"more than {MostTopics} subscriptions");
            topics.Add(topic);
        }
        // Who subscribes again and again, and does not read, is greeted only so often.
        if (onSubscribed(topic) is IReadOnlyList<byte[]> greeting) connection.TrySend(ZmtpFrame.PackMessage(greeting), 64 * LongestSubscription);
    }

    private void Cancel(ZmtpConnection connection, byte[] topic)
    {
        if (!subscriptions.TryGetValue(connection, out List<byte[]>? topics)) return;
        lock (topics)
        {
            int place = topics.FindIndex(known => known.AsSpan().SequenceEqual(topic));
            if (place >= 0) topics.RemoveAt(place);
        }
    }
}
