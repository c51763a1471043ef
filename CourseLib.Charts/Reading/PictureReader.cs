using System.Buffers.Binary;
using System.Text.Json;
using CourseLib.Charts.Data;

namespace CourseLib.Charts.Reading;

/// <summary>Reads the picture of an image trace: pixel by pixel, or packed as a PNG.</summary>
internal static class PictureReader
{
    private const string PngHead = "data:image/png;base64,";

    public static Pixels? Read(JsonElement json)
    {
        if (json.At("source").Text is { } source) return Packed(source);
        JsonElement[][] rows = [.. json.At("z").Items.Select(row => row.Items.ToArray())];
        if (rows.Length == 0 || rows[0].Length == 0) return null;
        Pixels picture = new(rows[0].Length, rows.Length);
        for (int y = 0; y < rows.Length; y++)
            for (int x = 0; x < Math.Min(rows[y].Length, picture.Width); x++)
                if (rows[y][x].Numbers is [var r, var g, var b, .. var rest])
                    picture.Set(x, y, new(Pixels.Level(r), Pixels.Level(g), Pixels.Level(b)), rest is [var a] ? Pixels.Level(a <= 1 ? 255 * a : a) : (byte)255);
        return picture;
    }

    /// <summary>A PNG stays packed; its header says how large it is.</summary>
    private static Pixels? Packed(string source)
    {
        if (!source.StartsWith(PngHead, StringComparison.Ordinal)) return null;
        byte[] bytes = Convert.FromBase64String(source[PngHead.Length..]);
        if (bytes.Length < 24) return null;
        return new(BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)), source);
    }
}
