using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace CourseKit.Jupyter;

/// <summary>What a message says of itself. Type and id are empty where it does not say them.</summary>
/// <param name="Echo">
/// What all front ends are sent as the parent header: the bytes as they came, or, where a front end's parser might not survive those, a header of what was understood.
/// </param>
internal sealed record MessageHeader(string Type, string Id, string Session, DateTimeOffset? Date, byte[] Echo)
{
    private const int LongestEcho = 64 << 10, DeepestEcho = 64, Deepest = 1 << 20;

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <summary>Whether the message can be answered by name.</summary>
    public bool IsWhole => Type.Length > 0 && Id.Length > 0;

    public static MessageHeader Read(byte[] bytes)
    {
        bool isPlain = bytes.Length <= LongestEcho && Utf8.IsValid(bytes);
        JsonElement json = default;
        if (isPlain && !TryParse(bytes, DeepestEcho, out json)) isPlain = false;
        if (!isPlain && !TryParse(bytes, Deepest, out json)) return new MessageHeader("", "", "", null, Nothing);

        string type = json.Text("msg_type") ?? "", id = json.Text("msg_id") ?? "", session = json.Text("session") ?? "";
        DateTimeOffset? date = DateTimeOffset.TryParse(json.Text("date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read) ? read : null;
        var header = new MessageHeader(type, id, session, date, bytes);
        return !header.IsWhole ? header with { Echo = Nothing } : isPlain ? header : header with { Echo = header.Rebuilt() };
    }

    private byte[] Rebuilt() => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject { ["msg_id"] = Id, ["msg_type"] = Type, ["session"] = Session, ["version"] = "5.5" });

    private static bool TryParse(byte[] bytes, int depth, out JsonElement json)
    {
        try
        {
            json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = depth }).RootElement;
            return true;
        }
        catch (JsonException)
        {
            json = default;
            return false;
        }
    }
}
