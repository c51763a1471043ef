using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseLib.Charts.Json;

/// <summary>
/// Writes Plotly's JSON short: what is not finite, which JSON lacks, as <c>null</c>, a float32 with a float32's digits, no empty objects. Texts are
/// escaped so that none can end the script of a page.
/// </summary>
internal static class PlotlyText
{
    public static string Write(JsonNode node)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer)) Write(json, node, inList: false);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonNode? node, bool inList)
    {
        switch (node)
        {
            case JsonObject members:
                json.WriteStartObject();
                foreach ((string name, JsonNode? value) in members)
                {
                    if (value is JsonObject { Count: 0 } || (value is null && name != "args")) continue;
                    json.WritePropertyName(name);
                    Write(json, value, inList: false);
                }
                json.WriteEndObject();
                break;
            case JsonArray items:
                json.WriteStartArray();
                foreach (JsonNode? item in items) Write(json, item, inList: true);
                json.WriteEndArray();
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                Number(json, value.TryGetValue(out double number) ? number : double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture));
                break;
            // Newtonsoft's words for what is not finite.
            case JsonValue value when inList && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is "NaN" or "Infinity" or "-Infinity":
                json.WriteNullValue();
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value)) json.WriteNullValue();
        else if ((float)value is var single && single == value) json.WriteNumberValue(single);
        else json.WriteNumberValue(value);
    }
}
