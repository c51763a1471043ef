using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

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

    /// <summary>True when it takes a colour of the palette.</summary>
    public virtual bool UsesPalette => OwnColor is null;

    /// <summary>True when a legend can list it: heat maps and pictures have no sample.</summary>
    public virtual bool UsesLegend => UsesPalette || OwnColor is not null;

    /// <summary>The colour that was asked for.</summary>
    public virtual CssColor? OwnColor => null;

    /// <summary>The values on the x axis, by which the axis is chosen.</summary>
    public virtual Series? XValues => null;

    /// <summary>The values on the y axis, by which the axis is chosen.</summary>
    public virtual Series? YValues => null;

    /// <summary>The values on the z axis of a scene.</summary>
    public virtual Series? ZValues => null;

    /// <summary>True for traces in a three-dimensional scene.</summary>
    public virtual bool IsSpatial => false;

    /// <summary>The colour of a figure's own series of colours, where it has one.</summary>
    public CssColor? Cycle { get; init; }

    /// <summary>The colour for Plotly, which knows no light and dark.</summary>
    public CssColor Ink => OwnColor ?? Cycle ?? new(Palette.Light[Slot % Palette.Count]);
}
