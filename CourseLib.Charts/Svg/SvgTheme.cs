using System.Text;

namespace CourseLib.Charts.Svg;

/// <summary>
/// Sizes and colours of the SVG. Text and axes take the page's own text colour; a series takes one of a pair of colours by the
/// page's <c>color-scheme</c>. Notebooks that say in another way that they are dark are told apart by their marks.
/// </summary>
internal static class SvgTheme
{
    public const double TickSize = 12, TitleSize = 17, AxisTitleSize = 13, LegendSize = 12.5;

    public const double GridOpacity = 0.13, AxisOpacity = 0.55, FaintText = 0.85;

    private const string Fits = ".ck-chart{max-width:100%;height:auto}";

    private const string Themes =
        ".vscode-dark .ck-chart,.vscode-high-contrast .ck-chart,[data-jp-theme-light=false] .ck-chart{color-scheme:dark}" +
        ".vscode-light .ck-chart,.vscode-high-contrast-light .ck-chart,[data-jp-theme-light=true] .ck-chart{color-scheme:light}";

    /// <summary>By the reader's system, where no page says otherwise: white paper or dark, unless an editor puts the drawing on its own.</summary>
    private const string OwnPaper =
        ".ck-chart{color-scheme:light dark;color:#222;color:light-dark(#222,#ddd)}" +
        ".ck-chart .paper{fill:#fff;fill:light-dark(#fff,#1e1e1e)}.vscode-body .ck-chart .paper{fill:none}";

    private static readonly string Series = SeriesRules();

    /// <summary>The style sheet of one picture.</summary>
    public static string Css(SvgUse use) => use switch
    {
        SvgUse.File => ":root{color-scheme:light dark;color:#222;color:light-dark(#222,#ddd)}",
        SvgUse.Output => Fits + OwnPaper + Themes,
        _ => Fits + Themes,
    } + Series;

    /// <summary>The class and colour of a series: the pair from the palette, or the one colour asked for.</summary>
    public static (string? Class, string Color) Ink(Drawing.Trace trace) => Ink(trace.Slot, trace.OwnColor ?? trace.Cycle);

    /// <inheritdoc cref="Ink(Drawing.Trace)"/>
    public static (string? Class, string Color) Ink(int slot, CssColor? own) => own is not null
        ? (null, own.Css)
        : ($"c{slot % Palette.Count}", Palette.Light[slot % Palette.Count]);

    /// <summary>The pair, light and dark, of a colour that is the light one of the palette; null for any other.</summary>
    public static string? Pair(string color)
    {
        int i = Array.FindIndex(Palette.Light, light => light.Equals(color, StringComparison.OrdinalIgnoreCase));
        return i < 0 ? null : $"light-dark({Palette.Light[i]},{Palette.Dark[i]})";
    }

    /// <summary>The colour of a text that stands on a colour: black or white.</summary>
    public static string TextOn(CssColor color) => color.Parts?.TextOnTop ?? "#000";

    private static string SeriesRules()
    {
        StringBuilder css = new(".ck-chart .on{color:#fff;color:light-dark(#fff,#111)}");
        for (int i = 0; i < Palette.Count; i++)
            css.Append($".ck-chart .c{i}{{color:{Palette.Light[i]};color:light-dark({Palette.Light[i]},{Palette.Dark[i]})}}");
        return css.ToString();
    }
}
