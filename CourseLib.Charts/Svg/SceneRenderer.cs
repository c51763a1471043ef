using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>
/// Draws surfaces, meshes and points in three dimensions: the far walls with their grids, then everything from far to near.
/// </summary>
internal static class SceneRenderer
{
    /// <summary>Of a surface so many cells along each axis are drawn, of a mesh so many triangles.</summary>
    private const int MostCells = 56, MostFaces = 10_000;

    /// <summary>One thing to draw and how near it is.</summary>
    private readonly record struct Piece(double Nearness, Action<SvgWriter> Draw);

    public static void Draw(SvgWriter svg, PanelView view)
    {
        Trace[] traces = [.. view.Data.Traces.Where(t => t.IsSpatial)];
        Camera camera = new(view.Plot);
        Space space = new(view.Data, traces);
        SceneAxes.Draw(svg, camera, space);
        List<Piece> pieces = [];
        foreach (Trace trace in traces)
        {
            if (trace is SurfaceTrace surface) Surface(pieces, surface, space, camera);
            if (trace is MeshTrace mesh) Faces(pieces, mesh, space, camera);
            if (trace is Scatter3DTrace scatter) Points(pieces, scatter, space, camera);
        }
        foreach (Piece piece in pieces.OrderBy(p => p.Nearness)) piece.Draw(svg);
    }

    private static void Surface(List<Piece> pieces, SurfaceTrace trace, Space space, Camera camera)
    {
        Matrix z = trace.Z;
        int[] rows = Sample(z.Rows), columns = Sample(z.Columns);
        double[] xs = space.X.Shares(trace.XValues), ys = space.Y.Shares(trace.YValues);
        for (int i = 0; i + 1 < rows.Length; i++)
            for (int j = 0; j + 1 < columns.Length; j++)
            {
                (int Row, int Column)[] corners =
                    [(rows[i], columns[j]), (rows[i], columns[j + 1]), (rows[i + 1], columns[j + 1]), (rows[i + 1], columns[j])];
                if (corners.Any(c => !double.IsFinite(z[c.Row, c.Column]) || c.Column >= xs.Length || c.Row >= ys.Length)) continue;
                (double X, double Y, double Z)[] points =
                    Array.ConvertAll(corners, c => (xs[c.Column], ys[c.Row], space.Z.Share(z[c.Row, c.Column])));
                if (points.Any(p => double.IsNaN(p.X + p.Y + p.Z))) continue;
                Rgb color = trace.Map.At(corners.Average(c => z[c.Row, c.Column])).Lit(Light(points));
                Add(pieces, points, color.Hex, trace.Opacity, camera);
            }
    }

    private static void Faces(List<Piece> pieces, MeshTrace trace, Space space, Camera camera)
    {
        double[] xs = space.X.Shares(trace.XValues), ys = space.Y.Shares(trace.YValues), zs = space.Z.Shares(trace.ZValues);
        CssColor usual = new(SvgTheme.Ink(trace).Color);
        for (int f = 0; f < Math.Min(trace.Faces.Length, MostFaces); f++)
        {
            (int a, int b, int c) = trace.Faces[f];
            (double X, double Y, double Z)[] points = [(xs[a], ys[a], zs[a]), (xs[b], ys[b], zs[b]), (xs[c], ys[c], zs[c])];
            if (points.Any(p => double.IsNaN(p.X + p.Y + p.Z))) continue;
            CssColor own = trace.FaceColors is { } each && f < each.Length ? each[f] : usual;
            Rgb? rgb = trace.ValueOf(f) is { } value && trace.Map is { } map ? map.At(value) : own.Parts;
            Add(pieces, points, rgb?.Lit(Light([points[0], points[1], points[2], points[0]])).Hex ?? own.Css, trace.Opacity, camera);
        }
    }

    /// <summary>
    /// A lit piece of a surface; its outline, which hides the seam to the next one, would show where the surface is see-through.
    /// </summary>
    private static void Add(List<Piece> pieces, (double X, double Y, double Z)[] points, string fill, double? opacity, Camera camera)
    {
        string path = LinePath.Closed(points.Select(p => camera.Pixel(p.X, p.Y, p.Z)));
        bool opaque = opacity is null or 1;
        pieces.Add(new(points.Average(p => Camera.Nearness(p.X, p.Y, p.Z)), svg => svg.Leaf("path", ("d", path), ("fill", fill),
            ("stroke", opaque ? fill : null), ("stroke-width", opaque ? 0.6 : null), ("opacity", opaque ? null : opacity))));
    }

    /// <summary>The light on a small four-cornered piece, from above and a little from the right.</summary>
    private static double Light((double X, double Y, double Z)[] p)
    {
        (double x1, double y1, double z1) = (p[2].X - p[0].X, p[2].Y - p[0].Y, p[2].Z - p[0].Z);
        (double x2, double y2, double z2) = (p[3].X - p[1].X, p[3].Y - p[1].Y, p[3].Z - p[1].Z);
        (double nx, double ny, double nz) = (y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, x1 * y2 - y1 * x2);
        double length = Math.Sqrt(nx * nx + ny * ny + nz * nz);
        return length > 0 ? 0.7 + 0.38 * Math.Abs(0.15 * nx + 0.45 * ny + 0.88 * nz) / length : 1;
    }

    private static void Points(List<Piece> pieces, Scatter3DTrace trace, Space space, Camera camera)
    {
        double[] xs = space.X.Shares(trace.X), ys = space.Y.Shares(trace.Y), zs = [.. trace.Z.Numbers.Select(space.Z.Share)];
        int count = Math.Min(xs.Length, Math.Min(ys.Length, zs.Length));
        (string? css, string ink) = SvgTheme.Ink(trace);
        (double X, double Y)? before = null;
        for (int i = 0; i < count; i++)
        {
            if (double.IsNaN(xs[i] + ys[i] + zs[i]))
            {
                before = null;
                continue;
            }
            (double X, double Y) at = camera.Pixel(xs[i], ys[i], zs[i]);
            double near = Camera.Nearness(xs[i], ys[i], zs[i]) + 0.01;
            if (trace.Lines && before is { } from)
            {
                string stroke = trace.Line.InkAt(i);
                pieces.Add(new(near, svg => svg.Leaf("path", ("d", LinePath.Open([from, at])), ("class", css), ("color", ink),
                    ("stroke", stroke), ("stroke-width", trace.Line.Width ?? LinePath.DefaultWidth), ("stroke-linecap", "round"),
                    ("fill", "none"), ("opacity", trace.Opacity))));
            }
            before = at;
            if (trace.Texts is { } texts && i < texts.Length && texts[i] is var text)
                pieces.Add(new(near, svg => Texts.Draw(svg, text, at.X, at.Y - (trace.Markers ? 7 : -4), SvgTheme.TickSize, "middle")));
            if (!trace.Markers) continue;
            (string fill, double size) = (trace.Marker.InkAt(i), trace.Marker.SizeAt(i, 6));
            string path = Markers.Path(trace.Marker.Symbol ?? Words.MarkerSymbol.Circle, at.X, at.Y, size);
            pieces.Add(new(near, svg => svg.Leaf("path", ("d", path), ("class", css), ("color", ink),
                ("fill", fill), ("fill-opacity", 0.85), ("opacity", trace.Opacity))));
        }
    }

    /// <summary>At most so many cells' corners, the first and the last among them.</summary>
    private static int[] Sample(int count)
    {
        int steps = Math.Min(MostCells, count - 1);
        return count < 2 ? [] : [.. Enumerable.Range(0, steps + 1).Select(i => (int)Math.Round((double)i * (count - 1) / steps))];
    }
}
