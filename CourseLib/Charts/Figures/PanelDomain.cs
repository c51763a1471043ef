namespace CourseLib.Charts;

/// <summary>The share of the figure that a panel covers, from the bottom left, for Plotly.</summary>
internal sealed record PanelDomain(double Left, double Right, double Bottom, double Top)
{
    /// <summary>The panels of a grid with room for ticks, titles and colour bars between.</summary>
    public static PanelDomain Of(Layout layout, Panel panel)
    {
        double gapX = layout.Columns == 1 ? 0 : Math.Min(0.12, 0.3 / layout.Columns), gapY = layout.Rows == 1 ? 0 : Math.Min(0.16, 0.35 / layout.Rows);
        double width = (1 - gapX * (layout.Columns - 1)) / layout.Columns, height = (1 - gapY * (layout.Rows - 1)) / layout.Rows;
        double left = panel.Column * (width + gapX), top = 1 - panel.Row * (height + gapY);
        return new(Clean(left), Clean(left + width), Clean(top - height), Clean(top));
    }

    private static double Clean(double share) => Math.Clamp(Math.Round(share, 6), 0, 1);
}
