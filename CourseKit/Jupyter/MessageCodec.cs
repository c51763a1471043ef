using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace CourseKit.Jupyter;

/// <summary>Jupyter messages as frames: identities, delimiter, signature, then header, parent header, metadata, content, and buffers.</summary>
/// <param name="key">An empty key means that nothing is signed.</param>
internal sealed class MessageCodec(string key)
{
    private const int SignatureLength = 2 * HMACSHA256.HashSizeInBytes;

    private static readonly byte[] EmptyObject = "{}"u8.ToArray();
    private static readonly JsonElement NoContent = JsonDocument.Parse(EmptyObject).RootElement;
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };

    private readonly byte[] key = Encoding.UTF8.GetBytes(key);
    private long lastSent, lastReceived;

    public static ReadOnlySpan<byte> Delimiter => "<IDS|MSG>"u8;

    /// <summary>The session under which this side sends.</summary>
    public string Session { get; } = Guid.NewGuid().ToString();

    /// <summary>The order of the latest message that was decoded.</summary>
    public long LastReceived => Interlocked.Read(ref lastReceived);

    /// <summary>A message's frames.</summary>
    /// <param name="route">Identities, or the topic of a published message.</param>
    /// <param name="parentHeader">The header of the request that caused the message; null when none did.</param>
    public IReadOnlyList<byte[]> Encode(IReadOnlyList<byte[]> route, string type, byte[]? parentHeader, JsonObject content, JsonObject? metadata = null)
    {
        byte[] header = Bytes(new JsonObject
        {
            ["msg_id"] = $"{Session}_{Interlocked.Increment(ref lastSent)}",
            ["session"] = Session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ"),
            ["msg_type"] = type,
            ["version"] = "5.5",
        });
        byte[][] signed = [header, parentHeader ?? EmptyObject, metadata is null ? EmptyObject : Bytes(metadata), Bytes(content)];
        return [.. route, Delimiter.ToArray(), Sign(signed), .. signed];
    }

    /// <summary>
    /// The message in a peer's frames; null for anything that is not signed with our key. What is signed and cannot be understood is a message with a
    /// <see cref="JupyterMessage.Fault"/>: who has the key gets an answer.
    /// </summary>
    public JupyterMessage? Decode(RequestChannel channel, IReadOnlyList<byte[]> frames)
    {
        int delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(Delimiter)) delimiter++;
        if (frames.Count < delimiter + 6) return null;
        byte[][] signed = [.. frames.Skip(delimiter + 2).Take(4)];
        if (!IsSigned(frames[delimiter + 1], signed)) return null;
        MessageHeader header = MessageHeader.Read(signed[0]);
        (JsonElement content, string? fault) = ReadContent(signed[3]);
        if (!header.IsWhole) fault = "its header is no JSON object with msg_id and msg_type";
        long size = frames.Sum(frame => (long)frame.Length);
        return new JupyterMessage(channel, [.. frames.Take(delimiter)], header, content, Interlocked.Increment(ref lastReceived), size) { Fault = fault, Signature = frames[delimiter + 1] };
    }

    private static (JsonElement Content, string? Fault) ReadContent(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes)) return (NoContent, "its content is not UTF-8");
        try
        {
            JsonElement content = JsonDocument.Parse(bytes, Reading).RootElement;
            return content.ValueKind == JsonValueKind.Object ? (content, null) : (NoContent, $"its content is no JSON object, but {content.ValueKind}");
        }
        catch (JsonException cause)
        {
            return (NoContent, $"its content is no JSON that can be read: {cause.Message}");
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
