using System.Text;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Lines through points: gaps where a point has no place, no more points than a screen can show.</summary>
internal static class LinePath
{
    public const double DefaultWidth = 2;

    private const int ManyPoints = 2000;

    /// <summary>The runs of points between gaps.</summary>
    public static IEnumerable<(double X, double Y)[]> Runs(IEnumerable<(double X, double Y)> points)
    {
        List<(double, double)> run = [];
        foreach ((double X, double Y) p in points)
        {
            if (double.IsNaN(p.X) || double.IsNaN(p.Y))
            {
                if (run.Count > 0) yield return [.. run];
                run.Clear();
            }
            else run.Add(p);
        }
        if (run.Count > 0) yield return [.. run];
    }

    /// <summary>The points of a line that does not run straight: steps get their corners, a curve points in between.</summary>
    public static (double X, double Y)[] Shaped((double X, double Y)[] points, Words.Shape shape)
    {
        if (shape == Words.Shape.Linear) return points;
        List<(double, double)> shaped = [];
        foreach ((double X, double Y)[] run in Runs(points))
        {
            if (shaped.Count > 0) shaped.Add((double.NaN, double.NaN));
            shaped.Add(run[0]);
            for (int i = 1; i < run.Length; i++) shaped.AddRange(Between(run, i, shape));
        }
        return [.. shaped];
    }

    /// <summary>From the point before to point <paramref name="i"/>, itself last.</summary>
    private static IEnumerable<(double X, double Y)> Between((double X, double Y)[] run, int i, Words.Shape shape)
    {
        ((double X, double Y) a, (double X, double Y) b) = (run[i - 1], run[i]);
        double x = (a.X + b.X) / 2, y = (a.Y + b.Y) / 2;
        return shape switch
        {
            Words.Shape.Hv => [(b.X, a.Y), b],
            Words.Shape.Vh => [(a.X, b.Y), b],
            Words.Shape.Hvh => [(x, a.Y), (x, b.Y), b],
            Words.Shape.Vhv => [(a.X, y), (b.X, y), b],
            Words.Shape.Spline when run.Length is > 2 and < ManyPoints =>
                Curve(run[Math.Max(0, i - 2)], a, b, run[Math.Min(run.Length - 1, i + 1)]),
            _ => [b],
        };
    }

    /// <summary>A centripetal Catmull-Rom curve from <paramref name="a"/> to <paramref name="b"/>.</summary>
    private static IEnumerable<(double X, double Y)> Curve(
        (double X, double Y) before, (double X, double Y) a, (double X, double Y) b, (double X, double Y) after)
    {
        const int pieces = 12;
        (double, double) first = Handle(before, a, b), second = Handle(after, b, a);
        for (int i = 1; i <= pieces; i++)
        {
            double t = (double)i / pieces, s = 1 - t;
            (double p, double q, double r, double u) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t);
            yield return (p * a.X + q * first.Item1 + r * second.Item1 + u * b.X, p * a.Y + q * first.Item2 + r * second.Item2 + u * b.Y);
        }
    }

    /// <summary>The control point of a Bézier curve that leaves <paramref name="at"/> towards <paramref name="next"/>.</summary>
    private static (double X, double Y) Handle((double X, double Y) before, (double X, double Y) at, (double X, double Y) next)
    {
        double d = Math.Sqrt(Distance(before, at)), e = Math.Sqrt(Distance(at, next)), share = 3 * d * (d + e);
        if (share < 1e-9) return at;
        double weight = 2 * d * d + 3 * d * e + e * e;
        return ((d * d * next.X - e * e * before.X + weight * at.X) / share, (d * d * next.Y - e * e * before.Y + weight * at.Y) / share);
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    /// <summary>The path of open lines; a lone point has none.</summary>
    public static string Open(IEnumerable<(double X, double Y)> points)
    {
        StringBuilder path = new();
        foreach ((double X, double Y)[] run in Runs(points))
            if (run.Length > 1) Append(path, Thin(run), closed: false);
        return path.ToString();
    }

    /// <summary>The path of one closed outline.</summary>
    public static string Closed(IEnumerable<(double X, double Y)> points)
    {
        StringBuilder path = new();
        Append(path, [.. points], closed: true);
        return path.ToString();
    }

    /// <summary>
    /// From thousands of points those that can be told apart: of each half pixel's column the first, lowest, highest and last when the
    /// line runs one way along x, else every point that moves a third of a pixel.
    /// </summary>
    public static IReadOnlyList<(double X, double Y)> Thin((double X, double Y)[] run)
    {
        if (run.Length <= ManyPoints) return run;
        bool forward = true;
        for (int i = 1; i < run.Length && forward; i++) forward = run[i].X >= run[i - 1].X;
        List<(double X, double Y)> kept = [];
        if (!forward)
        {
            foreach ((double X, double Y) p in run)
                if (kept.Count == 0 || Math.Abs(p.X - kept[^1].X) + Math.Abs(p.Y - kept[^1].Y) > 0.33) kept.Add(p);
            return kept;
        }
        for (int start = 0; start < run.Length;)
        {
            int end = start, low = start, high = start;
            double column = Math.Floor(run[start].X * 2);
            for (; end < run.Length && Math.Floor(run[end].X * 2) == column; end++)
            {
                if (run[end].Y < run[low].Y) low = end;
                if (run[end].Y > run[high].Y) high = end;
            }
            foreach (int i in new[] { start, Math.Min(low, high), Math.Max(low, high), end - 1 }.Distinct()) kept.Add(run[i]);
            start = end;
        }
        return kept;
    }

    /// <summary>The dash pattern of a line in pixels; null when it is unbroken.</summary>
    public static string? Dashes(ScatterTrace trace) => Dashes(trace.Dash, trace.Line.Width ?? DefaultWidth);

    public static string? Dashes(Words.DrawingStyle dash, double width)
    {
        double[] pattern = dash switch
        {
            Words.DrawingStyle.Dot => [0.5, 2.2],
            Words.DrawingStyle.Dash => [4, 3],
            Words.DrawingStyle.LongDash => [8, 3.5],
            Words.DrawingStyle.DashDot => [4, 2.5, 0.5, 2.5],
            Words.DrawingStyle.LongDashDot => [8, 3, 0.5, 3],
            _ => [],
        };
        return pattern.Length == 0 ? null : string.Join(" ", pattern.Select(p => SvgWriter.Number(p * Math.Max(1, width))));
    }

    private static void Append(StringBuilder path, IReadOnlyList<(double X, double Y)> points, bool closed)
    {
        for (int i = 0; i < points.Count; i++)
            path.Append(i == 0 ? 'M' : 'L').Append(SvgWriter.Number(points[i].X)).Append(' ').Append(SvgWriter.Number(points[i].Y));
        if (closed) path.Append('Z');
    }
}
