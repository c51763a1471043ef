using System.Text.Json;

namespace CourseKit.Jupyter;

/// <summary>The sockets that requests come in by.</summary>
internal enum RequestChannel { Shell, Control, StandardInput }

/// <summary>A message from a front end, its signature checked.</summary>
/// <param name="Identities">The way back: the peer first, then what stood before the delimiter.</param>
/// <param name="Header">What goes back as the parent header.</param>
/// <param name="Content">An empty object where there is a fault.</param>
/// <param name="Order">Grows with every message of the kernel.</param>
/// <param name="Size">Bytes of its frames.</param>
internal sealed record JupyterMessage(
    RequestChannel Channel, IReadOnlyList<byte[]> Identities, MessageHeader Header, JsonElement Content, long Order, long Size)
{
    /// <summary>Why the message cannot be understood, although its sender may say what it likes; null when it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Tells messages apart that have no id which can be read.</summary>
    public byte[] Signature { get; init; } = [];

    public string Type => Header.Type;
    public string Id => Header.Id;
    public string Session => Header.Session;
    public DateTimeOffset? Date => Header.Date;
}

/// <summary>A request that says something that is not in the protocol; its sender is told.</summary>
internal sealed class InvalidRequestException(string message) : Exception(message);
