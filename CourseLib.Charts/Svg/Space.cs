using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>The three axes of a scene, each brought to −½…½.</summary>
internal sealed class Space
{
    public Space(PanelData panel, Trace[] traces)
    {
        X = new(panel.Panel.X, panel.X, traces.Select(t => t.XValues));
        Y = new(panel.Panel.Y, panel.Y, traces.Select(t => t.YValues));
        Z = new(panel.Panel.Z, AxisData.Of(panel.Panel.Z, []), traces.Select(t => t.ZValues));
    }

    public SpaceAxis X { get; }

    public SpaceAxis Y { get; }

    public SpaceAxis Z { get; }
}

/// <summary>One axis of a scene.</summary>
internal sealed class SpaceAxis
{
    private readonly AxisData data;
    private readonly Scale scale;

    public SpaceAxis(Axis style, AxisData data, IEnumerable<Series?> values)
    {
        (Style, this.data) = (style, data);
        AxisExtent extent = new(data.Kind == Words.AxisType.Log);
        foreach (Series series in values.OfType<Series>())
            foreach (double v in data.Values(series)) extent.Include(v, room: false);
        (double low, double high) = PanelData.Ends(style, data, extent, style.Reversed);
        scale = new(data.Kind, low, high, -0.5, 0.5);
        // Labels are laid out as if the axis were this many pixels long.
        Scale asDrawn = new(data.Kind, low, high, 0, 260);
        Ticks = [.. AxisTicks.For(style, data, asDrawn, upright: true).Ticks.Where(t => !t.Minor)];
    }

    public Axis Style { get; }

    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Where a value lies, −½…½; NaN outside.</summary>
    public double Share(double value) => scale.Covers(value) ? scale.At(value) : double.NaN;

    public double[] Shares(Series series) => [.. data.Values(series).Select(Share)];
}
