namespace CourseLib.Charts.Data;

/// <summary>Cones along arrows, made of triangles.</summary>
internal static class Cones
{
    private const int Sides = 12;

    /// <summary>Cones at points, as plotly.js sizes them: their lengths are the arrows' times one number.</summary>
    /// <param name="size">That number over the shortest time from a point to the next one at their arrows' mean speed.</param>
    /// <param name="anchor">What stands at the point: tip, tail, center, or cm, the centre of mass.</param>
    /// <returns>Corners, triangles, and for each corner the length of its arrow.</returns>
    public static (double[] X, double[] Y, double[] Z, (int, int, int)[] Faces, double[] Lengths) Along(
        double[] x, double[] y, double[] z, double[] u, double[] v, double[] w, double size, string anchor)
    {
        List<(double X, double Y, double Z)> corners = [];
        List<(int, int, int)> faces = [];
        List<double> lengths = [];
        double[] norms = [.. u.Select((_, i) => Norm(u[i], v[i], w[i]))];
        double scale = Math.Clamp(size, 0, 100) * Enumerable.Range(1, Math.Max(0, norms.Length - 1))
            .Select(i => 2 * Norm(x[i] - x[i - 1], y[i] - y[i - 1], z[i] - z[i - 1]) / (norms[i] + norms[i - 1]))
            .Where(time => time > 0 && double.IsFinite(time)).DefaultIfEmpty(1).Min();
        double ahead = anchor switch { "tip" => 0, "tail" => 1, "center" => 0.5, _ => 0.75 };
        for (int i = 0; i < norms.Length; i++)
        {
            double length = norms[i] * scale, radius = length / 4;
            if (!(norms[i] > 0) || !double.IsFinite(length) || !double.IsFinite(x[i] + y[i] + z[i])) continue;
            (double dx, double dy, double dz) = (u[i] / norms[i], v[i] / norms[i], w[i] / norms[i]);
            // Two directions across the arrow, the first one across z or x as well.
            (double ax, double ay, double az) = Math.Abs(dz) < 0.9 ? (dy, -dx, 0.0) : (0.0, dz, -dy);
            double a = Norm(ax, ay, az);
            (ax, ay, az) = (ax / a, ay / a, az / a);
            (double bx, double by, double bz) = (dy * az - dz * ay, dz * ax - dx * az, dx * ay - dy * ax);
            (double tx, double ty, double tz) = (x[i] + ahead * length * dx, y[i] + ahead * length * dy, z[i] + ahead * length * dz);
            (double fx, double fy, double fz) = (tx - length * dx, ty - length * dy, tz - length * dz);
            int tip = corners.Count;
            corners.AddRange([(tx, ty, tz), (fx, fy, fz)]);
            for (int s = 0; s < Sides; s++)
            {
                (double sin, double cos) = Math.SinCos(2 * Math.PI * s / Sides);
                (cos, sin) = (radius * cos, radius * sin);
                corners.Add((fx + cos * ax + sin * bx, fy + cos * ay + sin * by, fz + cos * az + sin * bz));
                int here = tip + 2 + s, next = tip + 2 + (s + 1) % Sides;
                faces.AddRange([(tip, here, next), (tip + 1, next, here)]);
            }
            lengths.AddRange(Enumerable.Repeat(norms[i], corners.Count - tip));
        }
        return ([.. corners.Select(c => c.X)], [.. corners.Select(c => c.Y)], [.. corners.Select(c => c.Z)], [.. faces], [.. lengths]);
    }

    public static double Norm(double x, double y, double z) => Math.Sqrt(x * x + y * y + z * z);
}
