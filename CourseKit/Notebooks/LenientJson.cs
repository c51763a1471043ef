using System.Text;
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
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DeepestNesting };
    private static readonly string[] BareNumbers = ["NaN", "-Infinity", "Infinity"];

    /// <exception cref="JsonException">Not JSON, or nested deeper than any notebook.</exception>
    public static JsonNode? Parse(string text)
    {
        string json = text.TrimStart('\uFEFF');
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            return Node(document.RootElement);
        }
        catch (JsonException) when (WithoutBareNumbers(json) is string mended)
        {
            using JsonDocument document = JsonDocument.Parse(mended, Options);
            return Node(document.RootElement);
        }
    }

    /// <summary>The same with null for the NaN and Infinity that Python writes outside of strings; null when there are none.</summary>
    private static string? WithoutBareNumbers(string json)
    {
        StringBuilder? mended = null;
        int copied = 0;
        bool isQuoted = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (isQuoted && json[i] == '\\') i++;
            else if (json[i] == '"') isQuoted = !isQuoted;
            else if (!isQuoted && json[i] is 'N' or 'I' or '-' && BareNumbers.FirstOrDefault(word => string.CompareOrdinal(json, i, word, 0, word.Length) == 0) is string found)
            {
                (mended ??= new StringBuilder()).Append(json, copied, i - copied).Append("null");
                i += found.Length - 1;
                copied = i + 1;
            }
        }
        return mended?.Append(json, copied, json.Length - copied).ToString();
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
