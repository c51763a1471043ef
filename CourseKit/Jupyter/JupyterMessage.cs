using System.Text.Json;

namespace CourseKit.Jupyter;

/// <summary>The sockets that requests come in by.</summary>
internal enum RequestChannel { Shell, Control, StandardInput }

/// <summary>A message from a front end, its signature checked.</summary>
/// <param name="Identities">The way back: the peer first, then what stood before the delimiter.</param>
/// <param name="Header">The header's bytes as they came: they go back as the parent header.</param>
/// <param name="Order">Grows with every message of the kernel.</param>
internal sealed record JupyterMessage(
    RequestChannel Channel, IReadOnlyList<byte[]> Identities, byte[] Header, string Type, string Id, string Session, JsonElement Content, long Order);
