using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CourseKit.Worker;

/// <summary>The framing of both directions: a 4-byte little-endian length, then so many bytes of UTF-8 JSON.</summary>
internal static class Frames
{
    /// <summary>A longer frame is a broken or hostile peer.</summary>
    public const int MaximumLength = 64 << 20;

    /// <summary>Text stays readable, and short, instead of being escaped for HTML.</summary>
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The bytes of <paramref name="message"/> behind its length, to be written in one piece.</summary>
    public static byte[] Pack<T>(T message, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream(256);
        buffer.Write([0, 0, 0, 0]);
        using (var json = new Utf8JsonWriter(buffer, Writing))
            JsonSerializer.Serialize(json, message, type);
        byte[] frame = buffer.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 4);
        return frame;
    }

    /// <summary>The next message; null at the end of the stream, also when that cuts a frame short.</summary>
    /// <exception cref="InvalidDataException">What stands there is no such message.</exception>
    public static T? Read<T>(Stream stream, JsonTypeInfo<T> type) where T : class
    {
        Span<byte> header = stackalloc byte[4];
        if (!Fill(stream, header)) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= 0 or > MaximumLength) throw new InvalidDataException($"a frame of {length} bytes");
        byte[] body = new byte[length];
        if (!Fill(stream, body)) return null;
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new InvalidDataException("a frame that holds null");
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException or FormatException)
        {
            throw new InvalidDataException($"a frame that is no {typeof(T).Name}: {cause.Message}", cause);
        }
    }

    private static bool Fill(Stream stream, Span<byte> buffer) => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
}
