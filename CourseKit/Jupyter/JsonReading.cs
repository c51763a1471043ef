using System.Text.Json;

namespace CourseKit.Jupyter;

/// <summary>Members of JSON objects that come from outside: null where they are missing or of another kind, unless they are required.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement json, string name)
    {
        if (Member(json, name) is not { ValueKind: JsonValueKind.String } text) return null;
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which JSON can spell and UTF-16 cannot.
            return null;
        }
    }

    /// <exception cref="InvalidRequestException">It is missing, of another kind, or no text: half of a surrogate pair has no meaning that could be run.</exception>
    public static string RequiredText(this JsonElement json, string name) => json.Text(name) ?? throw new InvalidRequestException(
        json.Member(name) is not JsonElement member ? $"'{name}' is missing; it must be a string"
        : member.ValueKind != JsonValueKind.String ? $"'{name}' must be a string, not {member.ValueKind}"
        : $"'{name}' contains half of a surrogate pair, which stands for no character; write the pair or leave it out");

    public static int? Number(this JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : null;

    public static bool Flag(this JsonElement json, string name, bool otherwise) => Member(json, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member) ? member : null;
}
