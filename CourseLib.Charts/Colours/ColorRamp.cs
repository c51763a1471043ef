namespace CourseLib.Charts;

/// <summary>A colour for every number from 0 to 1, between given stops.</summary>
internal sealed class ColorRamp(IReadOnlyList<(double At, Rgb Color)> stops)
{
    public IReadOnlyList<(double At, Rgb Color)> Stops { get; } = stops;

    public Rgb At(double t)
    {
        if (!(t > Stops[0].At)) return Stops[0].Color;
        for (int i = 1; i < Stops.Count; i++)
        {
            if (t > Stops[i].At) continue;
            double width = Stops[i].At - Stops[i - 1].At;
            return width <= 0 ? Stops[i].Color : Rgb.Mix(Stops[i - 1].Color, Stops[i].Color, (t - Stops[i - 1].At) / width);
        }
        return Stops[^1].Color;
    }

    public ColorRamp Reversed() => new([.. Stops.Reverse().Select(s => (1 - s.At, s.Color))]);

    /// <summary>Evenly spaced stops from colours written as six hexadecimal digits.</summary>
    public static ColorRamp Even(params string[] hex) =>
        Uneven([.. hex.Select((h, i) => ((double)i / (hex.Length - 1), h))]);

    /// <summary>Stops at places from 0 to 1.</summary>
    public static ColorRamp Uneven(params (double At, string Hex)[] stops) =>
        new([.. stops.Select(stop => (stop.At, new CssColor("#" + stop.Hex).TryRgb(out Rgb rgb) ? rgb : default))]);
}
