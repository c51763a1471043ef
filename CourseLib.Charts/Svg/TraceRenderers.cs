using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Which renderer draws which trace.</summary>
internal static class TraceRenderers
{
    /// <summary>Takes the values that the axes must show.</summary>
    public static void Include(Trace trace, PanelData panel, AxisExtent x, AxisExtent y)
    {
        switch (trace)
        {
            case ScatterTrace scatter: ScatterRenderer.Include(scatter, panel, x, y); break;
            case BarTrace or HistogramTrace: BarRenderer.Include(trace, panel, x, y); break;
            case HeatmapTrace heatmap: HeatmapRenderer.Include(heatmap, panel, x, y); break;
            case ImageTrace image: ImageRenderer.Include(image, x, y); break;
            case ContourTrace contour: ContourRenderer.Include(contour, panel, x, y); break;
            case Histogram2DTrace pairs: HeatmapRenderer.Include(pairs.AsHeatmap(), panel, x, y); break;
            case BoxTrace box: BoxRenderer.Include(box, panel, x, y); break;
            case FinanceTrace finance: FinanceRenderer.Include(finance, panel, x, y); break;
        }
    }

    /// <summary>
    /// plotly.js's layers, in whatever order the traces come: pictures lie under heat maps, these under contours, bars and boxes, and lines
    /// and points over all.
    /// </summary>
    public static int Layer(Trace trace) => trace switch
    {
        ImageTrace => 0,
        HeatmapTrace or Histogram2DTrace => 1,
        ContourTrace => 2,
        BarTrace or HistogramTrace => 3,
        BoxTrace or FinanceTrace => 4,
        _ => 5,
    };

    public static void Draw(SvgWriter svg, Trace trace, PanelView view)
    {
        (string? css, string color) = SvgTheme.Ink(trace);
        bool colored = trace.UsesPalette || trace.OwnColor is not null;
        svg.Open("g", ("class", css), ("color", colored ? color : null), ("opacity", trace.Opacity));
        switch (trace)
        {
            case ScatterTrace scatter: ScatterRenderer.Draw(svg, scatter, view); break;
            case BarTrace or HistogramTrace: BarRenderer.Draw(svg, trace, view); break;
            case HeatmapTrace heatmap: HeatmapRenderer.Draw(svg, heatmap, view); break;
            case ImageTrace image: ImageRenderer.Draw(svg, image, view); break;
            case ContourTrace contour: ContourRenderer.Draw(svg, contour, view); break;
            case Histogram2DTrace pairs: HeatmapRenderer.Draw(svg, pairs.AsHeatmap(), view); break;
            case BoxTrace box: BoxRenderer.Draw(svg, box, view); break;
            case FinanceTrace finance: FinanceRenderer.Draw(svg, finance, view); break;
        }
        svg.Close();
    }

    /// <summary>What a trace draws in the page's own colour, over everything else.</summary>
    public static void DrawTexts(SvgWriter svg, Trace trace, PanelView view)
    {
        switch (trace)
        {
            case ScatterTrace scatter: ScatterRenderer.DrawTexts(svg, scatter, view); break;
            case BarTrace bar: BarRenderer.DrawTexts(svg, bar, view); break;
            case HeatmapTrace heatmap: HeatmapRenderer.DrawTexts(svg, heatmap, view); break;
            case ContourTrace contour: ContourRenderer.DrawTexts(svg, contour, view); break;
        }
    }

    /// <summary>The colours by value that a trace uses, if it does.</summary>
    public static ColorMap? ColorMap(Trace trace) => trace switch
    {
        MatrixTrace matrix => matrix.Map,
        Histogram2DTrace pairs => pairs.Map,
        Scatter3DTrace { Markers: true, Marker.Map: { } own } => own,
        Scatter3DTrace { Lines: true } scatter => scatter.Line.Map,
        MeshTrace mesh => mesh.Map,
        ParallelTrace parallel => parallel.Line.Map,
        SplomTrace splom => splom.Marker.Map,
        ScatterTrace { HasMarkers: true } scatter => scatter.Marker.Map,
        BarTrace bar => bar.Marker.Map,
        _ => null,
    };
}
