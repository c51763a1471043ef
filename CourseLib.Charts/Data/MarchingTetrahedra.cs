using System.Runtime.InteropServices;

namespace CourseLib.Charts.Data;

/// <summary>
/// Surfaces on which numbers over a regular grid have one value: each cube of the grid is six tetrahedra, each cut by a plane.
/// </summary>
internal static class MarchingTetrahedra
{
    /// <summary>No more places along an axis are read, the first and the last among them.</summary>
    private const int MostPlaces = 20;

    /// <summary>The six tetrahedra of a cube, all along one diagonal; bit 0 of a corner is x, bit 1 is y, bit 2 is z.</summary>
    private static readonly int[][] Tetrahedra = [[0, 1, 3, 7], [0, 3, 2, 7], [0, 2, 6, 7], [0, 6, 4, 7], [0, 4, 5, 7], [0, 5, 1, 7]];

    private readonly record struct Corner(double X, double Y, double Z, double Value)
    {
        public static Corner Between(Corner a, Corner b, double level)
        {
            double t = b.Value == a.Value ? 0 : Math.Clamp((level - a.Value) / (b.Value - a.Value), 0, 1);
            return new(a.X + t * (b.X - a.X), a.Y + t * (b.Y - a.Y), a.Z + t * (b.Z - a.Z), level);
        }
    }

    /// <summary>
    /// Surfaces at evenly spaced values from low to high, and the part of the grid's outside that lies between these (the caps).
    /// </summary>
    /// <returns>Corners, triangles and the corners' values; null without a grid of two or more places along each axis.</returns>
    public static (double[] X, double[] Y, double[] Z, (int, int, int)[] Faces, double[] Values)? Isosurface(
        double[] x, double[] y, double[] z, double[] values, double low, double high, int count, bool caps)
    {
        double[] xs = Places(x), ys = Places(y), zs = Places(z);
        if (xs.Length < 2 || ys.Length < 2 || zs.Length < 2) return null;
        double[,,] grid = new double[xs.Length, ys.Length, zs.Length];
        MemoryMarshal.CreateSpan(ref grid[0, 0, 0], grid.Length).Fill(double.NaN);
        for (int i = 0; i < Math.Min(x.Length, values.Length); i++)
            if ((Array.BinarySearch(xs, x[i]), Array.BinarySearch(ys, y[i]), Array.BinarySearch(zs, z[i])) is ( >= 0, >= 0, >= 0) at)
                grid[at.Item1, at.Item2, at.Item3] = values[i];
        Corner At(int i, int j, int k) => new(xs[i], ys[j], zs[k], grid[i, j, k]);
        double[] levels = count == 1 ? [low / 2 + high / 2]
            : [.. Enumerable.Range(0, count).Select(i => low + (high - low) * i / (count - 1))];
        List<Corner> corners = [];
        for (int i = 0; i + 1 < xs.Length; i++)
            for (int j = 0; j + 1 < ys.Length; j++)
                for (int k = 0; k + 1 < zs.Length; k++)
                {
                    Corner[] cube = [.. Enumerable.Range(0, 8).Select(c => At(i + (c & 1), j + (c >> 1 & 1), k + (c >> 2)))];
                    if (cube.Any(c => !double.IsFinite(c.Value))) continue;
                    foreach (double level in levels)
                        foreach (int[] four in Tetrahedra) Cut(corners, [.. four.Select(c => cube[c])], level);
                }
        if (caps)
        {
            Caps(corners, xs.Length, ys.Length, zs.Length, At, low, high);
            Caps(corners, ys.Length, zs.Length, xs.Length, (j, k, i) => At(i, j, k), low, high);
            Caps(corners, zs.Length, xs.Length, ys.Length, (k, i, j) => At(i, j, k), low, high);
        }
        return ([.. corners.Select(c => c.X)], [.. corners.Select(c => c.Y)], [.. corners.Select(c => c.Z)],
            [.. Enumerable.Range(0, corners.Count / 3).Select(f => (3 * f, 3 * f + 1, 3 * f + 2))], [.. corners.Select(c => c.Value)]);
    }

    /// <summary>The surface in one tetrahedron: a triangle where one corner lies on its own side, two where two do.</summary>
    private static void Cut(List<Corner> corners, Corner[] four, double level)
    {
        Corner[] above = [.. four.Where(c => c.Value >= level)], below = [.. four.Where(c => c.Value < level)];
        if (above.Length is 0 or 4) return;
        if (above.Length == 2)
        {
            Corner a = Corner.Between(above[0], below[0], level), b = Corner.Between(above[0], below[1], level);
            Corner c = Corner.Between(above[1], below[1], level), d = Corner.Between(above[1], below[0], level);
            corners.AddRange([a, b, c, a, c, d]);
            return;
        }
        (Corner lone, Corner[] others) = above.Length == 1 ? (above[0], below) : (below[0], above);
        corners.AddRange(others.Select(other => Corner.Between(lone, other, level)));
    }

    /// <summary>The first and last layer along one axis, cut to what lies between two values.</summary>
    private static void Caps(
        List<Corner> corners, int layers, int rows, int columns, Func<int, int, int, Corner> at, double low, double high)
    {
        foreach (int layer in new[] { 0, layers - 1 })
            for (int r = 0; r + 1 < rows; r++)
                for (int c = 0; c + 1 < columns; c++)
                {
                    Corner[] square = [at(layer, r, c), at(layer, r + 1, c), at(layer, r + 1, c + 1), at(layer, r, c + 1)];
                    if (square.Any(corner => !double.IsFinite(corner.Value))) continue;
                    List<Corner> kept = Clip(Clip([.. square], value => value >= low, low), value => value <= high, high);
                    for (int i = 1; i + 1 < kept.Count; i++) corners.AddRange([kept[0], kept[i], kept[i + 1]]);
                }
    }

    /// <summary>The part of a polygon on one side of a level.</summary>
    private static List<Corner> Clip(List<Corner> polygon, Func<double, bool> inside, double level)
    {
        List<Corner> kept = [];
        for (int i = 0; i < polygon.Count; i++)
        {
            (Corner here, Corner next) = (polygon[i], polygon[(i + 1) % polygon.Count]);
            if (inside(here.Value)) kept.Add(here);
            if (inside(here.Value) != inside(next.Value)) kept.Add(Corner.Between(here, next, level));
        }
        return kept;
    }

    private static double[] Places(double[] values)
    {
        double[] all = [.. values.Where(double.IsFinite).Distinct().Order()];
        return all.Length <= MostPlaces ? all
            : [.. Enumerable.Range(0, MostPlaces).Select(i => all[i * (all.Length - 1) / (MostPlaces - 1)])];
    }
}
