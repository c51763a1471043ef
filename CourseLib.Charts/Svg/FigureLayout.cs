using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Finds the place of everything: title, legend and panels, from the room that their texts need.</summary>
internal sealed class FigureLayout
{
    private const double Edge = 12, TickLength = 6, ColorBarWidth = 14, PanelGap = 18;

    private readonly PanelData[] measured;

    /// <param name="figure">What is drawn, resolved.</param>
    /// <param name="extents">By whose values the axes are chosen, resolved: the figure itself, or all frames of an animation.</param>
    public FigureLayout(Figure figure, Figure extents)
    {
        Figure = figure;
        Layout layout = figure.Layout;
        Width = layout.WidthOrDefault;
        Height = layout.HeightOrDefault;
        PanelData[] Data(Figure of) => [.. Enumerable.Range(0, figure.Panels.Length).Select(i => new PanelData(of, i))];
        Panels = Data(figure);
        measured = ReferenceEquals(figure, extents) ? Panels : Data(extents);
        TitleSize = layout.TitleSize ?? SvgTheme.TitleSize;
        TitleHeight = layout.Title is { } title ? TextMetrics.Height(title, TitleSize) + 10 : 0;
        Legend = new LegendLayout(figure, Width - 2 * Edge, Height);
        double top = layout.Margins.Top ?? Edge + TitleHeight + (Legend.Place == LegendPlace.Top ? Legend.Height + 8 : 0);
        double bottom = Height - (layout.Margins.Bottom ?? 0) - Edge - (Legend.Place == LegendPlace.Below ? Legend.Height + 10 : 0);
        double right = Width - Edge - (Legend.Place == LegendPlace.Right ? Legend.Width + 16 : 0);
        Area = new(Edge, top, Math.Max(40, right - Edge), Math.Max(40, bottom - top));
        Legend.Arrange(Area, Width, Height, Edge, Edge + TitleHeight);
        Views = Arrange();
    }

    public Figure Figure { get; }

    public double Width { get; }

    public double Height { get; }

    public double TitleSize { get; }

    public double TitleHeight { get; }

    public LegendLayout Legend { get; }

    /// <summary>The room for the panels with their axes.</summary>
    public Rect Area { get; }

    public PanelData[] Panels { get; }

    public PanelView[] Views { get; }

    /// <summary>The ticks of a view's axes.</summary>
    public static (AxisTicks X, AxisTicks Y) Ticks(PanelView view) => (
        AxisTicks.For(view.Data.Panel.X, view.Data.X, view.X, upright: false, view.Data.Counts(onY: false)),
        AxisTicks.For(view.Data.Panel.Y, view.Data.Y, view.Y, upright: true, view.Data.Counts(onY: true)));

    /// <summary>The room right of a plot that its colour bar takes.</summary>
    public static double ColorBarRoom(PanelData panel)
    {
        if (panel.ColorBar is not { } map) return 0;
        double labels = ColorBar.Labels(map).Max(l => TextMetrics.Width(l.Label, SvgTheme.TickSize));
        return 10 + ColorBarWidth + 6 + labels + (map.Title is null ? 0 : SvgTheme.AxisTitleSize + 10);
    }

    private PanelView[] Arrange()
    {
        int rows = Figure.Layout.Rows, columns = Figure.Layout.Columns;
        (double Low, double High)[] xEnds = new (double, double)[Panels.Length], yEnds = new (double, double)[Panels.Length];
        for (int i = 0; i < Panels.Length; i++) (xEnds[i], yEnds[i]) = Ends(i);
        double[] left = new double[columns], right = new double[columns], top = new double[rows], bottom = new double[rows];
        Array.Fill(left, 45);
        Array.Fill(bottom, 35);
        PanelView[] views = [];
        // The room for labels follows from the ticks, and they from the room: three rounds settle it.
        for (int round = 0; round < 3; round++)
        {
            double width = Math.Max(20, (Area.Width - left.Sum() - right.Sum() - PanelGap * (columns - 1)) / columns);
            double height = Math.Max(20, (Area.Height - top.Sum() - bottom.Sum() - PanelGap * (rows - 1)) / rows);
            Rect At(PanelData panel) => Place(panel.Panel, width, height, left, right, top, bottom);
            views = [.. Panels.Select((panel, i) => View(panel, At(panel), xEnds[i], yEnds[i]))];
            Array.Clear(left);
            Array.Clear(right);
            Array.Clear(top);
            Array.Clear(bottom);
            foreach (PanelView view in views) Measure(view, left, right, top, bottom);
        }
        return views;
    }

