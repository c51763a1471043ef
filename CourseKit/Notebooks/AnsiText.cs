using System.Text;
using System.Text.RegularExpressions;

namespace CourseKit.Notebooks;

/// <summary>Text as a terminal would show it: colours and bold kept, every other escape sequence dropped, carriage returns obeyed.</summary>
internal static partial class AnsiText
{
    public static string Html(string text)
    {
        var html = new StringBuilder();
        string? style = null;
        int next = 0;
        string shown = Overwritten(text);
        foreach (Match escape in EscapePattern().Matches(shown))
        {
            Write(html, shown[next..escape.Index], style);
            next = escape.Index + escape.Length;
            if (escape.Groups["codes"].Success) style = Style(escape.Groups["codes"].Value, style);
        }
        Write(html, shown[next..], style);
        return html.ToString();
    }

    /// <summary>The text without its escape sequences.</summary>
    public static string Plain(string text) => EscapePattern().Replace(Overwritten(text), "");

    private static void Write(StringBuilder html, string text, string? style)
    {
        if (text.Length == 0) return;
        html.Append(style is null ? HtmlText.Escape(text) : $"<span class=\"{style}\">{HtmlText.Escape(text)}</span>");
    }

    /// <summary>A progress line that rewrites itself leaves only its last state.</summary>
    private static string Overwritten(string text)
    {
        text = text.Replace("\r\n", "\n");
        if (!text.Contains('\r')) return text;
        return string.Join('\n', text.Split('\n').Select(line => line.TrimEnd('\r') is var kept ? kept[(kept.LastIndexOf('\r') + 1)..] : line));
    }

    private static string? Style(string codes, string? before)
    {
        string colour = before?.Split(' ').FirstOrDefault(name => name.StartsWith("ansi-", StringComparison.Ordinal) && name != "ansi-bold") ?? "";
        bool bold = before?.Contains("ansi-bold") ?? false;
        string[] parts = codes.Split(';');
        for (int i = 0; i < parts.Length; i++)
        {
            int code = parts[i].Length == 0 ? 0 : int.TryParse(parts[i], out int number) ? number : -1;
            if (code == 0) (colour, bold) = ("", false);
            else if (code == 1) bold = true;
            else if (code == 22) bold = false;
            else if (code is >= 30 and <= 37) colour = $"ansi-{code - 30}";
            else if (code is >= 90 and <= 97) colour = $"ansi-{code - 90}";
            else if (code == 39) colour = "";
            // Colours from the large palettes have arguments of their own.
            else if (code is 38 or 48) i += i + 1 < parts.Length && parts[i + 1] == "2" ? 4 : 2;
        }
        string style = bold ? $"{colour} ansi-bold".Trim() : colour;
        return style.Length == 0 ? null : style;
    }

    [GeneratedRegex(@"\x1b(?:\[(?<codes>[0-9;]*)m|\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")]
    private static partial Regex EscapePattern();
}
