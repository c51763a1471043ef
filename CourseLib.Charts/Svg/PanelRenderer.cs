using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws one panel: grid, traces, axes, notes, colour bar.</summary>
internal static class PanelRenderer
{
    public static void Draw(SvgWriter svg, PanelView view)
    {
        Rect plot = view.Plot;
        PanelData panel = view.Data;
        if (panel.Panel.Title is { } title)
            Texts.Draw(svg, title, plot.CenterX, plot.Top - 8 - TextMetrics.Height(title, SvgTheme.AxisTitleSize) + TextMetrics.LineHeight(SvgTheme.AxisTitleSize),
                SvgTheme.AxisTitleSize, "middle", bold: true);
        if (panel.IsSpatial) SceneRenderer.Draw(svg, view);
        else Cartesian(svg, view);
        if (panel.ColorBar is { } map) ColorBar.Draw(svg, map, plot, $"{svg.Id}-s{panel.Index}");
    }

    private static void Cartesian(SvgWriter svg, PanelView view)
    {
        Rect plot = view.Plot;
        (AxisTicks x, AxisTicks y) = FigureLayout.Ticks(view);
        string clip = $"{svg.Id}-p{view.Data.Index}";
        svg.Open("clipPath", ("id", clip))
            .Leaf("rect", ("x", plot.Left - 1), ("y", plot.Top - 1), ("width", plot.Width + 2), ("height", plot.Height + 2)).Close();
        AxesRenderer.Grid(svg, view, x, y);
        svg.Open("g", ("clip-path", $"url(#{clip})"));
        foreach (LayoutShape shape in view.Data.Panel.Shapes) NoteRenderer.Shape(svg, shape, view);
        foreach (Trace trace in view.Data.Traces) TraceRenderers.Draw(svg, trace, view);
        svg.Close();
        AxesRenderer.Axes(svg, view, x, y);
        foreach (Trace trace in view.Data.Traces) TraceRenderers.DrawTexts(svg, trace, view);
        string[] unknown = [.. view.Data.Traces.OfType<UnknownTrace>().Select(trace => trace.Kind).Distinct()];
        if (unknown.Length > 0) Texts.Draw(svg, $"[{string.Join(", ", unknown)}: not drawn here; seen where plotly.js is]", plot.CenterX, plot.CenterY, SvgTheme.AxisTitleSize, "middle", opacity: SvgTheme.FaintText);
        foreach (Annotation note in view.Data.Panel.Annotations) NoteRenderer.Note(svg, note, view);
    }
}
