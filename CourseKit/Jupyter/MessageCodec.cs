using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Jupyter;

/// <summary>Jupyter messages as frames: identities, delimiter, signature, then header, parent header, metadata, content, and buffers.</summary>
/// <param name="key">An empty key means that nothing is signed.</param>
internal sealed class MessageCodec(string key)
{
    private const int SignatureLength = 2 * HMACSHA256.HashSizeInBytes;

    private static readonly byte[] EmptyObject = "{}"u8.ToArray();
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };

    private readonly byte[] key = Encoding.UTF8.GetBytes(key);
    private readonly string session = Guid.NewGuid().ToString();
    private long lastSent, lastReceived;

    public static ReadOnlySpan<byte> Delimiter => "<IDS|MSG>"u8;

    /// <summary>The order of the latest message that was decoded.</summary>
    public long LastReceived => Interlocked.Read(ref lastReceived);

    /// <summary>A message's frames.</summary>
    /// <param name="route">Identities, or the topic of a published message.</param>
    /// <param name="parentHeader">The header of the request that caused the message; null when none did.</param>
    public IReadOnlyList<byte[]> Encode(IReadOnlyList<byte[]> route, string type, byte[]? parentHeader, JsonObject content, JsonObject? metadata = null)
    {
        byte[] header = Bytes(new JsonObject
        {
            ["msg_id"] = $"{session}_{Interlocked.Increment(ref lastSent)}",
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ"),
            ["msg_type"] = type,
            ["version"] = "5.5",
        });
        byte[][] signed = [header, parentHeader ?? EmptyObject, metadata is null ? EmptyObject : Bytes(metadata), Bytes(content)];
        return [.. route, Delimiter.ToArray(), Sign(signed), .. signed];
    }

    /// <summary>The message in a peer's frames; null for anything that is no message signed with our key.</summary>
    public JupyterMessage? Decode(RequestChannel channel, IReadOnlyList<byte[]> frames)
    {
        int delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(Delimiter)) delimiter++;
        if (frames.Count < delimiter + 6) return null;
        byte[][] signed = [.. frames.Skip(delimiter + 2).Take(4)];
        if (!IsSigned(frames[delimiter + 1], signed)) return null;
        try
        {
            JsonElement header = JsonDocument.Parse(signed[0], Reading).RootElement, content = JsonDocument.Parse(signed[3], Reading).RootElement;
            if (header.Text("msg_type") is not string type || header.Text("msg_id") is not string id || content.ValueKind != JsonValueKind.Object) return null;
            return new JupyterMessage(
                channel, [.. frames.Take(delimiter)], signed[0], type, id, header.Text("session") ?? "", content, Interlocked.Increment(ref lastReceived));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private byte[] Sign(byte[][] parts)
    {
        if (key.Length == 0) return [];
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (byte[] part in parts) hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private bool IsSigned(byte[] signature, byte[][] parts) =>
        key.Length == 0 || (signature.Length == SignatureLength && CryptographicOperations.FixedTimeEquals(signature, Sign(parts)));

    private static byte[] Bytes(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing)) json.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