    private ((double, double), (double, double)) Ends(int index)
    {
        PanelData panel = measured[index];
        (AxisExtent x, AxisExtent y) = panel.Extents();
        IEnumerable<PanelData> Others(bool columns) =>
            Figure.Sharing(index, columns).Where(i => i != index).Select(i => measured[i]);
        foreach (PanelData other in Others(columns: true)) other.Include(x, new AxisExtent(false));
        foreach (PanelData other in Others(columns: false)) other.Include(new AxisExtent(false), y);
        return (
            PanelData.Ends(panel.Panel.X, panel.X, x, panel.Panel.X.Reversed),
            PanelData.Ends(panel.Panel.Y, panel.Y, y, panel.YReversed));
    }

    private Rect Place(Panel panel, double width, double height, double[] left, double[] right, double[] top, double[] bottom)
    {
        double x = Area.Left + left[0], y = Area.Top + top[0];
        for (int c = 0; c < panel.Column; c++) x += width + right[c] + PanelGap + left[c + 1];
        for (int r = 0; r < panel.Row; r++) y += height + bottom[r] + PanelGap + top[r + 1];
        return new(x, y, width, height);
    }

    private static PanelView View(PanelData panel, Rect cell, (double Low, double High) x, (double Low, double High) y)
    {
        Rect plot = panel.IsPicture || panel.Panel.Y.EqualAspect
            ? cell.WithRatio(Math.Abs(x.High - x.Low) / Math.Abs(y.High - y.Low)) : cell;
        return new(panel, plot,
            new(panel.X.Kind, x.Low, x.High, plot.Left, plot.Right),
            new(panel.Y.Kind, y.Low, y.High, plot.Bottom, plot.Top));
    }

    private void Measure(PanelView view, double[] left, double[] right, double[] top, double[] bottom)
    {
        PanelData panel = view.Data;
        (int row, int column) = (panel.Panel.Row, panel.Panel.Column);
        (AxisTicks x, AxisTicks y) = panel.HasAxes ? Ticks(view) : (null!, null!);
        Axis xStyle = panel.Panel.X, yStyle = panel.Panel.Y;
        double l = 0, b = 0, r = ColorBarRoom(panel);
        if (panel.HasAxes && panel.ShowsY && yStyle.Visible)
        {
            double room = y.Width + TickLength + (yStyle.Title is null ? 0 : TextMetrics.Height(yStyle.Title, SvgTheme.AxisTitleSize) + 6);
            if (yStyle.OnRight) r += room;
            else l = room;
        }
        if (panel.HasAxes && panel.ShowsX && xStyle.Visible)
        {
            b = x.Height + TickLength + (xStyle.Title is null ? 0 : TextMetrics.Height(xStyle.Title, SvgTheme.AxisTitleSize) + 6);
            Tick last = x.Ticks.LastOrDefault(t => t.Label.Length > 0);
            double Half(Tick tick) => TextMetrics.Width(tick.Label, SvgTheme.TickSize) / 2;
            double overhang = x.Slanted || last.Label is null ? 4 : Half(last) - (view.Plot.Right - view.X.At(last.Value)) - 4;
            r = Math.Max(r, Math.Max(0, overhang));
            Tick first = x.Ticks.FirstOrDefault(t => t.Label.Length > 0);
            if (!x.Slanted && first.Label is not null) l = Math.Max(l, Half(first) - (view.X.At(first.Value) - view.Plot.Left));
            if (x.Slanted) l = Math.Max(l, Math.Min(80, x.Width - view.Plot.Width / Math.Max(1, x.Ticks.Count) / 2));
        }
        left[column] = Math.Max(left[column], column == 0 && Figure.Layout.Margins.Left is { } ml ? ml - Edge : l);
        right[column] = Math.Max(right[column], column == right.Length - 1 && Figure.Layout.Margins.Right is { } mr ? mr - Edge : r);
        bottom[row] = Math.Max(bottom[row], row == bottom.Length - 1 && Figure.Layout.Margins.Bottom is not null ? 0 : b);
        top[row] = Math.Max(top[row], panel.Panel.Title is { } title ? TextMetrics.Height(title, SvgTheme.AxisTitleSize) + 8 : 2);
    }
}
