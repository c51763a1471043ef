using CourseLib.Charts.Data;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Drawing;

/// <summary>Lines of equal height over a grid of points, with coloured bands between or without.</summary>
internal sealed record ContourTrace(Matrix Z, ColorMap Map, bool Filled, bool Lines, bool Labels, int Count) : MatrixTrace(Z, Map)
{
    public override string Type => Bins is null ? "contour" : "histogram2dcontour";

    /// <summary>The bins along x and y whose counts are the heights, where these are counts.</summary>
    public (Bins X, Bins Y)? Bins { get; init; }

    public CssColor? LineColor { get; init; }

    /// <summary>The heights that were asked for: the first, the last and the step between.</summary>
    public (double Start, double End, double Size)? Given { get; init; }

    /// <summary>The heights of the lines: those asked for, or round numbers, evenly spaced.</summary>
    public double[] Levels => Given is var (start, end, size) && size > 0 && (end - start) / size < 1000
        ? [.. Enumerable.Range(0, (int)Math.Floor((end - start) / size + 1.000001)).Select(i => start + i * size)]
        : Map.Max > Map.Min ? LinearTicks.Between(Map.Min, Map.Max, Math.Max(2, Count)) : [];
}
