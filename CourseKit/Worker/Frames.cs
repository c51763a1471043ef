using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CourseKit.Worker;

/// <summary>The framing of both directions: a 4-byte little-endian length, then so many bytes of UTF-8 JSON.</summary>
internal static class Frames
{
    /// <summary>A longer frame is a broken or hostile peer.</summary>
    public const int MaximumLength = 64 << 20;

    /// <summary>Text stays readable, and short, instead of being escaped for HTML.</summary>
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The bytes of a request behind their length, to be written in one piece.</summary>
    public static byte[] Pack(Request request) => Pack(json => ProtocolJson.Write(json, request));

    /// <summary>The bytes of an event behind their length, to be written in one piece.</summary>
    public static byte[] Pack(WorkerEvent message) => Pack(json => ProtocolJson.Write(json, message));

    /// <summary>The next request; null at the end of the stream, also when that cuts a frame short.</summary>
    /// <exception cref="InvalidDataException">What stands there is no request.</exception>
    public static Request? ReadRequest(Stream stream) => Read(stream, ProtocolJson.ReadRequest);

    /// <summary>The next event; null at the end of the stream, also when that cuts a frame short.</summary>
    /// <exception cref="InvalidDataException">What stands there is no event.</exception>
    public static WorkerEvent? ReadEvent(Stream stream) => Read(stream, ProtocolJson.ReadEvent);

    private static byte[] Pack(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream(256);
        buffer.Write([0, 0, 0, 0]);
        using (var json = new Utf8JsonWriter(buffer, Writing))
            write(json);
        byte[] frame = buffer.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 4);
        return frame;
    }

    private static T? Read<T>(Stream stream, Func<JsonElement, T> read) where T : class
    {
        Span<byte> header = stackalloc byte[4];
        if (!Fill(stream, header)) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= 0 or > MaximumLength) throw new InvalidDataException($"a frame of {length} bytes");
        byte[] body = new byte[length];
        if (!Fill(stream, body)) return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"a frame that is no {typeof(T).Name}: {cause.Message}", cause);
        }
    }

    private static bool Fill(Stream stream, Span<byte> buffer) => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
}
