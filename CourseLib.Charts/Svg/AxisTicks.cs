using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>The ticks of one axis at one length, and the room that their labels take.</summary>
internal sealed class AxisTicks
{
    private const double PixelsPerLabel = 42, Slope = 40;

    private AxisTicks(Tick[] ticks, bool slanted, double width, double height) { Ticks = ticks; Slanted = slanted; Width = width; Height = height; }

    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>True when the labels of an x axis are too long to stand level.</summary>
    public bool Slanted { get; }

    /// <summary>The width that the labels take.</summary>
    public double Width { get; }

    /// <summary>The height that the labels take.</summary>
    public double Height { get; }

    /// <summary>Degrees of slanted labels.</summary>
    public static double Angle => -Slope;

    /// <param name="axis">Its style.</param>
    /// <param name="data">What kind of axis it is.</param>
    /// <param name="scale">Its ends and its length.</param>
    /// <param name="upright">A y axis: labels one over the other.</param>
    /// <param name="whole">No tick between two whole numbers.</param>
    public static AxisTicks For(Axis axis, AxisData data, Scale scale, bool upright, bool whole = false)
    {
        double length = scale.Length;
        int most = (int)Math.Clamp(length / PixelsPerLabel, 2, 11);
        Tick[] ticks = Make(axis, data, scale, most, whole);
        if (!upright && data.Kind != Words.AxisType.Category && axis.TickVals is null)
            while (most > 2 && !Fits(ticks, scale)) ticks = Make(axis, data, scale, --most, whole);
        if (axis.ShowTickLabels == false) ticks = [.. ticks.Select(t => t with { Label = "" })];
        bool slanted = !upright && !Fits(ticks, scale);
        if (slanted || upright) ticks = Thin(ticks, scale);
        double widest = ticks.Length == 0 ? 0 : ticks.Max(t => TextMetrics.Width(t.Label, SvgTheme.TickSize));
        double tallest = ticks.Length == 0 ? 0 : ticks.Max(t => t.Label.Length == 0 ? 0 : TextMetrics.Height(t.Label, SvgTheme.TickSize));
        double slope = Slope * Math.PI / 180;
        return slanted
            ? new(ticks, true, widest * Math.Cos(slope), widest * Math.Sin(slope) + SvgTheme.TickSize)
            : new(ticks, false, widest, tallest);
    }

    private static Tick[] Make(Axis axis, AxisData data, Scale scale, int most, bool whole)
    {
        if (axis.TickVals is { } places)
        {
            string[] texts = axis.TickText ?? NumberText.Labels(places, axis.TickFormat);
            return [.. places.Zip(texts, (v, t) => new Tick(v, t)).Where(t => scale.Covers(t.Value))];
        }
        switch (data.Kind)
        {
            case Words.AxisType.Category:
                return [.. data.Categories.Select((text, i) => new Tick(i, text)).Where(t => scale.Covers(t.Value))];
            case Words.AxisType.Date:
                return DateTicks.Between(scale.Low, scale.High, most);
            case Words.AxisType.Log:
                double[] major = LogTicks.Major(scale.Low, scale.High, most);
                bool plain = major.All(v => v is >= 0.00099 and < 99_999);
                return
                [
                    .. major.Select(v => new Tick(v, axis.TickFormat is { } f ? NumberText.Formatted(v, f) : NumberText.Power(v, plain))),
                    .. LogTicks.Minor(scale.Low, scale.High).Where(v => !major.Any(m => Math.Abs(m - v) < 1e-6 * v)).Select(v => new Tick(v, "", Minor: true)),
                ];
            default:
                double[] values = axis.DTick is { } step and > 0
                    ? LinearTicks.At(scale.Low, scale.High, step)
                    : LinearTicks.Between(scale.Low, scale.High, most);
                if (whole) values = [.. values.Where(v => v == Math.Floor(v))];
                return [.. values.Zip(NumberText.Labels(values, axis.TickFormat), (v, label) => new Tick(v, label))];
        }
    }

    private static bool Fits(Tick[] ticks, Scale scale)
    {
        double end = double.NegativeInfinity;
        foreach (Tick tick in ticks.Where(t => t.Label.Length > 0).OrderBy(t => scale.At(t.Value)))
        {
            double half = TextMetrics.Width(tick.Label, SvgTheme.TickSize) / 2, at = scale.At(tick.Value);
            if (at - half < end + 6) return false;
            end = at + half;
        }
        return true;
    }

    /// <summary>Leaves out labels that would stand on one another.</summary>
    private static Tick[] Thin(Tick[] ticks, Scale scale)
    {
        int labels = ticks.Count(t => t.Label.Length > 0);
        int stride = Math.Max(1, (int)Math.Ceiling(labels * (SvgTheme.TickSize + 2) / Math.Max(1, scale.Length)));
        return stride == 1 ? ticks : [.. ticks.Select((t, i) => i % stride == 0 ? t : t with { Label = "" })];
    }
}
