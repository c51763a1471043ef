using CourseLib.Charts.Data;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>A panel with its place in the picture: what renderers draw on.</summary>
internal sealed record PanelView(PanelData Data, Rect Plot, Scale X, Scale Y)
{
    /// <summary>The pixels of two series' points; NaN where a point has no place.</summary>
    public (double X, double Y)[] Points(Series xs, Series ys) => Points(Data.X.Values(xs), Data.Y.Values(ys));

    /// <summary>The pixels of points given in the axes' own values, in which a category is its place.</summary>
    public (double X, double Y)[] Points(double[] x, double[] y)
    {
        (double, double)[] points = new (double, double)[Math.Min(x.Length, y.Length)];
        for (int i = 0; i < points.Length; i++)
        {
            (double px, double py) = (X.At(x[i]), Y.At(y[i]));
            points[i] = double.IsFinite(px) && double.IsFinite(py) ? (px, py) : (double.NaN, double.NaN);
        }
        return points;
    }
}
