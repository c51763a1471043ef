using System.ComponentModel;
using System.Diagnostics;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Html;
using CourseLib.Charts.Json;
using CourseLib.Charts.Svg;
using Plotly.NET;

namespace CourseLib.Charts;

/// <summary>A chart of Plotly.NET, whoever made it, as a picture, a page or Plotly's JSON; without a browser, a network or a script.</summary>
public static class ChartFiles
{
    /// <summary>The chart as an SVG file of its own, light or dark as its viewer is.</summary>
    public static string ToSvg(this GenericChart chart) => FigureSvg.Draw(ChartJson.Of(chart).Figure, SvgUse.File);

    /// <summary>The chart as HTML for a page: the SVG, which gives way to interactive Plotly when the page has plotly.js.</summary>
    public static string ToHtml(this GenericChart chart) => Fragment(GenericChart.toFigureJson(chart));

    /// <summary>The chart in Plotly's JSON: <c>data</c>, <c>layout</c>, <c>frames</c> and <c>config</c>, with the colours and sizes of the picture.</summary>
    public static string ToJson(this GenericChart chart) => ChartJson.Of(chart).Text;

    /// <summary>The title and what is drawn, in words.</summary>
    public static string ToText(this GenericChart chart) => Description.Summary(ChartJson.Of(chart).Figure);

    /// <summary>Writes the chart as an SVG file.</summary>
    public static void SaveSvg(this GenericChart chart, string path) => File.WriteAllText(Path.HasExtension(path) ? path : path + ".svg", chart.ToSvg());

    /// <summary>Writes the chart as a page of its own, which needs no network; <c>.html</c> is added when it is missing.</summary>
    public static void SaveHtml(this GenericChart chart, string path) => SaveHtml(chart, path, OpenInBrowser: false);

    /// <inheritdoc cref="SaveHtml(GenericChart, string)"/>
    /// <param name="OpenInBrowser">Whether the page is opened as well.</param>
    public static void SaveHtml(this GenericChart chart, string path, bool OpenInBrowser)
    {
        string file = Path.HasExtension(path) ? path : path + ".html";
        (Drawing.Figure figure, string json) = ChartJson.Of(chart);
        File.WriteAllText(file, FigureHtml.Page(figure, json));
        if (OpenInBrowser) Open(file);
    }

    /// <summary>Opens the chart in a browser, outside the notebook; in a cell, end with the chart itself to see it there.</summary>
    public static void Show(this GenericChart chart)
    {
        string file = Path.Combine(Path.GetTempPath(), $"chart-{FigureSvg.Hash(ChartJson.Of(chart).Figure)}.html");
        SaveHtml(chart, file, OpenInBrowser: true);
    }

    /// <summary>
    /// The forms of a chart that an output carries, by their MIME types: Plotly's JSON for who has plotly.js, the picture for who has not, words for
    /// who sees neither; HTML only where a slider or a menu chooses among pictures, which a picture cannot.
    /// </summary>
    /// <param name="figureJson">What <see cref="GenericChart.toFigureJson"/> has written, here or in another load of Plotly.NET.</param>
    internal static IReadOnlyList<(string MimeType, string Text)> Forms(string figureJson)
    {
        (Drawing.Figure figure, string json) = ChartJson.Of(figureJson);
        (string MimeType, string Text)[] still =
        [
            ("application/vnd.plotly.v1+json", json), ("image/svg+xml", FigureSvg.Draw(figure, SvgUse.Output)), ("text/plain", Description.Summary(figure)),
        ];
        return FigureHtml.Moves(figure) ? [("text/html", FigureHtml.Fragment(figure)), .. still] : still;
    }

    /// <summary>The chart as HTML for a page, as <see cref="ToHtml"/> gives it; from Plotly's JSON.</summary>
    internal static string Fragment(string figureJson)
    {
        (Drawing.Figure figure, string json) = ChartJson.Of(figureJson);
        return FigureHtml.Fragment(figure, json);
    }

    /// <summary>What a page needs once, so that sliders and menus of <see cref="OnPage"/> work; where scripts do not run, the first picture stands.</summary>
    internal const string PageScript = FigureScript.Controls;

    /// <summary>An output's chart for a page that chooses colours and says the sentences itself: the picture, or what chooses among several.</summary>
    /// <param name="svg">The output's picture, as <see cref="Forms"/> gives it.</param>
    /// <param name="html">Its HTML; null where it has none.</param>
    internal static string OnPage(string svg, string? html) => html is null ? OutputSvg.As(SvgUse.Page, svg) : FigureHtml.OnPage(html);

    /// <summary>An output's picture as a file of its own, without the sentences.</summary>
    internal static string AsFile(string svg) => OutputSvg.As(SvgUse.File, svg);

    private static void Open(string file)
    {
        try
        {
            using Process? browser = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
        }
        catch (Exception refused) when (refused is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Console.WriteLine($"No browser could be started; the chart is in {file}");
        }
    }
}
