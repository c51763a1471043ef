using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws one number, its change, and its gauge: half a ring, or a bar.</summary>
internal static class IndicatorRenderer
{
    /// <summary>From which share of the radius to which the ring of a gauge and the bar in it reach.</summary>
    private const double RingInner = 0.6, BarInner = 0.67, BarOuter = 0.93;

    private const double TitleSize = SvgTheme.TitleSize, TickSize = SvgTheme.TickSize;

    private static readonly CssColor UsualBar = new("#008000");

    public static void Draw(SvgWriter svg, IndicatorTrace trace, Rect plot)
    {
        switch (trace.Gauge)
        {
            case { Bullet: true } bullet: Bullet(svg, trace, bullet, plot); break;
            case { } gauge: Angular(svg, trace, gauge, plot); break;
            default: Alone(svg, trace, plot); break;
        }
    }

    private static void Alone(SvgWriter svg, IndicatorTrace trace, Rect plot)
    {
        double size = Math.Min(80, plot.Height * 0.35);
        if (trace.Title is { } title) Texts.Draw(svg, title, plot.CenterX, plot.CenterY - size * 0.75 - 8, TitleSize, "middle");
        Numbers(svg, trace, plot, plot.CenterY, size);
    }

    /// <summary>The number in the middle of a room, its change below; the change alone when there is no number.</summary>
    private static void Numbers(SvgWriter svg, IndicatorTrace trace, Rect room, double middle, double size)
    {
        if (trace.Number is { Length: > 0 } number)
        {
            size = Math.Min(size, size * room.Width * 0.95 / Math.Max(1, TextMetrics.Width(number, size)));
            Texts.Centred(svg, number, room.CenterX, middle, Math.Max(8, size));
        }
        if (trace.Reference is not { } reference) return;
        double change = trace.Relative ? (trace.Value - reference) / Math.Abs(reference) : trace.Value - reference;
        if (!double.IsFinite(change)) return;
        (string sign, string color) = Math.Sign(change) switch
        {
            1 => ("▲", trace.Increasing.Css),
            -1 => ("▼", trace.Decreasing.Css),
            _ => ("", "currentColor"),
        };
        double small = trace.Number is null ? size : Math.Clamp(size * 0.5, 8, 28);
        Texts.Centred(svg, sign + (trace.Relative ? NumberText.Percent(change) : NumberText.Short(change)), room.CenterX,
            trace.Number is null ? middle : middle + 0.5 * size + 0.7 * small, small, fill: color);
    }

    private static void Angular(SvgWriter svg, IndicatorTrace trace, Gauge gauge, Rect plot)
    {
        double title = trace.Title is { } text ? TextMetrics.Height(text, TitleSize) + 6 : 0;
        double radius = Math.Max(10, Math.Min(plot.Width / 2 - 30, plot.Height - title - 40));
        Ring ring = new(plot.CenterX, plot.Top + title + 20 + radius + Math.Max(0, (plot.Height - title - 40 - radius) / 2), radius);
        double Angle(double value) => (Share(gauge, value) - 0.5) * Math.PI;
        void Sector(double from, double to, double inner, double outer, CssColor? color)
        {
            if (color is not null) svg.Leaf("path", ("d", ring.Sector(Angle(from), Angle(to), inner, outer)), ("fill", color.Css));
        }

        AxesRenderer.Outline(svg, ring.Sector(Angle(gauge.Low), Angle(gauge.High), RingInner, 1));
        foreach (GaugeStep step in gauge.Steps) Sector(step.From, step.To, RingInner, 1, step.Color);
        if (double.IsFinite(trace.Value)) Sector(gauge.Low, trace.Value, BarInner, BarOuter, gauge.Bar ?? UsualBar);
        if (gauge.Threshold is { } limit) Threshold(svg, gauge, ring.At(Angle(limit), RingInner), ring.At(Angle(limit), 1));
        foreach ((double at, string label) in Ticks(gauge))
        {
            (double x, double y) = ring.At(Angle(at), 1 + 12 / radius);
            double across = Math.Sin(Angle(at));
            Texts.Draw(svg, label, x, y + 4, TickSize, across > 0.3 ? "start" : across < -0.3 ? "end" : "middle");
            AxesRenderer.Outline(svg, LinePath.Open([ring.At(Angle(at), 1), ring.At(Angle(at), 1 + 5 / radius)]));
        }
        if (trace.Title is { } heading) Texts.Draw(svg, heading, ring.X, ring.Y - radius - 26, TitleSize, "middle");
        Numbers(svg, trace, new(ring.X - radius / 2, ring.Y - radius, radius, radius), ring.Y - radius * 0.22, radius * 0.34);
    }

    private static void Bullet(SvgWriter svg, IndicatorTrace trace, Gauge gauge, Rect plot)
    {
        double names = trace.Title is { } title ? Math.Min(plot.Width / 4, TextMetrics.Width(title, TitleSize) + 12) : 0;
        double numbers = trace.Number is not null || trace.Reference is not null ? plot.Width / 4 : 0;
        double height = Math.Min(60, plot.Height / 2);
        Rect bar = new(plot.Left + names, plot.CenterY - height / 2, Math.Max(10, plot.Width - names - numbers), height);
        double X(double value) => bar.Left + Share(gauge, value) * bar.Width;
        void Box(double from, double to, double tall, CssColor? color)
        {
            if (color is null) return;
            svg.Leaf("rect", ("x", Math.Min(X(from), X(to))), ("y", bar.CenterY - tall / 2), ("width", Math.Abs(X(to) - X(from))),
                ("height", tall), ("fill", color.Css));
        }

        foreach (GaugeStep step in gauge.Steps) Box(step.From, step.To, height, step.Color);
        AxesRenderer.Outline(svg, LinePath.Closed(bar.Corners));
        if (double.IsFinite(trace.Value)) Box(gauge.Low, trace.Value, height / 2, gauge.Bar ?? UsualBar);
        if (gauge.Threshold is { } limit) Threshold(svg, gauge, (X(limit), bar.Top), (X(limit), bar.Bottom));
        foreach ((double at, string label) in Ticks(gauge)) Texts.Draw(svg, label, X(at), bar.Bottom + 16, TickSize, "middle");
        if (trace.Title is { } name) Texts.Centred(svg, name, bar.Left - 10, bar.CenterY, TitleSize, "end");
        Numbers(svg, trace, new(bar.Right, plot.Top, numbers, plot.Height), bar.CenterY, Math.Min(36, plot.Height / 3));
    }

    private static void Threshold(SvgWriter svg, Gauge gauge, (double X, double Y) from, (double X, double Y) to) =>
        svg.Leaf("path", ("d", LinePath.Open([from, to])), ("stroke", gauge.ThresholdColor?.Css ?? "currentColor"),
            ("stroke-width", 4.0), ("fill", "none"));

    /// <summary>Where a value lies on the gauge, 0 … 1.</summary>
    private static double Share(Gauge gauge, double value) =>
        Math.Clamp((value / 2 - gauge.Low / 2) / (gauge.High / 2 - gauge.Low / 2), 0, 1);

    private static IEnumerable<(double At, string Label)> Ticks(Gauge gauge)
    {
        double[] values = LinearTicks.Between(gauge.Low, gauge.High, 8);
        return values.Zip(NumberText.Labels(values));
    }
}
