using System.Text;

namespace CourseLib.Charts.Svg;

/// <summary>A circle in the picture, its centre and radius in pixels. Angles are in radians clockwise from the top.</summary>
internal readonly record struct Ring(double X, double Y, double Radius)
{
    /// <summary>The place at an angle and a share of the radius.</summary>
    public (double X, double Y) At(double angle, double share) =>
        (X + Radius * share * Math.Sin(angle), Y - Radius * share * Math.Cos(angle));

    /// <summary>The outline of a sector between two shares of the radius; a whole turn is a ring.</summary>
    public string Sector(double from, double to, double inner, double outer)
    {
        if (to < from) (from, to) = (to, from);
        if (to - from >= 2 * Math.PI - 1e-9) return Circle(outer) + (inner > 0 ? Circle(inner) : "");
        bool large = to - from > Math.PI;
        StringBuilder path = new();
        path.Append('M').Append(Point(from, outer)).Append(Arc(outer, large, 1, to));
        if (inner > 0) path.Append('L').Append(Point(to, inner)).Append(Arc(inner, large, 0, from));
        else path.Append('L').Append(Point(0, 0));
        return path.Append('Z').ToString();
    }

    /// <summary>The outline of the circle whose radius is a share of this one's.</summary>
    public string Circle(double share)
    {
        string r = SvgWriter.Number(Radius * share), d = SvgWriter.Number(2 * Radius * share);
        return $"M{SvgWriter.Number(X - Radius * share)} {SvgWriter.Number(Y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z";
    }

    private string Point(double angle, double share)
    {
        (double x, double y) = At(angle, share);
        return $"{SvgWriter.Number(x)} {SvgWriter.Number(y)}";
    }

    private string Arc(double share, bool large, int sweep, double to)
    {
        string r = SvgWriter.Number(Radius * share);
        return $"A{r} {r} 0 {(large ? 1 : 0)} {sweep} {Point(to, share)}";
    }
}
