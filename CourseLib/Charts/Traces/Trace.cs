using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>One data set and how it is drawn.</summary>
internal abstract record Trace
{
    /// <summary>Plotly's word for this kind of trace.</summary>
    public abstract string Type { get; }

    /// <summary>The panel that it stands in.</summary>
    public int Panel { get; init; }

    public string? Name { get; init; }

    public bool? ShowLegend { get; init; }

    public double? Opacity { get; init; }

    public bool Visible { get; init; } = true;

    /// <summary>The place in the palette; given by <see cref="Figure.Resolve"/>, so that one name has one colour in a figure.</summary>
    public int Slot { get; init; }

    /// <summary>Whether the legend lists it; given by <see cref="Figure.Resolve"/>.</summary>
    public bool Listed { get; init; }

    /// <summary>The place of its panel among several; given by <see cref="Figure.Resolve"/>, null when there is one panel.</summary>
    public PanelDomain? Domain { get; init; }

    /// <summary>True when it takes a colour of the palette.</summary>
    public virtual bool UsesPalette => OwnColor is null;

    /// <summary>True when a legend can list it: heat maps and pictures have no sample.</summary>
    public virtual bool UsesLegend => UsesPalette || OwnColor is not null;

    /// <summary>The colour that was asked for.</summary>
    public virtual Color? OwnColor => null;

    /// <summary>The values on the x axis, by which the axis is chosen.</summary>
    public virtual Series? XValues => null;

    /// <summary>The values on the y axis, by which the axis is chosen.</summary>
    public virtual Series? YValues => null;

    /// <summary>True for traces in a three-dimensional scene.</summary>
    public virtual bool IsSpatial => false;

    /// <summary>The colour for Plotly, which knows no light and dark.</summary>
    protected Color Ink => OwnColor ?? Color.fromString(Palette.Light[Slot % Palette.Count]);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.Put("type", Type);
        json.Put("name", Name);
        if (UsesLegend) json.Put("showlegend", Listed);
        if (Name is not null && UsesPalette) json.Put("legendgroup", Name);
        json.Put("opacity", Opacity);
        if (!Visible) json.Put("visible", false);
        WriteMembers(json);
        if (Panel > 0 && IsSpatial) json.Put("scene", $"scene{Panel + 1}");
        else if (Panel > 0)
        {
            json.Put("xaxis", $"x{Panel + 1}");
            json.Put("yaxis", $"y{Panel + 1}");
        }
        json.WriteEndObject();
    }

    protected abstract void WriteMembers(Utf8JsonWriter json);

    protected static void Put(Utf8JsonWriter json, string name, Series? values)
    {
        if (values is null) return;
        json.WritePropertyName(name);
        values.Write(json);
    }

    protected static void Put(Utf8JsonWriter json, string name, Matrix values)
    {
        json.WritePropertyName(name);
        values.Write(json);
    }
}
