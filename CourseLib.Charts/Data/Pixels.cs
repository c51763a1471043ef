using CourseLib.Tensors;

namespace CourseLib.Charts.Data;

/// <summary>A picture of red, green, blue and opacity bytes, row by row from the top; or a PNG as it came, which is only handed on.</summary>
internal sealed class Pixels(int width, int height, string? packed = null)
{
    private readonly byte[] rgba = packed is null ? new byte[4 * width * height] : [];

    public int Width { get; } = width;

    public int Height { get; } = height;

    public ReadOnlySpan<byte> Bytes => rgba;

    /// <summary>The picture as a PNG in a text: as it came, or packed here.</summary>
    public string DataUri => packed ?? "data:image/png;base64," + Convert.ToBase64String(Png.Encode(this));

    public void Set(int x, int y, Rgb color, byte opacity = 255)
    {
        int at = 4 * (y * Width + x);
        (rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]) = (color.R, color.G, color.B, opacity);
    }

    /// <summary>
    /// The pictures of a tensor (N, C, H, W), (N, H, W) or (H, W), C being 1 or 3: black at the low end of the range, white at the high end.
    /// Without a range: 0 … 1 when all values lie there, else from the smallest to the largest value of all pictures.
    /// A single channel goes through <paramref name="scale"/> when there is one.
    /// </summary>
    /// <exception cref="ArgumentException">The shape is none of these.</exception>
    public static Pixels[] FromTensor(Tensor tensor, (double Min, double Max)? range = null, ColorRamp? scale = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        int[] shape = tensor.Shape;
        (int n, int channels, int height, int width) = shape switch
        {
            [int h, int w] => (1, 1, h, w),
            [int count, int h, int w] => (count, 1, h, w),
            [int count, int c, int h, int w] when c is 1 or 3 => (count, c, h, w),
            _ => throw new ArgumentException(
                $"Pictures have the shape (N, C, H, W) with one or three channels, (N, H, W) or (H, W); this tensor's is ({string.Join(", ", shape)})."),
        };
        float[] values = tensor.ToArray();
        (double min, double max) = range ?? Range(values);
        Pixels[] pictures = new Pixels[n];
        for (int i = 0; i < n; i++)
        {
            pictures[i] = new(width, height);
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                {
                    double Share(int c) => (values[((i * channels + c) * height + y) * width + x] - min) / Math.Max(max - min, 1e-30);
                    double first = Share(0);
                    if (double.IsNaN(first)) continue;
                    if (channels == 1 && scale is not null) pictures[i].Set(x, y, scale.At(first));
                    else pictures[i].Set(x, y, new(Level(255 * first), Level(255 * Share(1 % channels)), Level(255 * Share(2 % channels))));
                }
        }
        return pictures;
    }

    /// <summary>The nearest level from 0 to 255; 0 for NaN.</summary>
    public static byte Level(double value) => (byte)Math.Round(Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 255));

    /// <summary>Pictures of one size in rows, <paramref name="gap"/> see-through pixels between and <paramref name="above"/> over each row.</summary>
    public static Pixels Tile(IReadOnlyList<Pixels> pictures, int columns, int gap, int above)
    {
        int width = pictures.Count == 0 ? 1 : pictures[0].Width, height = pictures.Count == 0 ? 1 : pictures[0].Height;
        int rows = Math.Max(1, (pictures.Count + columns - 1) / columns);
        Pixels sheet = new(columns * (width + gap) - gap, rows * (height + above + gap) - gap);
        for (int i = 0; i < pictures.Count; i++)
        {
            int left = i % columns * (width + gap), top = i / columns * (height + above + gap) + above;
            for (int y = 0; y < height; y++)
                pictures[i].rgba.AsSpan(4 * y * width, 4 * width).CopyTo(sheet.rgba.AsSpan(4 * ((top + y) * sheet.Width + left)));
        }
        return sheet;
    }

    private static (double Min, double Max) Range(float[] values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (float v in values)
            if (float.IsFinite(v)) { min = Math.Min(min, v); max = Math.Max(max, v); }
        return min > max || (min >= 0 && max <= 1) ? (0, 1) : (min, max);
    }
}
