using System.Globalization;
using System.Text.RegularExpressions;

namespace CourseLib.Charts;

/// <summary>A colour as CSS writes it, or one colour or number for each point.</summary>
internal sealed partial class CssColor(string css)
{
    /// <summary>The colour as CSS writes it; the first one where there are several.</summary>
    public string Css { get; } = css;

    /// <summary>One colour for each point, when given so.</summary>
    public IReadOnlyList<CssColor>? PerPoint { get; private init; }

    /// <summary>One number for each point, to be coloured by a colour scale, when given so.</summary>
    public double[]? Values { get; private init; }

    /// <summary>True when this is one colour for all points.</summary>
    public bool IsSingle => PerPoint is null && Values is null;

    /// <summary>Whether a text is a CSS name, <c>#rrggbb</c>, <c>rgb(…)</c>, <c>rgba(…)</c> or <c>hsl(…)</c>.</summary>
    public static bool IsCss(string text) => Form().IsMatch(text);

    /// <summary>A CSS colour; null for a text that is none.</summary>
    public static CssColor? Of(string? text) => text is not null && IsCss(text) ? new(text) : null;

    /// <summary>One colour for each point.</summary>
    public static CssColor Each(IReadOnlyList<CssColor> colors) => new(colors.Count > 0 ? colors[0].Css : "#808080") { PerPoint = colors };

    /// <summary>One number for each point: small to large runs through the colour scale.</summary>
    public static CssColor ByValue(double[] values) => new("#808080") { Values = values };

    /// <inheritdoc/>
    public override string ToString() => Css;

    /// <summary>The same colour, see-through: the form that Plotly wants for fills.</summary>
    public string WithOpacity(double opacity) =>
        TryRgb(out Rgb rgb) ? FormattableString.Invariant($"rgba({rgb.R},{rgb.G},{rgb.B},{opacity:0.###})") : Css;

    /// <summary>The red, green and blue parts, of a CSS name too; null for forms whose numbers only a browser knows.</summary>
    public Rgb? Parts => TryRgb(out Rgb rgb) ? rgb : NamedColors.Of(Css);

    /// <summary>The red, green and blue parts; false for names and forms whose numbers only a browser knows.</summary>
    public bool TryRgb(out Rgb rgb)
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

    [GeneratedRegex(@"^(#[0-9a-fA-F]{3,4}|#[0-9a-fA-F]{6}|#[0-9a-fA-F]{8}|[a-zA-Z]{3,24}|(rgb|hsl)a?\([0-9.,%\s/]{5,40}\))$")]
    private static partial Regex Form();

    [GeneratedRegex(@"\d+")]
    private static partial Regex WholeNumber();
}
