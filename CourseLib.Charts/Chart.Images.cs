using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Reading;
using CourseLib.Charts.Svg;
using CourseLib.Tensors;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using static CourseLib.Charts.PlotlyObject;

namespace CourseLib.Charts;

public static partial class Chart
{
    private const int LargestTile = 116;

    /// <summary>One picture, with square, sharp pixels and no axes.</summary>
    /// <param name="Z">
    /// (H, W), (C, H, W) or (1, C, H, W), C being 1 or 3. Values from 0 to 1 are shown as they are, others from the smallest (black) to the
    /// largest (white).
    /// </param>
    /// <param name="Name">A title over it.</param>
    /// <param name="Min">The value shown as black.</param>
    /// <param name="Max">The value shown as white.</param>
    /// <param name="ColorScale">Colours for a picture of one channel, in place of greys.</param>
    /// <exception cref="ArgumentException">The tensor is not one picture.</exception>
    public static GenericChart Image(Tensor Z, string? Name = null, double? Min = null, double? Max = null, StyleParam.Colorscale? ColorScale = null)
    {
        ArgumentNullException.ThrowIfNull(Z);
        Tensor stacked = Z.Shape is [var c and (1 or 3), var h, var w] ? Tensor.From(Z.ToArray(), 1, c, h, w) : Z;
        Pixels[] pictures = Pixels.FromTensor(stacked, RangeOf(Z, Min, Max), Ramp(ColorScale));
        if (pictures.Length != 1) throw new ArgumentException($"Chart.Image shows one picture; this tensor holds {pictures.Length}. Chart.ImageGrid shows several.");
        return Picture(pictures[0], Name);
    }

    /// <summary>One picture from its rows, each a sequence of numbers: grey from the smallest (black) to the largest (white).</summary>
    public static GenericChart Image<TZ>(IEnumerable<IEnumerable<TZ>> Z, string? Name = null, double? Min = null, double? Max = null, StyleParam.Colorscale? ColorScale = null)
    {
        Matrix rows = Matrix.From(Z);
        float[] values = [.. Enumerable.Range(0, rows.Rows * rows.Columns).Select(i => (float)rows[i / rows.Columns, i % rows.Columns])];
        return Image(Tensor.From(values, rows.Rows, rows.Columns), Name, Min, Max, ColorScale);
    }

    /// <summary>One picture from its rows of pixels, each red, green and blue, 0 … 255.</summary>
    /// <exception cref="ArgumentException">The rows have different lengths, or a pixel has not three parts.</exception>
    public static GenericChart Image<TZ>(IEnumerable<IEnumerable<IEnumerable<TZ>>> Z, string? Name = null)
    {
        double[][][] rows = [.. Z.Select(row => row.Select(pixel => Series.From(pixel).Numbers).ToArray())];
        int width = rows.Length == 0 ? 0 : rows[0].Length;
        if (width == 0) throw new ArgumentException("Chart.Image: the picture has no pixels.");
        Pixels picture = new(width, rows.Length);
        for (int y = 0; y < rows.Length; y++)
            for (int x = 0; x < width; x++)
            {
                if (rows[y].Length != width || rows[y][x].Length < 3)
                    throw new ArgumentException($"Chart.Image: row {y} is not {width} pixels of red, green and blue.");
                double[] p = rows[y][x];
                picture.Set(x, y, new(Pixels.Level(p[0]), Pixels.Level(p[1]), Pixels.Level(p[2])));
            }
        return Picture(picture, Name);
    }

