using Plotly.NET;

namespace CourseLib.Charts;

/// <summary>The panels of a chart: the pairs of axes and the scenes that its traces stand in.</summary>
internal static class Panels
{
    /// <summary>The numbers of a chart's panels in order, and whether each is a scene; the first panel of a chart without traces is there, too.</summary>
    public static (int Number, bool Spatial)[] Of(GenericChart chart)
    {
        (int, bool)[] all = [.. chart.Traces().Select(Of).Distinct().Order()];
        return all.Length == 0 ? [(1, false)] : all;
    }

    /// <summary>The panel of a trace.</summary>
    public static (int Number, bool Spatial) Of(Trace trace) => IsSpatial(trace)
        ? (Number(trace.Word("scene") ?? "scene"), true)
        : (Number(trace.Word("xaxis") ?? "x"), false);

    public static bool IsSpatial(Trace trace) => trace is Trace3D;

    /// <summary>The panels that a style is for: the one of a number, or all.</summary>
    /// <exception cref="ArgumentException">There is no such panel.</exception>
    public static (int Number, bool Spatial)[] Chosen(GenericChart chart, int? id)
    {
        (int Number, bool Spatial)[] all = Of(chart);
        if (id is not { } wanted) return all;
        (int, bool)[] found = [.. all.Where(panel => panel.Number == wanted)];
        return found.Length > 0 ? found : throw new ArgumentException($"Id: there is no panel {wanted}; the figure's panels are {string.Join(", ", all.Select(panel => panel.Number))}.");
    }

    /// <summary>What stands behind the name of an axis: nothing for the first, 2, 3, …</summary>
    public static string Suffix(int number) => number == 1 ? "" : $"{number}";

    private static int Number(string axis) =>
        int.TryParse(axis.AsSpan(axis.LastIndexOfAny(['x', 'y', 'e']) + 1), System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : 1;
}
