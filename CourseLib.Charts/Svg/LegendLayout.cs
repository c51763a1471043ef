using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>What the legend lists: a trace, or one part of it.</summary>
internal sealed record LegendEntry(Trace Trace, string Name, Part? Part = null);

/// <summary>The legend's entries and their places: right of the panels, above or below them, never on them.</summary>
internal sealed class LegendLayout
{
    public const double SwatchWidth = 26, RowHeight = 19;

    private const double Gap = 8, ColumnGap = 18, WidestShare = 0.32;

    private readonly double widest;

    public LegendLayout(Figure figure, double width, double height)
    {
        Entries = [.. figure.Traces.Where(t => t.Listed).SelectMany(Listed).DistinctBy(entry => (entry.Part is null, entry.Name))];
        Title = figure.Layout.LegendTitle;
        if (Entries.Length == 0) return;
        double[] widths = [.. Entries.Select(entry => SwatchWidth + Gap + TextMetrics.Width(entry.Name, SvgTheme.LegendSize))];
        widest = Math.Max(widths.Max(), Title is null ? 0 : TextMetrics.Width(Title, SvgTheme.LegendSize));
        double column = RowHeight * (Entries.Length + (Title is null ? 0 : 1));
        Place = figure.Layout.LegendPlace
            ?? (widest > WidestShare * width || column > 0.85 * height ? LegendPlace.Below : LegendPlace.Right);
        if (Place == LegendPlace.Right)
        {
            (Width, Height) = (widest, column);
            return;
        }
        Width = width;
        Columns = Math.Clamp((int)((width + ColumnGap) / (widest + ColumnGap)), 1, Entries.Length);
        Height = RowHeight * ((Entries.Length + Columns - 1) / Columns + (Title is null ? 0 : 1));
    }

    public LegendEntry[] Entries { get; } = [];

    public string? Title { get; }

    public LegendPlace? Place { get; }

    public double Width { get; }

    public double Height { get; }

    public int Columns { get; } = 1;

    /// <summary>Where it stands.</summary>
    public Rect Box { get; private set; }

    private static IEnumerable<LegendEntry> Listed(Trace trace) => trace is PieTrace pie
        ? pie.Parts.Select(part => new LegendEntry(pie, part.Label, part))
        : [new LegendEntry(trace, trace.Name ?? "")];

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
