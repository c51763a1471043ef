using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>The legend's entries and their places: right of the panels, above or below them, never on them.</summary>
internal sealed class LegendLayout
{
    public const double SwatchWidth = 26, RowHeight = 19;

    private const double Gap = 8, ColumnGap = 18, WidestShare = 0.32;

    private readonly double widest;

    public LegendLayout(Figure figure, double width, double height)
    {
        Traces = [.. figure.Traces.Where(t => t.Listed)];
        Title = figure.Layout.LegendTitle;
        if (Traces.Length == 0) return;
        double[] widths = [.. Traces.Select(t => SwatchWidth + Gap + TextMetrics.Width(t.Name ?? "", SvgTheme.LegendSize))];
        widest = Math.Max(widths.Max(), Title is null ? 0 : TextMetrics.Width(Title, SvgTheme.LegendSize));
        double column = RowHeight * (Traces.Length + (Title is null ? 0 : 1));
        Place = figure.Layout.LegendPlace
            ?? (widest > WidestShare * width || column > 0.85 * height ? LegendPlace.Below : LegendPlace.Right);
        if (Place == LegendPlace.Right)
        {
            (Width, Height) = (widest, column);
            return;
        }
        Width = width;
        Columns = Math.Clamp((int)((width + ColumnGap) / (widest + ColumnGap)), 1, Traces.Length);
        Height = RowHeight * ((Traces.Length + Columns - 1) / Columns + (Title is null ? 0 : 1));
    }

    public Trace[] Traces { get; }

    public string? Title { get; }

    public LegendPlace? Place { get; }

    public double Width { get; }

    public double Height { get; }

    public int Columns { get; } = 1;

    /// <summary>Where it stands.</summary>
    public Rect Box { get; private set; }

    public void Arrange(Rect area, double figureWidth, double figureHeight, double edge, double underTitle) => Box = Place switch
    {
        LegendPlace.Right => new(figureWidth - edge - Width, area.Top + 2, Width, Height),
        LegendPlace.Top => new(edge, underTitle, figureWidth - 2 * edge, Height),
        LegendPlace.Below => new(edge, figureHeight - edge - Height, figureWidth - 2 * edge, Height),
        _ => default,
    };

    /// <summary>The top left corner of an entry.</summary>
    public (double X, double Y) Entry(int index)
    {
        double top = Box.Top + (Title is null ? 0 : RowHeight);
        double block = Columns * widest + (Columns - 1) * ColumnGap;
        double left = Place == LegendPlace.Right ? Box.Left : Box.Left + Math.Max(0, (Box.Width - block) / 2);
        return (left + index % Columns * (widest + ColumnGap), top + index / Columns * RowHeight);
    }
}
