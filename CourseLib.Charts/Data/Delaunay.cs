namespace CourseLib.Charts.Data;

/// <summary>
/// The triangles over scattered points, both axes brought to one length, whose circumcircles hold no other point
/// (Bowyer 1981, Watson 1981).
/// </summary>
internal static class Delaunay
{
    private const int Most = 2000;

    private readonly record struct Triangle(int A, int B, int C, double X, double Y, double Square);

    /// <summary>Triangles as indices; points that are not finite have none, nor have the points after the first 2000.</summary>
    public static (int A, int B, int C)[] Triangles(double[] x, double[] y)
    {
        int[] points =
        [
            .. Enumerable.Range(0, Math.Min(x.Length, y.Length)).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i]))
                .DistinctBy(i => (x[i], y[i])).Take(Most),
        ];
        if (points.Length < 3) return [];
        (double[] px, double[] py) = (Unit(points, x), Unit(points, y));
        int count = points.Length;
        // A triangle around all points, which leaves with its corners.
        (px, py) = ([.. px, -40, 41, 0.5], [.. py, -40, -40, 61]);
        List<Triangle> all = [Of(px, py, count, count + 1, count + 2)];
        for (int p = 0; p < count; p++)
        {
            Triangle[] broken = [.. all.Where(t => Holds(t, px[p], py[p]))];
            HashSet<(int, int)> edges = [.. broken.SelectMany(t => new[] { (t.A, t.B), (t.B, t.C), (t.C, t.A) })];
            all.RemoveAll(t => Holds(t, px[p], py[p]));
            // What is broken leaves a hole with these edges, which no two broken triangles share.
            foreach ((int a, int b) in edges.Where(edge => !edges.Contains((edge.Item2, edge.Item1)))) all.Add(Of(px, py, a, b, p));
        }
        return [.. all.Where(t => t.A < count && t.B < count && t.C < count).Select(t => (points[t.A], points[t.B], points[t.C]))];
    }

    private static bool Holds(Triangle t, double x, double y) => (x - t.X) * (x - t.X) + (y - t.Y) * (y - t.Y) < t.Square;

    /// <summary>The values brought to 0 … 1.</summary>
    private static double[] Unit(int[] points, double[] values)
    {
        double low = points.Min(i => values[i]), high = points.Max(i => values[i]), half = high / 2 - low / 2;
        return [.. points.Select(i => half > 0 ? (values[i] / 2 - low / 2) / half : 0)];
    }

    /// <summary>A triangle with the centre of its circumcircle and the square of the radius.</summary>
    private static Triangle Of(double[] x, double[] y, int a, int b, int c)
    {
        double bx = x[b] - x[a], by = y[b] - y[a], cx = x[c] - x[a], cy = y[c] - y[a], d = 2 * (bx * cy - by * cx);
        // Three points on a line: a circle without end, which any later point breaks.
        if (Math.Abs(d) < 1e-14) return new(a, b, c, x[a], y[a], double.PositiveInfinity);
        double ux = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / d;
        double uy = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / d;
        return new(a, b, c, x[a] + ux, y[a] + uy, ux * ux + uy * uy);
    }
}
