using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>One sector of a polar bar chart: key and width in the angle's units, from base to top along the radius.</summary>
internal readonly record struct PolarSector(int Index, double Key, double Width, double Base, double Top);

/// <summary>The circle of a polar panel with its two scales: x along the radius, y around.</summary>
internal sealed class PolarAxes
{
    /// <summary>The room beside the circle for numbers, and above it.</summary>
    private const double Beside = 30, Above = 22;

    private readonly PanelData data;
    private readonly Scale radius;
    private readonly double degreesPerKey;
    private readonly Dictionary<BarTrace, PolarSector[]> sectors = new(ReferenceEqualityComparer.Instance);

    public PolarAxes(PanelView view)
    {
        data = view.Data;
        Axis radial = data.Panel.X, angular = data.Panel.Y;
        bool names = data.Y.Kind == Words.AxisType.Category;
        degreesPerKey = names ? 360.0 / Math.Max(1, data.Y.Categories.Count) : 1;
        Stack(names);
        Hole = data.Panel.Polar.Hole;
        (double low, double high) = PanelData.Ends(radial, data.X, Extent(), radial.Reversed);
        radius = new(data.X.Kind, low, high, Hole, 1);
        double beside = names && angular is { Visible: true, ShowTickLabels: not false }
            ? data.Y.Categories.Select(name => TextMetrics.Width(name, SvgTheme.TickSize)).DefaultIfEmpty(0).Max() + 12 : Beside;
        Ring = new(view.Plot.CenterX, view.Plot.CenterY,
            Math.Max(10, Math.Min(view.Plot.Width / 2 - Math.Min(beside, view.Plot.Width / 4), view.Plot.Height / 2 - Above)));
        // Labels along a radius are short: they may stand closer than on an axis.
        Scale across = new(data.X.Kind, low, high, 0, 2.6 * (1 - Hole) * Ring.Radius);
        Radii = [.. AxisTicks.For(radial, data.X, across, upright: false).Ticks.Where(tick => !tick.Minor && Share(tick.Value) > Hole)];
        Angles = names ? [.. data.Y.Categories.Select((name, i) => new Tick(i, name))]
            : angular.TickVals is { } places
                ? [.. places.Zip(angular.TickText ?? NumberText.Labels(places), (at, label) => new Tick(at, label))]
                : [.. Enumerable.Range(0, 8).Select(i => new Tick(45 * i, $"{45 * i}°"))];
    }

    public Ring Ring { get; }

    /// <summary>The share of the radius that is left out in the middle.</summary>
    public double Hole { get; }

    /// <summary>The labelled values along the radius, outside the hole.</summary>
    public Tick[] Radii { get; }

    /// <summary>The labelled keys around.</summary>
    public Tick[] Angles { get; }

    /// <summary>The share of the radius of a value, 0 … 1; NaN where it has no place.</summary>
    public double Share(double value) => Math.Clamp(radius.At(value), 0, 1);

    /// <summary>The angle of a key in radians clockwise from the top.</summary>
    public double Angle(double key)
    {
        PolarStyle style = data.Panel.Polar;
        double turned = style.Rotation + (style.Clockwise ? -1 : 1) * key * degreesPerKey;
        return (90 - turned) * Math.PI / 180;
    }

    /// <summary>The places of a trace's points; NaN for one below the inner end of the radius.</summary>
    public (double X, double Y)[] Points(ScatterTrace trace) =>
    [
        .. data.X.Values(trace.X).Zip(data.Y.Values(trace.Y), (value, key) => radius.At(value) is >= -1e-9 and var share && IsAngle(key)
            ? Ring.At(Angle(key), Math.Min(share, 1.5)) : (double.NaN, double.NaN)),
    ];

    public PolarSector[] Sectors(BarTrace trace) => sectors[trace];

    /// <summary>Further round an angle has lost its digits.</summary>
    private static bool IsAngle(double key) => Math.Abs(key) <= 1e9;

    private AxisExtent Extent()
    {
        AxisExtent extent = new(data.X.Kind == Words.AxisType.Log);
        extent.Include(0, room: false);
        foreach (ScatterTrace trace in data.Traces.OfType<ScatterTrace>())
            foreach (double value in data.X.Values(trace.X)) extent.Include(value);
        foreach (PolarSector sector in sectors.Values.SelectMany(all => all))
        {
            extent.Include(sector.Base, room: false);
            extent.Include(sector.Top);
        }
        return extent;
    }

    /// <summary>Sectors at one key stand on one another.</summary>
    private void Stack(bool names)
    {
        BarTrace[] traces = [.. data.Traces.OfType<BarTrace>()];
        Dictionary<double, double> tops = [];
        double[] different = [.. traces.SelectMany(trace => data.Y.Values(trace.Keys)).Where(IsAngle).Distinct()];
        double pitch = names ? 1 : different.Length > 1 ? Math.Min(360, BarBoxes.Pitch(different)) : 360;
        foreach (BarTrace trace in traces)
        {
            double[] keys = data.Y.Values(trace.Keys), values = data.X.Values(trace.Values);
            List<PolarSector> own = [];
            for (int i = 0; i < Math.Min(keys.Length, values.Length); i++)
            {
                if (!IsAngle(keys[i]) || !double.IsFinite(values[i])) continue;
                double start = trace.Bases is { } bases && i < bases.Length ? bases[i] : trace.Base ?? tops.GetValueOrDefault(keys[i]);
                double width = trace.Widths is { } widths && i < widths.Length ? widths[i]
                    : trace.Width ?? pitch * (1 - (data.Figure.Layout.BarGap ?? 0.1));
                own.Add(new(i, keys[i], Math.Clamp(width, 0, 360), start, start + values[i]));
                tops[keys[i]] = start + values[i];
            }
            sectors[trace] = [.. own];
        }
    }
}
