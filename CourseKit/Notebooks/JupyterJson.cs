using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>
/// Writes JSON byte for byte as Jupyter does (Python's <c>json.dumps(…, sort_keys=True, indent=1, ensure_ascii=False)</c>), so that a notebook
/// saved by an editor differs from ours only where somebody changed it.
/// </summary>
internal static class JupyterJson
{
    public static string Text(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonObject members:
                char before = '{';
                foreach ((string key, JsonNode? value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    NewLine(text.Append(before), depth + 1);
                    WriteString(key, text);
                    Write(value, text.Append(": "), depth + 1);
                    before = ',';
                }
                NewLine(text, depth).Append('}');
                break;
            case JsonArray items:
                before = '[';
                foreach (JsonNode? item in items)
                {
                    Write(item, NewLine(text.Append(before), depth + 1), depth + 1);
                    before = ',';
                }
                NewLine(text, depth).Append(']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteString(value.GetValue<string>(), text);
                break;
            case JsonValue value when value.TryGetValue(out double number) && !value.TryGetValue(out JsonElement _):
                text.Append(double.IsInteger(number) && Math.Abs(number) < 1e15 ? number.ToString("F0", CultureInfo.InvariantCulture) : PythonFloat.Text(number));
                break;
            default:
                // true, false, and numbers that were read from a file, digit for digit.
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static StringBuilder NewLine(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth);

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (char c in value)
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        text.Append('"');
    }
}
