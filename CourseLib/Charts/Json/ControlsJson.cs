using System.Text.Json;

namespace CourseLib.Charts.Json;

/// <summary>The slider and the play button over the frames, and the menus of views.</summary>
internal static class ControlsJson
{
    public static void Write(Utf8JsonWriter json, Figure figure)
    {
        Controls controls = figure.Controls;
        if (figure.Frames.Length > 0) json.PutAll("sliders", [figure], (slider, _) => Slider(slider, figure));
        bool play = figure.Frames.Length > 0 && controls.Play;
        if (!play && controls.Menu.Length == 0) return;
        json.WriteStartArray("updatemenus");
        if (play) PlayButtons(json, controls);
        if (controls.Menu.Length > 0) Menu(json, controls);
        json.WriteEndArray();
    }

    private static void Slider(Utf8JsonWriter json, Figure figure)
    {
        json.Put("active", 0);
        json.Put("currentvalue", current => current.Put("prefix", figure.Controls.SliderPrefix ?? ""));
        json.Put("pad", pad => pad.Put("t", 50));
        json.PutAll("steps", figure.Frames, (step, frame) =>
        {
            step.Put("label", frame.Name);
            step.Put("method", "animate");
            step.WriteStartArray("args");
            step.WriteStartArray();
            step.WriteStringValue(frame.Name);
            step.WriteEndArray();
            Timing(step, 0);
            step.WriteEndArray();
        });
    }

    private static void PlayButtons(Utf8JsonWriter json, Controls controls)
    {
        json.WriteStartObject();
        json.Put("type", "buttons");
        json.Put("direction", "left");
        json.Put("showactive", false);
        json.Put("x", 0.0);
        json.Put("xanchor", "right");
        json.Put("y", 0.0);
        json.Put("yanchor", "top");
        json.Put("pad", pad => { pad.Put("t", 70); pad.Put("r", 10); });
        json.PutAll("buttons", [("▶", true), ("⏸", false)], (button, b) =>
        {
            (string label, bool plays) = b;
            button.Put("label", label);
            button.Put("method", "animate");
            button.WriteStartArray("args");
            if (plays) button.WriteNullValue();
            else
            {
                button.WriteStartArray();
                button.WriteNullValue();
                button.WriteEndArray();
            }
            Timing(button, plays ? controls.FrameTime : 0);
            button.WriteEndArray();
        });
        json.WriteEndObject();
    }

    private static void Menu(Utf8JsonWriter json, Controls controls)
    {
        json.WriteStartObject();
        json.Put("type", "dropdown");
        json.Put("x", 1.0);
        json.Put("xanchor", "right");
        json.Put("y", 1.02);
        json.Put("yanchor", "bottom");
        json.PutAll("buttons", controls.Menu, (button, view) =>
        {
            button.Put("label", view.Label);
            button.Put("method", "restyle");
            button.WriteStartArray("args");
            button.WriteStartObject();
            button.WriteStartArray("visible");
            foreach (bool shown in view.Shown) button.WriteBooleanValue(shown);
            button.WriteEndArray();
            button.WriteEndObject();
            button.WriteEndArray();
        });
        json.WriteEndObject();
    }

    private static void Timing(Utf8JsonWriter json, int frameTime)
    {
        json.WriteStartObject();
        json.Put("mode", "immediate");
        json.Put("fromcurrent", true);
        json.Put("frame", frame => { frame.Put("duration", frameTime); frame.Put("redraw", true); });
        json.Put("transition", transition => transition.Put("duration", 0));
        json.WriteEndObject();
    }
}
