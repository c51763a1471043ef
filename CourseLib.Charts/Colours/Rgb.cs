namespace CourseLib.Charts;

/// <summary>Red, green and blue, each 0…255.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public string Hex => $"#{R:x2}{G:x2}{B:x2}";

    /// <summary>Relative luminance, 0 (black) … 1 (white), as WCAG 2 defines it.</summary>
    public double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    /// <summary>Black or white, whichever reads better on this colour.</summary>
    public string TextOnTop => Contrast(this, new(0, 0, 0)) >= Contrast(this, new(255, 255, 255)) ? "#000" : "#fff";

    /// <summary>WCAG 2's contrast ratio, 1 … 21.</summary>
    public static double Contrast(Rgb a, Rgb b)
    {
        double x = a.Luminance + 0.05, y = b.Luminance + 0.05;
        return Math.Max(x, y) / Math.Min(x, y);
    }

    public static Rgb Mix(Rgb a, Rgb b, double t) => new(Mix(a.R, b.R, t), Mix(a.G, b.G, t), Mix(a.B, b.B, t));

    /// <summary>The colour under more (above 1) or less light, for shaded surfaces.</summary>
    public Rgb Lit(double light) => light <= 1
        ? Mix(new(0, 0, 0), this, Math.Max(0, light))
        : Mix(this, new(255, 255, 255), Math.Min(1, light - 1));

    private static byte Mix(byte a, byte b, double t) => (byte)Math.Round(a + (b - a) * t);

    private static double Linear(byte part)
    {
        double c = part / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
