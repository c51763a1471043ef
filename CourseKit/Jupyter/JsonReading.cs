using System.Text.Json;

namespace CourseKit.Jupyter;

/// <summary>Members of JSON objects that come from outside: null where they are missing or of another kind, unless they are required.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? Spelled(() => text.GetString()) : null;

    /// <summary>The members whose values are texts.</summary>
    /// <exception cref="InvalidRequestException">A name or a text contains half of a surrogate pair.</exception>
    public static IEnumerable<(string Name, string Text)> Texts(this JsonElement json)
    {
        foreach (JsonProperty member in json.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
            yield return (Spelled(() => member.Name), Spelled(() => member.Value.GetString())) is (string name, string text) ? (name, text)
                : throw new InvalidRequestException("a name or a text contains half of a surrogate pair, which stands for no character; write the pair or leave it out");
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

    public static JsonElement? Member(this JsonElement json, string name)
    {
        try
        {
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member) ? member : null;
        }
        catch (InvalidOperationException)
        {
            // Some other member's name is no text.
            return null;
        }
    }

    /// <summary>Null for half of a surrogate pair, which JSON can spell and UTF-16 cannot.</summary>
    private static string? Spelled(Func<string?> read)
    {
        try { return read(); }
        catch (InvalidOperationException) { return null; }
    }
}
