using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Reads what stands in a scene and is made of triangles: meshes, cones, surfaces of equal value.</summary>
internal static class MeshReader
{
    public static MeshTrace? Mesh(JsonElement json, JsonElement layout)
    {
        if (Lists(json, "x", "y", "z") is not [var x, var y, var z]) return null;
        int Corner(double number) => number >= 0 && number < x.Length ? (int)number : -1;
        (int, int, int)[] faces = Lists(json, "i", "j", "k") is [var i, var j, var k]
            ? [.. i.Select((_, f) => (Corner(i[f]), Corner(j[f]), Corner(k[f]))).Where(face => face is ( >= 0, >= 0, >= 0))]
            : json.At("delaunayaxis").Text switch
            {
                "x" => Delaunay.Triangles(y, z),
                "y" => Delaunay.Triangles(z, x),
                _ => Delaunay.Triangles(x, y),
            };
        double[]? intensity = json.At("intensity").Numbers;
        CssColor[] each = [.. json.At("facecolor").Items.Select(item => item.Colour ?? new("#808080"))];
        return new("mesh3d", x, y, z, faces)
        {
            Color = json.At("color").Colour,
            FaceColors = each.Length > 0 ? each : null,
            Intensity = intensity,
            Map = intensity is null ? null : ColourReader.Map(json, layout, Statistics.Range(intensity), "c"),
        };
    }

    /// <summary>A cone for each arrow, its length in proportion to the arrow's.</summary>
    public static MeshTrace? Cone(JsonElement json, JsonElement layout)
    {
        if (Lists(json, "x", "y", "z", "u", "v", "w") is not [var x, var y, var z, var u, var v, var w]) return null;
        (double Min, double Max) range = Statistics.Range(u.Select((_, i) => Cones.Norm(u[i], v[i], w[i])));
        double? given = json.At("sizeref").Number;
        double size = (json.At("sizemode").Text == "absolute" ? given / range.Max : given) ?? 0.5;
        (double[] cx, double[] cy, double[] cz, (int, int, int)[] faces, double[] lengths) =
            Cones.Along(x, y, z, u, v, w, size, json.At("anchor").Text ?? "cm");
        return new("cone", cx, cy, cz, faces) { Intensity = lengths, Map = ColourReader.Map(json, layout, range, "c") };
    }

    /// <summary>Where numbers on a regular grid have a few values, and the outside of the grid between them.</summary>
    public static MeshTrace? Isosurface(JsonElement json, JsonElement layout, string kind)
    {
        if (Lists(json, "x", "y", "z", "value") is not [var x, var y, var z, var values]) return null;
        (double Min, double Max) range = Statistics.Range(values);
        double low = json.At("isomin").Number ?? range.Min, high = json.At("isomax").Number ?? range.Max;
        int count = (int)Math.Clamp(json.At("surface", "count").Number ?? 2, 1, 50);
        bool caps = new[] { "x", "y", "z" }.All(side => json.At("caps", side, "show").Flag != false);
        if (MarchingTetrahedra.Isosurface(x, y, z, values, low, high, count, caps) is not var (cx, cy, cz, faces, heights)) return null;
        return new(kind, cx, cy, cz, faces) { Intensity = heights, Map = ColourReader.Map(json, layout, (low, high), "c") };
    }

    /// <summary>Lists of numbers by their names, cut to the length of the shortest; null when one is missing.</summary>
    private static double[][]? Lists(JsonElement json, params ReadOnlySpan<string> names)
    {
        List<double[]> all = [];
        foreach (string name in names)
            if (json.At(name).Numbers is { } numbers) all.Add(numbers);
            else return null;
        int count = all.Min(numbers => numbers.Length);
        return [.. all.Select(numbers => numbers[..count])];
    }
}
