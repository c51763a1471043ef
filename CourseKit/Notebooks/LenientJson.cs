using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CourseKit.Notebooks;

/// <summary>
/// Reads JSON that other programs wrote. A name given twice counts once (the last, as in Python), and half a surrogate pair becomes U+FFFD;
/// the framework's own nodes throw for both, and only when somebody looks.
/// </summary>
internal static partial class LenientJson
{
    private const int DeepestNesting = 500;

    /// <exception cref="JsonException">Not JSON, or nested deeper than any notebook.</exception>
    public static JsonNode? Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = DeepestNesting });
        return Node(document.RootElement);
    }

    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (JsonProperty member in element.EnumerateObject()) members[member.Name] = Node(member.Value);
                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.String:
                return Text(element);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            string mended = EscapePattern().Replace(element.GetRawText(), escape => escape.Groups["half"].Success ? "\\uFFFD" : escape.Value);
            return JsonSerializer.Deserialize<string>(mended)!;
        }
    }

    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)")]
    private static partial Regex EscapePattern();
}
