

namespace CourseLib.Charts.Tests;

public class ColourTests
{
    // What eyes with no red, green or blue cones see of linear red, green and blue (Machado, Oliveira and Fernandes 2009, table 1, severity 1).
    private static readonly Dictionary<string, double[]> Eyes = new()
    {
        ["three cones"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["no red cones"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["no green cones"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["no blue cones"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    private static readonly Dictionary<string, StyleParam.Colorscale> Sequential = new()
    {
        ["Viridis"] = Colorscale.Viridis,
        ["Cividis"] = Colorscale.Cividis,
        ["Hot"] = Colorscale.Hot,
        ["Greys"] = Colorscale.Greys,
        ["Blues"] = Colorscale.Blues,
        ["Reds"] = Colorscale.Reds,
        ["Greens"] = Colorscale.Greens,
        ["YlGnBu"] = Colorscale.YlGnBu,
        ["YlOrRd"] = Colorscale.YlOrRd,
    };

    public static TheoryData<string> Scales => [.. Sequential.Keys];

    [Theory]
    [InlineData("three cones")]
    [InlineData("no red cones")]
    [InlineData("no green cones")]
    [InlineData("no blue cones")]
    public void Series_colours_can_be_told_apart_by_every_eye(string eye)
    {
        foreach (string[] palette in new[] { Palette.Light, Palette.Dark })
            for (int i = 0; i < palette.Length; i++)
                for (int j = 0; j < i; j++)
                    Assert.True(Distance(palette[i], palette[j], Eyes[eye]) > 0.07, $"{palette[i]} and {palette[j]} look alike to an eye with {eye}");
    }

    [Fact]
    public void Series_colours_stand_out_from_their_background()
    {
        Assert.All(Palette.Light, c => Assert.True(Rgb.Contrast(Parse(c), new(255, 255, 255)) >= 3, c));
        Assert.All(Palette.Dark, c => Assert.True(Rgb.Contrast(Parse(c), new(0x1e, 0x1e, 0x1e)) >= 3, c));
        Assert.Equal(Palette.Light.Length, Palette.Dark.Length);
    }

    [Theory, MemberData(nameof(Scales))]
    public void Sequential_scales_run_one_way_in_lightness(string name)
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(i => Ramp(Sequential[name]).At(i / 100.0).Luminance)];
        int direction = Math.Sign(lightness[^1] - lightness[0]);
        for (int i = 1; i < lightness.Length; i++) Assert.True(direction * (lightness[i] - lightness[i - 1]) > -0.004, $"{name} turns back at {i} %");
    }

    [Fact]
    public void The_diverging_scale_is_lightest_in_its_middle()
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(i => Ramp(Colorscale.RdBu).At(i / 100.0).Luminance)];
        Assert.Equal(50, Array.IndexOf(lightness, lightness.Max()));
        Assert.True(Ramp(Colorscale.RdBu).At(0).B > Ramp(Colorscale.RdBu).At(0).R, "negative is blue");
    }

    [Fact]
    public void Texts_on_cells_can_be_read()
    {
        foreach (StyleParam.Colorscale scale in Sequential.Values)
            for (int i = 0; i <= 100; i++)
            {
                Rgb cell = Ramp(scale).At(i / 100.0);
                Assert.True(Rgb.Contrast(cell, cell.TextOnTop == "#000" ? new(0, 0, 0) : new(255, 255, 255)) >= 4.5);
            }
    }

    [Theory]
    [InlineData("crimson")]
    [InlineData("#1a2B3c")]
    [InlineData("#abc")]
    [InlineData("rgb(1, 2, 3)")]
    [InlineData("rgba(1,2,3,0.5)")]
    public void Colours_are_read_as_CSS_writes_them(string css) => Assert.Equal(css, ((AnyColor?)css)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("#12")]
    [InlineData("red\"/><script>")]
    [InlineData("url(#x)")]
    [InlineData("rgb(1,2,3);x")]
    public void What_is_no_colour_is_refused(string css) => Assert.Contains("is not a colour", Assert.Throws<ArgumentException>(() => (AnyColor?)css).Message);

    [Fact]
    public void A_scale_of_ones_own_needs_stops_in_order()
    {
        Assert.Equal(new Rgb(128, 0, 128), Ramp(Colorscale.Custom([(0, "#ff0000"), (1, "#0000ff")])).At(0.5));
        Assert.Throws<ArgumentException>(() => Colorscale.Custom([(0, "#ff0000")]));
        Assert.Throws<ArgumentException>(() => Colorscale.Custom([(0.5, "#ff0000"), (0.2, "#00ff00")]));
        Assert.Throws<ArgumentException>(() => Colorscale.Custom([(0, "crimson"), (1, "#00ff00")]));
    }

    private static ColorRamp Ramp(StyleParam.Colorscale scale) => Chart.Ramp(scale)!;

    private static Rgb Parse(string hex) => new CssColor(hex).TryRgb(out Rgb rgb) ? rgb : throw new ArgumentException(hex);

    /// <summary>The distance in Oklab, where 0.02 is about the least that is seen.</summary>
    private static double Distance(string a, string b, double[] eye)
    {
        double[] x = Oklab(Parse(a), eye), y = Oklab(Parse(b), eye);
        return Math.Sqrt(x.Zip(y, (p, q) => (p - q) * (p - q)).Sum());
    }

    private static double[] Oklab(Rgb color, double[] eye)
    {
        double[] rgb = [Linear(color.R), Linear(color.G), Linear(color.B)];
        double[] seen = [.. Enumerable.Range(0, 3).Select(i => Math.Clamp(eye[3 * i] * rgb[0] + eye[3 * i + 1] * rgb[1] + eye[3 * i + 2] * rgb[2], 0, 1))];
        double l = Math.Cbrt(0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2]);
        double m = Math.Cbrt(0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2]);
        double s = Math.Cbrt(0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2]);
        return
        [
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        ];

        static double Linear(byte part) => part / 255.0 <= 0.04045 ? part / 255.0 / 12.92 : Math.Pow((part / 255.0 + 0.055) / 1.055, 2.4);
    }
}
