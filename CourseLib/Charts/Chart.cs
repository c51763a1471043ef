using System.Collections.Immutable;
using CourseLib.Charts.Traces;

namespace CourseLib.Charts;

/// <summary>
/// Charts for notebooks, named as in Plotly.NET. x and y are any sequences of numbers, texts or dates, or tensors; NaN leaves a gap.
/// </summary>
/// <example><code>
/// Chart.Combine([
///     Chart.Line(epochs, training, Name: "training"),
///     Chart.Line(epochs, validation, Name: "validation"),
/// ]).WithTitle("Loss").WithXAxisStyle("epoch").WithYAxisStyle("cross-entropy (nats)")
/// </code></example>
public static partial class Chart
{
    /// <summary>Several charts on the same axes. Titles and styles are those of the first chart that has them.</summary>
    /// <exception cref="ArgumentException">There is no chart, or the charts are grids of different sizes.</exception>
    public static Figure Combine(IEnumerable<Figure> gCharts)
    {
        Figure[] all = Charts(gCharts);
        if (all.Length == 0) throw new ArgumentException("Chart.Combine needs one chart or more; it has none.");
        Figure sum = all[0];
        foreach (Figure next in all.Skip(1))
        {
            if (next.Panels.Length != sum.Panels.Length)
                throw new ArgumentException($"Chart.Combine lays charts on one another; one has {sum.Panels.Length} panels, another {next.Panels.Length}. Chart.Grid sets them side by side.");
            sum = sum with
            {
                Traces = sum.Traces.AddRange(next.Traces),
                Panels = [.. sum.Panels.Zip(next.Panels, Merge)],
                Layout = sum.Layout.Or(next.Layout),
            };
        }
        return sum;
    }

    /// <inheritdoc cref="Combine(IEnumerable{Figure})"/>
    public static Figure Combine(params Figure[] gCharts) => Combine((IEnumerable<Figure>)gCharts);

    /// <summary>Charts side by side, row by row, each on axes of its own. A chart's title becomes its panel's title.</summary>
    /// <param name="gCharts">At most nRows·nCols charts; <see cref="Invisible"/> leaves a place empty.</param>
    /// <param name="nRows">The number of rows.</param>
    /// <param name="nCols">The number of columns.</param>
    /// <param name="SubPlotTitles">The panels' titles.</param>
    /// <param name="Pattern">Coupled: each column shares its x axis, each row its y axis.</param>
    /// <exception cref="ArgumentException">There are more charts than places, or a chart is itself a grid.</exception>
    public static Figure Grid(
        IEnumerable<Figure> gCharts, int nRows, int nCols, IEnumerable<string>? SubPlotTitles = null,
        StyleParam.LayoutGridPattern Pattern = StyleParam.LayoutGridPattern.Independent)
    {
        Figure[] all = Charts(gCharts);
        string[] titles = [.. SubPlotTitles ?? []];
        if (nRows < 1 || nCols < 1 || all.Length == 0 || all.Length > nRows * nCols)
            throw new ArgumentException($"Chart.Grid: {all.Length} charts do not fit {nRows} rows of {nCols}.");
        ImmutableArray<Trace>.Builder traces = ImmutableArray.CreateBuilder<Trace>();
        ImmutableArray<Panel>.Builder panels = ImmutableArray.CreateBuilder<Panel>();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Panels.Length != 1) throw new ArgumentException($"Chart.Grid: chart {i} is itself a grid of {all[i].Panels.Length} panels.");
            traces.AddRange(all[i].Traces.Select(t => t with { Panel = i }));
            string? title = i < titles.Length ? titles[i] : all[i].Panels[0].Title ?? all[i].Layout.Title;
            panels.Add(all[i].Panels[0] with { Row = i / nCols, Column = i % nCols, Title = title });
        }
        return new()
        {
            Traces = traces.DrainToImmutable(),
            Panels = panels.DrainToImmutable(),
            Layout = all.Select(f => f.Layout with { Title = null, TitleSize = null, Width = null, Height = null, Margins = new(), Caption = null, AltText = null })
                .Aggregate((a, b) => a.Or(b)) with
            { Rows = nRows, Columns = nCols, Coupled = Pattern == StyleParam.LayoutGridPattern.Coupled },
        };
    }

    /// <summary>Charts one under the other, with one x axis for all.</summary>
    /// <exception cref="ArgumentException">There is no chart, or a chart is itself a grid.</exception>
    public static Figure SingleStack(
        IEnumerable<Figure> gCharts, IEnumerable<string>? SubPlotTitles = null,
        StyleParam.LayoutGridPattern Pattern = StyleParam.LayoutGridPattern.Coupled)
    {
        Figure[] all = Charts(gCharts);
        return Grid(all, Math.Max(1, all.Length), 1, SubPlotTitles, Pattern);
    }

    /// <summary>Nothing, not even axes: an empty place in a grid.</summary>
    public static Figure Invisible() => new() { Panels = [new Panel { X = new() { Visible = false }, Y = new() { Visible = false } }] };

    private static Figure[] Charts(IEnumerable<Figure> gCharts)
    {
        Figure[] all = [.. gCharts];
        int none = Array.IndexOf(all, null);
        return none < 0 ? all : throw new ArgumentNullException(nameof(gCharts), $"Chart {none} of {all.Length} is null; Chart.Invisible() leaves a place empty.");
    }

    private static Panel Merge(Panel a, Panel b) => a with
    {
        Title = a.Title ?? b.Title,
        X = a.X.Or(b.X),
        Y = a.Y.Or(b.Y),
        Z = a.Z.Or(b.Z),
        Annotations = a.Annotations.AddRange(b.Annotations),
        Shapes = a.Shapes.AddRange(b.Shapes),
    };

    private static void SameCount(string chart, int x, int y)
    {
        if (x != y) throw new ArgumentException($"{chart}: x has {x} values and y has {y}; there must be as many of each.");
    }
}
