using System.Text;
using System.Text.Json;
using CourseLib.Charts.Traces;

namespace CourseLib.Charts.Json;

/// <summary>A figure as plotly.js takes it.</summary>
internal static class FigureJson
{
    public static string Write(Figure figure)
    {
        Figure resolved = figure.Resolve();
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            Traces(json, "data", resolved.Traces);
            json.Put("layout", layout => LayoutJson.Write(layout, resolved));
            json.WriteStartArray("frames");
            foreach (Frame frame in resolved.Frames)
            {
                json.WriteStartObject();
                json.Put("name", frame.Name);
                Traces(json, "data", (resolved with { Traces = frame.Traces }).Resolve().Traces);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.Put("config", config =>
            {
                config.Put("responsive", true);
                config.Put("displaylogo", false);
                config.Put("displayModeBar", "hover");
            });
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Traces(Utf8JsonWriter json, string name, IEnumerable<Trace> traces)
    {
        json.WriteStartArray(name);
        foreach (Trace trace in traces) trace.Write(json);
        json.WriteEndArray();
    }
}
