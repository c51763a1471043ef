using System.Net;

namespace CourseKit.Jupyter.Zmtp;

/// <summary>A REP socket that returns what it gets: the heartbeat.</summary>
internal sealed class EchoSocket(IPEndPoint endPoint) : ZmtpServer("REP", endPoint, LongestBeat)
{
    /// <summary>A heart beats with a few bytes, and nobody proves anything here.</summary>
    private const long LongestBeat = 16 << 10;

    protected override ValueTask OnMessageAsync(ZmtpConnection connection, IReadOnlyList<byte[]> frames, CancellationToken cancellation)
    {
        // The frames up to the empty one are the way back; a request of none has no answer.
        if (frames.Any(frame => frame.Length == 0) && !connection.TrySend(ZmtpFrame.PackMessage(frames))) connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
