using System.Globalization;
using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>What kind of axis a panel has once its data are known, and the places of its categories.</summary>
internal sealed class AxisData
{
    private readonly Dictionary<string, int> places = [];

    private AxisData(Words.AxisType kind) => Kind = kind;

    public Words.AxisType Kind { get; }

    public IReadOnlyCollection<string> Categories => places.Keys;

    /// <summary>The x or the y axis of a panel: by its style, else by the first trace that has values there.</summary>
    public static AxisData Of(Axis style, IEnumerable<Series?> values)
    {
        Series[] all = [.. values.OfType<Series>()];
        Words.AxisType kind = style.Type is { } type and not Words.AxisType.Auto ? type
            : style.CategoryArray is not null ? Words.AxisType.Category
            : (all.FirstOrDefault(s => s.Count > 0) ?? Series.Empty).Kind switch
            {
                SeriesKind.Text => Words.AxisType.Category,
                SeriesKind.Date => Words.AxisType.Date,
                _ => Words.AxisType.Linear,
            };
        AxisData axis = new(kind);
        if (kind != Words.AxisType.Category) return axis;
        foreach (string text in style.CategoryArray ?? []) axis.places.TryAdd(text, axis.places.Count);
        foreach (Series series in all)
            for (int i = 0; i < series.Count; i++) axis.places.TryAdd(series.Label(i), axis.places.Count);
        return axis;
    }

    public static AxisData X(Figure figure, IReadOnlyCollection<int> panels) =>
        Of(figure.Panels[panels.First()].X, figure.Traces.Where(t => panels.Contains(t.Panel)).Select(t => t.XValues));

    public static AxisData Y(Figure figure, IReadOnlyCollection<int> panels) =>
        Of(figure.Panels[panels.First()].Y, figure.Traces.Where(t => panels.Contains(t.Panel)).Select(t => t.YValues));

    /// <summary>The axis values of a series; NaN where an element has no place.</summary>
    public double[] Values(Series series)
    {
        if (Kind != Words.AxisType.Category && series.Kind != SeriesKind.Text) return series.Numbers;
        return [.. Enumerable.Range(0, series.Count).Select(i => Kind == Words.AxisType.Category
            ? (places.TryGetValue(series.Label(i), out int place) ? place : double.NaN)
            : double.TryParse(series.Texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
    }

    /// <summary>The axis value of one number, text or date.</summary>
    public double Value(object value) => Kind == Words.AxisType.Category && value is not string && Series.From(new[] { value }) is { Kind: SeriesKind.Number } index
        ? index.Numbers[0]
        : Values(Series.From(new[] { value })).FirstOrDefault(double.NaN);
}
