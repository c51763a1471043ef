namespace CourseKit.Jupyter.Zmtp;

/// <summary>Decides which peers of a socket must go when others come, so that nobody who comes is refused.</summary>
/// <remarks>
/// Of strangers, the first <see cref="Seniors"/> keep their places and the later ones take turns: a crowd can neither drive out a client that was there
/// before it, nor keep out one that comes after it. A peer that has shown the key stands apart from them, and only makes place to others that have.
/// </remarks>
internal sealed class Admission
{
    public const int MostStrangers = 128, MostTrusted = 128;
    private const int Seniors = 64;

    private readonly object gate = new();
    private readonly List<ZmtpConnection> strangers = [], trusted = [];

    public IReadOnlyList<ZmtpConnection> All
    {
        get { lock (gate) return [.. strangers, .. trusted]; }
    }

    public int Count
    {
        get { lock (gate) return strangers.Count + trusted.Count; }
    }

    /// <summary>Lets a peer in that has shown nothing yet; gives the one that must go for it.</summary>
    public ZmtpConnection? Enter(ZmtpConnection peer)
    {
        lock (gate)
        {
            strangers.Add(peer);
            return strangers.Count > MostStrangers ? Taken(strangers, Seniors) : null;
        }
    }

    /// <summary>Notes that a peer has shown the key, now or once more; gives the one that must go for it, of all trusted the one that has been silent longest.</summary>
    public ZmtpConnection? Trust(ZmtpConnection peer)
    {
        lock (gate)
        {
            if (!strangers.Remove(peer) && !trusted.Remove(peer)) return null;
            peer.IsTrusted = true;
            trusted.Add(peer);
            return trusted.Count > MostTrusted ? Taken(trusted, 0) : null;
        }
    }

    public void Leave(ZmtpConnection peer)
    {
        lock (gate)
            if (!strangers.Remove(peer)) trusted.Remove(peer);
    }

    private static ZmtpConnection Taken(List<ZmtpConnection> peers, int place)
    {
        ZmtpConnection peer = peers[place];
        peers.RemoveAt(place);
        return peer;
    }
}