    /// <summary>Many pictures in rows, with square, sharp pixels, a title over each if wanted.</summary>
    /// <param name="images">
    /// (N, C, H, W) with one or three channels, (N, H, W) or (H, W). Values from 0 to 1 are shown as they are, others from the smallest
    /// (black) to the largest (white) of all pictures.
    /// </param>
    /// <param name="Columns">How many stand in a row.</param>
    /// <param name="Titles">A title for each.</param>
    /// <param name="Min">The value shown as black.</param>
    /// <param name="Max">The value shown as white.</param>
    /// <param name="ColorScale">Colours for pictures of one channel, in place of greys.</param>
    /// <param name="TileSize">The width of a picture on the screen, in pixels.</param>
    /// <exception cref="ArgumentException">The shape is none of these, or there is not a title for each picture.</exception>
    public static GenericChart ImageGrid(
        Tensor images, int Columns = 8, IEnumerable<string>? Titles = null, double? Min = null, double? Max = null,
        StyleParam.Colorscale? ColorScale = null, int? TileSize = null)
    {
        const double titleHeight = 17;
        Pixels[] pictures = Pixels.FromTensor(images, RangeOf(images, Min, Max), Ramp(ColorScale));
        string[] titles = [.. Titles ?? []];
        if (titles.Length > 0 && titles.Length != pictures.Length)
            throw new ArgumentException($"Chart.ImageGrid: there are {pictures.Length} pictures and {titles.Length} titles; each picture needs one.");
        if (Columns < 1) throw new ArgumentException($"Chart.ImageGrid: {Columns} columns; there must be one or more.");
        int columns = Math.Min(Columns, Math.Max(1, pictures.Length)), width = pictures.Length == 0 ? 1 : pictures[0].Width, height = pictures.Length == 0 ? 1 : pictures[0].Height;
        double tile = TileSize ?? Math.Min(LargestTile, 860.0 / columns);
        // Whole screen pixels for each pixel where there is room: every pixel is as large as the next.
        double zoom = tile >= width ? Math.Max(1, Math.Floor(tile / width)) : tile / width;
        int gap = Math.Max(1, (int)Math.Round(6 / zoom)), above = titles.Length == 0 ? 0 : (int)Math.Ceiling(titleHeight / zoom);
        Pixels sheet = Pixels.Tile(pictures, columns, gap, above);
        Annotation[] notes = [.. titles.Select((title, i) => Of<Annotation>(
            ("x", i % columns * (width + gap) + (width - 1) / 2.0), ("y", i / columns * (height + above + gap) + above - 0.5), ("text", Shortened(title, width * zoom)),
            ("xref", "x"), ("yref", "y"), ("showarrow", false), ("xshift", 0), ("yshift", 8), ("font", Of<Font>(("size", 11.0)))))];
        return Picture(sheet, null).With(
            ("annotations", notes.Length == 0 ? null : notes), ("width", 24 + (int)Math.Ceiling(sheet.Width * zoom)), ("height", 28 + (int)Math.Ceiling(sheet.Height * zoom)));
    }

    private static GenericChart Picture(Pixels pixels, string? name)
    {
        double zoom = Math.Max(1, Math.Floor(360.0 / Math.Max(pixels.Width, pixels.Height)));
        LinearAxis hidden = Of<LinearAxis>(("visible", false));
        GenericChart made = Plotly.NET.CSharp.Chart.Image<string>(Source: pixels.DataUri, UseDefaults: false).With(
            ("xaxis", hidden), ("yaxis", hidden),
            ("width", Math.Clamp(24 + (int)(pixels.Width * zoom), 120, 900)), ("height", Math.Clamp(28 + (name is null ? 0 : 26) + (int)(pixels.Height * zoom), 80, 900)));
        return name is null ? made : made.With(("annotations", new[] { PanelTitle(name, new(0, 1, 0, 1)) }));
    }

    internal static ColorRamp? Ramp(StyleParam.Colorscale? scale) => scale is null ? null
        : ColourReader.Ramp(JsonSerializer.SerializeToElement(Stops(StyleParam.Colorscale.convert.Invoke(scale))));

    /// <summary>A scale's name, or its stops with their colours as texts.</summary>
    private static object Stops(object scale) => scale is string or not IEnumerable<IEnumerable<object>> ? scale
        : ((IEnumerable<IEnumerable<object>>)scale).Select(stop => stop.Select(part => part is Color color ? color.Value : part).ToArray()).ToArray();

    private static (double, double)? RangeOf(Tensor tensor, double? min, double? max) => min is null && max is null
        ? null
        : (min ?? tensor.ToArray().Min(), max ?? tensor.ToArray().Max());

    private static string Shortened(string title, double width)
    {
        if (TextMetrics.Width(title, 11) <= width + 4) return title;
        int letters = title.Length;
        while (letters > 1 && TextMetrics.Width(title[..letters] + "…", 11) > width + 4) letters--;
        return title[..letters].TrimEnd() + "…";
    }
}
