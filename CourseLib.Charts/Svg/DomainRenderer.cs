using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws traces that have no axes in the layout, each over the whole of its domain.</summary>
internal static class DomainRenderer
{
    public static void Draw(SvgWriter svg, PanelView view)
    {
        foreach (Trace trace in view.Data.Traces)
        {
            svg.Open("g", ("opacity", trace.Opacity));
            switch (trace)
            {
                case PieTrace { Funnel: true } funnel: FunnelAreaRenderer.Draw(svg, funnel, view.Plot); break;
                case PieTrace pie: PieRenderer.Draw(svg, pie, view.Plot); break;
                case TreeTrace { Kind: "sunburst" } tree: SunburstRenderer.Draw(svg, tree, view.Plot); break;
                case TreeTrace tree: TreemapRenderer.Draw(svg, tree, view.Plot); break;
                case TableTrace table: TableRenderer.Draw(svg, table, view.Plot); break;
                case IndicatorTrace indicator: IndicatorRenderer.Draw(svg, indicator, view.Plot); break;
                case SankeyTrace sankey: SankeyRenderer.Draw(svg, sankey, view.Plot); break;
                case ParallelTrace { Categorical: true } parallel: ParallelCategoriesRenderer.Draw(svg, parallel, view.Plot); break;
                case ParallelTrace parallel: ParallelCoordinatesRenderer.Draw(svg, parallel, view.Plot); break;
                case SplomTrace splom: SplomRenderer.Draw(svg, splom, view); break;
            }
            svg.Close();
        }
    }
}
