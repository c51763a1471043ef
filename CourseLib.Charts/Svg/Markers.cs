using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>The outlines of markers.</summary>
internal static class Markers
{
    public const double DefaultSize = 7;

    /// <summary>No marker is larger, whatever its data say.</summary>
    private const double LargestSize = 1000;

    /// <summary>A closed path of one marker.</summary>
    /// <param name="size">Its diameter in pixels.</param>
    public static string Path(Words.MarkerSymbol symbol, double x, double y, double size)
    {
        size = Math.Clamp(size, 0, LargestSize);
        double r = size / 2;
        return symbol switch
        {
            Words.MarkerSymbol.Square => Polygon(x, y, (-0.89 * r, -0.89 * r), (0.89 * r, -0.89 * r), (0.89 * r, 0.89 * r), (-0.89 * r, 0.89 * r)),
            Words.MarkerSymbol.Diamond => Polygon(x, y, (0, -1.25 * r), (1.25 * r, 0), (0, 1.25 * r), (-1.25 * r, 0)),
            Words.MarkerSymbol.TriangleUp => Polygon(x, y, (0, -1.2 * r), (1.1 * r, 0.75 * r), (-1.1 * r, 0.75 * r)),
            Words.MarkerSymbol.TriangleDown => Polygon(x, y, (0, 1.2 * r), (1.1 * r, -0.75 * r), (-1.1 * r, -0.75 * r)),
            Words.MarkerSymbol.Cross => Polygon(x, y, Plus(r)),
            Words.MarkerSymbol.X => Polygon(x, y, [.. Plus(r).Select(p => ((p.X - p.Y) * 0.7071, (p.X + p.Y) * 0.7071))]),
            Words.MarkerSymbol.Star => Polygon(x, y, [.. Enumerable.Range(0, 10).Select(i =>
                (Math.Sin(i * Math.PI / 5) * (i % 2 == 0 ? 1.35 : 0.55) * r, -Math.Cos(i * Math.PI / 5) * (i % 2 == 0 ? 1.35 : 0.55) * r))]),
            _ => $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(size)} 0a{N(r)} {N(r)} 0 1 0 {N(-size)} 0",
        };
    }

    private static (double X, double Y)[] Plus(double r)
    {
        double arm = 1.15 * r, half = 0.4 * r;
        return [(-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half), (half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half)];
    }

    private static string Polygon(double x, double y, params (double X, double Y)[] corners) =>
        "M" + string.Join("L", corners.Select(c => $"{N(x + c.X)} {N(y + c.Y)}")) + "Z";

    private static string N(double v) => SvgWriter.Number(v);
}
