using System.Text.RegularExpressions;

namespace CourseLib.Charts.Drawing;

/// <summary>A stretch of text in one style.</summary>
internal readonly record struct TextRun(string Text, bool Bold, bool Italic, int Script);

/// <summary>
/// The small part of HTML that Plotly reads in texts, and so do we: <c>&lt;b&gt;</c>, <c>&lt;i&gt;</c>, <c>&lt;sub&gt;</c>,
/// <c>&lt;sup&gt;</c> and <c>&lt;br&gt;</c>. All else is text.
/// </summary>
internal static partial class RichText
{
    /// <summary>The lines of a text, each in runs of one style; no text is an empty one.</summary>
    public static List<List<TextRun>> Lines(string? text)
    {
        List<List<TextRun>> lines = [[]];
        int bold = 0, italic = 0, script = 0;
        foreach (string part in Tag().Split((text ?? "").Replace("\n", "<br>")))
        {
            switch (part.ToLowerInvariant())
            {
                case "<b>": bold++; break;
                case "</b>": bold--; break;
                case "<i>": italic++; break;
                case "</i>": italic--; break;
                case "<sub>" or "</sup>": script--; break;
                case "<sup>" or "</sub>": script++; break;
                case "<br>" or "<br/>": lines.Add([]); break;
                case "": break;
                default: lines[^1].Add(new(part, bold > 0, italic > 0, script)); break;
            }
        }
        return lines;
    }

    /// <summary>The text without its tags, on one line.</summary>
    public static string Plain(string text) => string.Join(" ", Lines(text).Select(line => string.Concat(line.Select(run => run.Text))));

    [GeneratedRegex("(</?(?:b|i|sub|sup)>|<br/?>)", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}
