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
        {
            const double size = SvgTheme.AxisTitleSize;
            double last = plot.Top - 8, first = last - TextMetrics.Height(title, size) + TextMetrics.LineHeight(size);
            Texts.Draw(svg, title, plot.CenterX, first, size, "middle", bold: true);
        }
        switch (panel.Panel.Kind)
        {
            case PanelKind.Cartesian: Cartesian(svg, view); break;
            case PanelKind.Scene: SceneRenderer.Draw(svg, view); break;
            case PanelKind.Polar: PolarRenderer.Draw(svg, view); break;
            case PanelKind.Ternary: TernaryRenderer.Draw(svg, view); break;
            default: DomainRenderer.Draw(svg, view); break;
        }
        NotDrawn(svg, view);
        if (!panel.HasAxes)
            foreach (Annotation note in panel.Panel.Annotations.Where(note => note.Paper)) NoteRenderer.Note(svg, note, view);
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
        foreach (Trace trace in view.Data.Traces.OrderBy(TraceRenderers.Layer)) TraceRenderers.Draw(svg, trace, view);
        svg.Close();
        AxesRenderer.Axes(svg, view, x, y);
        foreach (Trace trace in view.Data.Traces) TraceRenderers.DrawTexts(svg, trace, view);
        foreach (Annotation note in view.Data.Panel.Annotations) NoteRenderer.Note(svg, note, view);
    }

    /// <summary>Names the kinds that have no form here.</summary>
    private static void NotDrawn(SvgWriter svg, PanelView view)
    {
        string[] unknown = [.. view.Data.Traces.OfType<UnknownTrace>().Select(trace => trace.Kind).Distinct()];
        if (unknown.Length == 0) return;
        string said = $"[{string.Join(", ", unknown)}: not drawn here; seen where plotly.js is]";
        const double size = SvgTheme.AxisTitleSize;
        if (TextMetrics.Width(said, size) > view.Plot.Width) said = said.Replace("; ", ";<br>");
        double width = TextMetrics.Width(said, size), smaller = Math.Max(6, Math.Min(size, size * view.Plot.Width / width));
        Texts.Draw(svg, said, view.Plot.CenterX, view.Plot.CenterY, smaller, "middle", opacity: SvgTheme.FaintText);
    }
}
