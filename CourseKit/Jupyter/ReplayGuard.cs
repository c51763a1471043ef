using System.Security.Cryptography;
using System.Text;

namespace CourseKit.Jupyter;

/// <summary>
/// Tells requests that a front end has just made from copies of them. A signature proves that somebody with the key wrote the words, once; anybody who
/// has heard them can say them again.
/// </summary>
/// <remarks>
/// The rule: a signature counts once, on whatever channel, as in Jupyter's own clients (whose manager and client count their messages apart, under one
/// session, so that ids come twice); what the kernel itself has signed (every subscriber of iopub has it) is no request. Where there is no key the id stands for it.
/// The latest <see cref="MostRemembered"/> are remembered. Of older ones a session keeps the latest date, and a request of that session that
/// is not dated after it is taken for a copy; dates are compared with those of their own session only, for clocks differ.
/// </remarks>
/// <param name="ownSession">The session under which the kernel sends.</param>
internal sealed class ReplayGuard(string ownSession, int mostRemembered = ReplayGuard.MostRemembered)
{
    public const int MostRemembered = 200_000;
    private const int MostSessions = 10_000;

    private readonly object gate = new();
    private readonly HashSet<UInt128> seen = [];
    private readonly Queue<(UInt128 Id, UInt128 Session, DateTimeOffset Date)> order = [];
    private readonly Dictionary<UInt128, DateTimeOffset> forgotten = [];

    /// <summary>False for a copy; a request for which this is true is remembered.</summary>
    public bool IsNew(JupyterMessage request)
    {
        if (request.Session == ownSession) return false;
        string name = request.Signature.Length > 0 ? Convert.ToHexString(request.Signature) : $"{request.Session.Length} {request.Session} {request.Id}";
        UInt128 session = Digest(request.Session), id = Digest(name);
        lock (gate)
        {
            if (request.Date is DateTimeOffset date && date <= forgotten.GetValueOrDefault(session)) return false;
            if (!seen.Add(id)) return false;
            order.Enqueue((id, session, request.Date ?? DateTimeOffset.MinValue));
            if (order.Count > mostRemembered) Forget();
            return true;
        }
    }

    private void Forget()
    {
        (UInt128 id, UInt128 session, DateTimeOffset date) = order.Dequeue();
        seen.Remove(id);
        if (forgotten.Count == MostSessions && !forgotten.ContainsKey(session)) forgotten.Clear();
        if (date >= forgotten.GetValueOrDefault(session)) forgotten[session] = date;
    }

    private static UInt128 Digest(string text)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return BitConverter.ToUInt128(hash);
    }
}
