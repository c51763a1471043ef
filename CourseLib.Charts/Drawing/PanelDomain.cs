namespace CourseLib.Charts.Drawing;

/// <summary>The share of the figure that a panel covers, from the bottom left.</summary>
internal sealed record PanelDomain(double Left, double Right, double Bottom, double Top)
{
    /// <summary>A panel of a grid with room for ticks, titles and colour bars between.</summary>
    public static PanelDomain OfGrid(int rows, int columns, int row, int column)
    {
        double gapX = columns == 1 ? 0 : Math.Min(0.12, 0.3 / columns), gapY = rows == 1 ? 0 : Math.Min(0.16, 0.35 / rows);
        double width = (1 - gapX * (columns - 1)) / columns, height = (1 - gapY * (rows - 1)) / rows;
        double left = column * (width + gapX), top = 1 - row * (height + gapY);
        return new(Clean(left), Clean(left + width), Clean(top - height), Clean(top));
    }

    private static double Clean(double share) => Math.Clamp(Math.Round(share, 6), 0, 1);
}
