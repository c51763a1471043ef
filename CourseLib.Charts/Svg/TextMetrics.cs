using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>
/// How wide a text will be, before there is a browser to ask: the widths of Helvetica and its metric twins, in thousandths of the
/// font size, and a little over for other fonts.
/// </summary>
internal static class TextMetrics
{
    public const string Font = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

    private const double Surplus = 1.1, Unknown = 600, Wide = 1000, ScriptSize = 0.7;

    private static readonly short[] Ascii =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space … /
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 … ?
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ … O
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P … _
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` … o
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 584, // p … ~
    ];

    /// <summary>The width of the widest line, in pixels.</summary>
    public static double Width(string text, double size) => RichText.Lines(text).Max(line => line.Sum(run => Width(run, size)));

    /// <summary>The height of all lines, in pixels.</summary>
    public static double Height(string text, double size) => RichText.Lines(text).Count * LineHeight(size);

    public static double LineHeight(double size) => 1.25 * size;

    private static double Width(TextRun run, double size)
    {
        double units = 0;
        foreach (System.Text.Rune rune in run.Text.EnumerateRunes())
            units += rune.Value switch
            {
                < 32 => 0,
                < 127 => Ascii[rune.Value - 32],
                '⁰' or '¹' or '²' or '³' or (>= '⁴' and <= '⁹') or '⁻' => 370,
                >= 0x1100 => Wide,
                _ => Unknown,
            };
        return units / 1000 * size * Surplus * (run.Bold ? 1.06 : 1) * (run.Script == 0 ? 1 : ScriptSize);
    }
}
