using System.Globalization;
using System.Text.RegularExpressions;

namespace CourseLib.Charts;

/// <summary>A colour, or one colour for each point. A text converts by itself: <c>MarkerColor: "crimson"</c>.</summary>
public sealed partial class Color
{
    private Color(string css) => Css = css;

    /// <summary>The colour as CSS writes it; the first one where there are several.</summary>
    internal string Css { get; }

    /// <summary>One colour for each point, when given so.</summary>
    internal IReadOnlyList<Color>? PerPoint { get; private init; }

    /// <summary>One number for each point, to be coloured by a colour scale, when given so.</summary>
    internal double[]? Values { get; private init; }

    /// <summary>True when this is one colour for all points.</summary>
    internal bool IsSingle => PerPoint is null && Values is null;

    /// <summary>A CSS colour: a name, <c>#rrggbb</c>, <c>rgb(…)</c> or <c>rgba(…)</c>.</summary>
    /// <exception cref="ArgumentException">The text has none of these forms.</exception>
    public static Color fromString(string css) => new(CssForm().IsMatch(css)
        ? css
        : throw new ArgumentException($"'{css}' is not a colour: write a CSS name such as \"crimson\", #rrggbb, rgb(…) or rgba(…)."));

    /// <summary>A colour written <c>#rrggbb</c>.</summary>
    public static Color fromHex(string hex) => fromString(hex.StartsWith('#') ? hex : "#" + hex);

    /// <summary>A colour of three parts, each 0…255.</summary>
    public static Color fromRGB(int r, int g, int b) => new(Invariant($"#{(byte)r:x2}{(byte)g:x2}{(byte)b:x2}"));

    /// <summary>A colour of an opacity and three parts, each 0…255.</summary>
    public static Color fromARGB(int a, int r, int g, int b) => new(Invariant($"rgba({r},{g},{b},{a / 255.0:0.###})"));

    /// <summary>One colour for each point.</summary>
    public static Color fromColors(IEnumerable<Color> colors)
    {
        Color[] all = [.. colors];
        return new(all.Length > 0 ? all[0].Css : "#808080") { PerPoint = all };
    }

    /// <summary>One number for each point: small to large runs through the colour scale.</summary>
    public static Color fromColorScaleValues<T>(IEnumerable<T> values) => new("#808080") { Values = Data.Series.From(values).Numbers };

    /// <summary>A colour from its CSS text, as <see cref="fromString"/> reads it.</summary>
    public static implicit operator Color(string css) => fromString(css);

    /// <inheritdoc/>
    public override string ToString() => Css;

    /// <summary>The same colour, see-through: the form that Plotly wants for fills.</summary>
    internal string WithOpacity(double opacity) =>
        TryRgb(out Rgb rgb) ? Invariant($"rgba({rgb.R},{rgb.G},{rgb.B},{opacity:0.###})") : Css;

    /// <summary>The red, green and blue parts; false for names and forms whose numbers only a browser knows.</summary>
    internal bool TryRgb(out Rgb rgb)
    {
        rgb = default;
        if (Css is ['#', ..] && Css.Length is 4 or 7)
        {
            string hex = Css.Length == 7 ? Css[1..] : $"{Css[1]}{Css[1]}{Css[2]}{Css[2]}{Css[3]}{Css[3]}";
            int value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            rgb = new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
            return true;
        }
        MatchCollection parts = Css.StartsWith("rgb", StringComparison.Ordinal) ? WholeNumber().Matches(Css) : WholeNumber().Matches("");
        if (parts.Count < 3) return false;
        rgb = new(Part(parts[0]), Part(parts[1]), Part(parts[2]));
        return true;

        static byte Part(Match m) => (byte)Math.Min(255, int.Parse(m.Value, CultureInfo.InvariantCulture));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"^(#[0-9a-fA-F]{3,4}|#[0-9a-fA-F]{6}|#[0-9a-fA-F]{8}|[a-zA-Z]{3,24}|(rgb|hsl)a?\([0-9.,%\s/]{5,40}\))$")]
    private static partial Regex CssForm();

    [GeneratedRegex(@"\d+")]
    private static partial Regex WholeNumber();
}
