using System.Globalization;
using System.Text;

namespace CourseLib.Charts.Svg;

/// <summary>Writes well-formed SVG: escapes texts, writes numbers short and the same everywhere.</summary>
internal sealed class SvgWriter(string id)
{
    private readonly StringBuilder text = new();
    private readonly Stack<string> open = new();

    /// <summary>What every id in this picture begins with, so that no two pictures of a page share one.</summary>
    public string Id { get; } = id;

    /// <summary>Starts an element; a null attribute is left out.</summary>
    public SvgWriter Open(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        text.Append('>');
        open.Push(name);
        return this;
    }

    public SvgWriter Close()
    {
        text.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element with nothing in it.</summary>
    public SvgWriter Leaf(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        text.Append("/>");
        return this;
    }

    /// <summary>Text inside the open element.</summary>
    public SvgWriter Chars(string chars)
    {
        Escape(chars);
        return this;
    }

    /// <summary>Text that is CSS of our own, which needs no escape.</summary>
    public SvgWriter Style(string css)
    {
        text.Append("<style>").Append(css).Append("</style>");
        return this;
    }

    public override string ToString() => text.ToString();

    /// <summary>A number of pixels: two decimals at most.</summary>
    public static string Number(double value) =>
        double.IsFinite(value) ? (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture) : "0";

    private void Start(string name, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        text.Append('<').Append(name);
        string? paint = null;
        bool hasClass = false;
        foreach ((string attribute, object? value) in attributes)
        {
            if (value is null) continue;
            hasClass |= attribute == "class";
            if (attribute is "fill" or "stroke" or "color" && value is string color && SvgTheme.Pair(color) is { } pair)
                paint += $"{(paint is null ? "" : ";")}{attribute}:{pair}";
            text.Append(' ').Append(attribute).Append("=\"");
            if (value is double number) text.Append(Number(number));
            else Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            text.Append('"');
        }
        // A colour of the palette that was asked for by its number follows the page from light to dark, like one that was not.
        if (paint is not null && !hasClass) text.Append($" style=\"{paint}\"");
    }

    private void Escape(string chars)
    {
        for (int i = 0; i < chars.Length; i++)
        {
            char c = chars[i];
            if (char.IsSurrogate(c))
            {
                // A pair stays as it is; half of one is no character.
                bool pair = i + 1 < chars.Length && char.IsSurrogatePair(c, chars[i + 1]);
                text.Append(pair ? chars.Substring(i++, 2) : "\uFFFD");
                continue;
            }
            switch (c)
            {
                case '&': text.Append("&amp;"); break;
                case '<': text.Append("&lt;"); break;
                case '>': text.Append("&gt;"); break;
                case '"': text.Append("&quot;"); break;
                // XML 1.0 has no form for these.
                case < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF': text.Append('\uFFFD'); break;
                default: text.Append(c); break;
            }
        }
    }
}
