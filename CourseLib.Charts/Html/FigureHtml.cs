using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Svg;

namespace CourseLib.Charts.Html;

/// <summary>
/// A figure for a page: the SVG at once, interactive Plotly in its place when the page has plotly.js. Frames and views are drawn one
/// by one, so that their slider or menu works on a page that has nothing but this.
/// </summary>
internal static partial class FigureHtml
{
    private const int MostStates = 60, LargestJson = 500_000;

    /// <summary>Whether a slider or a menu chooses among several drawings.</summary>
    public static bool Moves(Figure figure) => States(figure).Length > 1;

    /// <summary>A part of a page.</summary>
    /// <param name="json">The figure for plotly.js; null: the drawing stays.</param>
    public static string Fragment(Figure figure, string? json = null)
    {
        string id = FigureSvg.Hash(figure);
        StringBuilder html = new();
        html.Append($"<div class=\"ck-figure\" data-ck=\"{id}\"><div class=\"ck-static\">");
        bool moves = Still(html, figure);
        html.Append("</div>");
        if (figure.Layout.Caption is { } caption) html.Append($"<div class=\"ck-caption\" style=\"max-width:{figure.Layout.WidthOrDefault}px;font-size:.9em;opacity:.85;margin:.3em 0 .8em\">{WebUtility.HtmlEncode(caption)}</div>");
        if (moves) html.Append($"<script>{FigureScript.Controls}</script>");
        if (json?.Length <= LargestJson) html.Append($"<script>{FigureScript.Plotly(id, json)}</script>");
        return html.Append("</div>").ToString();
    }

    /// <summary>What <see cref="Fragment"/> wrote, for a page that has <see cref="FigureScript.Controls"/> once and says the sentences itself.</summary>
    public static string OnPage(string fragment) => Sentences().Replace(fragment.Replace($"<script>{FigureScript.Controls}</script>", ""), "");

    [GeneratedRegex("<div class=\"ck-caption\"[^>]*>[^<]*</div>")]
    private static partial Regex Sentences();

    /// <summary>The drawing, and where there are several, what chooses among them; whether there are several.</summary>
    private static bool Still(StringBuilder html, Figure figure)
    {
        (string Label, Figure Figure)[] states = States(figure);
        if (states.Length == 0) html.Append(FigureSvg.Draw(figure, SvgUse.Page));
        Figure extents = figure.Extents;
        for (int i = 0; i < states.Length; i++)
            html.Append(i == 0 ? "<div>" : "<div hidden=\"\">").Append(FigureSvg.Draw(states[i].Figure, SvgUse.Page, extents, i)).Append("</div>");
        if (states.Length > 1) Controls(html, figure, states);
        return states.Length > 1;
    }

    /// <summary>A page of its own.</summary>
    public static string Page(Figure figure, string json) => $$"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{WebUtility.HtmlEncode(Description.Title(figure) ?? "Chart")}}</title>
        <style>:root{color-scheme:light dark}body{font-family:sans-serif;margin:2em;background:Canvas;color:CanvasText}</style></head>
        <body>{{Fragment(figure, json)}}</body></html>

        """;

    private static (string Label, Figure Figure)[] States(Figure figure)
    {
        if (figure.Frames.Length > 0)
        {
            int count = Math.Min(MostStates, figure.Frames.Length);
            return [.. Enumerable.Range(0, count).Select(i => figure.Frames[count == 1 ? 0 : (int)((long)i * (figure.Frames.Length - 1) / (count - 1))])
                .Select(frame => (frame.Name, figure with { Traces = frame.Traces, Frames = [] }))];
        }
        return [.. figure.Controls.Menu.Select(view => (view.Label,
            figure with { Traces = [.. figure.Traces.Select((t, i) => t with { Visible = i >= view.Shown.Length || view.Shown[i] })] }))];
    }

    private static void Controls(StringBuilder html, Figure figure, (string Label, Figure Figure)[] states)
    {
        html.Append($"<div class=\"ck-controls\" hidden=\"\" data-time=\"{figure.Controls.FrameTime}\" style=\"margin:.2em 1em;font-size:.9em\">");
        if (figure.Frames.Length == 0)
        {
            html.Append("<select aria-label=\"view\">");
            foreach ((string label, _) in states) html.Append($"<option>{WebUtility.HtmlEncode(label)}</option>");
            html.Append("</select>");
        }
        else
        {
            if (figure.Controls.Play) html.Append("<button type=\"button\" aria-label=\"play\">▶</button> ");
            html.Append($"<input type=\"range\" min=\"0\" max=\"{states.Length - 1}\" value=\"0\" aria-label=\"frame\" style=\"width:50%;vertical-align:middle\" /> ");
            html.Append(WebUtility.HtmlEncode(figure.Controls.SliderPrefix ?? "")).Append("<output>").Append(WebUtility.HtmlEncode(states[0].Label)).Append("</output>");
            html.Append("<datalist>");
            foreach ((string label, _) in states) html.Append($"<option>{WebUtility.HtmlEncode(label)}</option>");
            html.Append("</datalist>");
        }
        html.Append("</div>");
    }
}
