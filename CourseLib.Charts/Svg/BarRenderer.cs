using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws the bars of bar charts and histograms.</summary>
internal static class BarRenderer
{
    private const int FewBars = 200;

    public static void Include(Trace trace, PanelData panel, AxisExtent x, AxisExtent y)
    {
        bool outside = trace is BarTrace { Texts: not null } && Position(trace, panel) == Words.TextPosition.Outside;
        foreach (BarBox box in Boxes(trace, panel))
        {
            (AxisExtent along, AxisExtent values) = box.Horizontal ? (y, x) : (x, y);
            along.Include(box.Low, room: trace is BarTrace);
            along.Include(box.High, room: trace is BarTrace);
            values.Include(box.Base, room: box.Base != 0);
            values.Include(outside ? box.Top + (box.Top - box.Base) * (box.Horizontal ? 0.12 : 0.04) : box.Top, room: box.Top != box.Base);
            if (trace is not BarTrace { Error: { } error }) continue;
            values.Include(box.Top - error.Below(box.Index));
            values.Include(box.Top + error.Above(box.Index));
        }
    }

    public static void Draw(SvgWriter svg, Trace trace, PanelView view)
    {
        IReadOnlyList<BarBox> boxes = Boxes(trace, view.Data);
        bool through = trace is HistogramTrace && trace.Opacity is null && view.Data.Traces.Count(t => t is HistogramTrace) > 1;
        if (trace is HistogramTrace)
            svg.Open("g", ("stroke", "currentColor"), ("stroke-width", 0.6), ("fill-opacity", through ? 0.5 : 0.8));
        foreach (BarBox box in boxes)
        {
            if (Place(box, view) is not { } place || (place.Height < 0.01 && place.Width < 0.01)) continue;
            svg.Open("rect", ("x", place.Left), ("y", place.Top), ("width", place.Width), ("height", place.Height),
                ("fill", (trace as BarTrace)?.Marker.InkAt(box.Index) ?? "currentColor"));
            if (boxes.Count <= FewBars) svg.Open("title").Chars(Hover(trace, box)).Close();
            svg.Close();
        }
        if (trace is HistogramTrace) svg.Close();
        if (trace is BarTrace { Connected: true } bars) Connect(svg, bars, boxes, view);
    }

    /// <summary>A line from the end of each bar to the next one; between the stages of a funnel an area.</summary>
    private static void Connect(SvgWriter svg, BarTrace trace, IReadOnlyList<BarBox> boxes, PanelView view)
    {
        for (int i = 1; i < boxes.Count; i++)
        {
            if (Place(boxes[i - 1], view) is not { } a || Place(boxes[i], view) is not { } b) continue;
            if (trace.IsFunnel)
            {
                (double X, double Y)[] stages = trace.Horizontal
                    ? [(a.Left, a.Bottom), (a.Right, a.Bottom), (b.Right, b.Top), (b.Left, b.Top)]
                    : [(a.Right, a.Top), (a.Right, a.Bottom), (b.Left, b.Bottom), (b.Left, b.Top)];
                svg.Leaf("path", ("d", LinePath.Closed(stages)), ("fill", "currentColor"), ("fill-opacity", 0.35));
                continue;
            }
            (Scale keys, Scale values) = trace.Horizontal ? (view.Y, view.X) : (view.X, view.Y);
            double from = keys.At(boxes[i - 1].High), to = keys.At(boxes[i].Low), level = values.AtOrEdge(boxes[i - 1].Top);
            (double X, double Y)[] line = trace.Horizontal ? [(level, from), (level, to)] : [(from, level), (to, level)];
            svg.Leaf("path", ("d", LinePath.Open(line)), ("stroke", "#888"), ("stroke-width", 1.3), ("fill", "none"));
        }
    }

    /// <summary>Texts and error bars, in the page's colour.</summary>
    public static void DrawTexts(SvgWriter svg, Trace trace, PanelView view)
    {
        if (trace is not BarTrace bar) return;
        foreach (BarBox box in Boxes(trace, view.Data))
        {
            if (bar.Error is { } error)
            {
                double middle = (box.Low + box.High) / 2, low = box.Top - error.Below(box.Index), high = box.Top + error.Above(box.Index);
                if (box.Horizontal) ErrorBar.Level(svg, view, middle, low, high);
                else ErrorBar.Upright(svg, view, middle, low, high);
            }
            if (bar.Texts is { } texts && box.Index < texts.Length && Place(box, view) is { } place)
                Text(svg, bar, box, place, texts[box.Index], view);
        }
    }

    private static void Text(SvgWriter svg, BarTrace bar, BarBox box, Rect place, string text, PanelView view)
    {
        bool outside = Position(bar, view.Data) == Words.TextPosition.Outside, negative = box.Top < box.Base;
        const double size = SvgTheme.TickSize;
        double height = TextMetrics.Height(text, size);
        if (outside)
        {
            if (box.Horizontal)
                Texts.Centred(svg, text, negative ? place.Left - 4 : place.Right + 4, place.CenterY, size, negative ? "end" : "start");
            else Texts.Centred(svg, text, place.CenterX, negative ? place.Bottom + 2 + height / 2 : place.Top - height / 2, size);
        }
        else if (TextMetrics.Width(text, size) <= place.Width - 2 && height <= place.Height + 1)
        {
            string ink = bar.Marker.InkAt(box.Index);
            Texts.On(svg, ink == "currentColor" ? bar.OwnColor : new(ink), text, place.CenterX,
                box.Horizontal ? place.CenterY : Math.Min(place.Top + 3 + height / 2, place.CenterY));
        }
        else if (bar is { IsFunnel: true, Horizontal: true }) Texts.Centred(svg, text, place.Right + 4, place.CenterY, size, "start");
    }

    private static Words.TextPosition Position(Trace trace, PanelData panel) =>
        trace is BarTrace { TextPosition: { } given and not Words.TextPosition.Auto } ? given
        : panel.Figure.Layout.BarMode is Words.BarMode.Stack or Words.BarMode.Relative ? Words.TextPosition.Inside
        : Words.TextPosition.Outside;

    private static IReadOnlyList<BarBox> Boxes(Trace trace, PanelData panel) =>
        panel.Bars.TryGetValue(trace, out IReadOnlyList<BarBox>? boxes) ? boxes : [];

    private static Rect? Place(BarBox box, PanelView view)
    {
        (Scale keys, Scale values) = box.Horizontal ? (view.Y, view.X) : (view.X, view.Y);
        double a = keys.AtOrEdge(box.Low), b = keys.AtOrEdge(box.High), from = values.AtOrEdge(box.Base), to = values.At(box.Top);
        if (double.IsNaN(a + b + from + to)) return null;
        (double low, double high) = (Math.Min(a, b), Math.Max(a, b));
        (double start, double end) = (Math.Min(from, to), Math.Max(from, to));
        return box.Horizontal ? new(start, low, end - start, high - low) : new(low, start, high - low, end - start);
    }

    private static string Hover(Trace trace, BarBox box) => trace switch
    {
        BarTrace bar => $"{bar.Keys.Label(box.Index)}: {bar.Values.Label(box.Index)}",
        HistogramTrace { Bins: not null } => $"{NumberText.Short(box.Low)} … {NumberText.Short(box.High)}: {NumberText.Short(box.Top)}",
        _ => NumberText.Short(box.Top),
    };
}
