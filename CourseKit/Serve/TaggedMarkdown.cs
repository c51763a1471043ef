using System.Text;
using Microsoft.CodeAnalysis;

namespace CourseKit.Serve;

/// <summary>What Roslyn says of a symbol, as Markdown.</summary>
internal static class TaggedMarkdown
{
    /// <summary>The signature, which stands in the first line, as plain text, and what is written of it.</summary>
    public static (string Signature, string Documentation) Split(IEnumerable<TaggedText> parts)
    {
        TaggedText[] all = [.. parts];
        int end = Array.FindIndex(all, part => part.Tag == TextTags.LineBreak);
        if (end < 0)
            return (Plain(all), "");
        return (Plain(all[..end]), Prose(all[end..]));
    }

    public static string Plain(IEnumerable<TaggedText> parts) => string.Concat(parts.Select(part => part.Text)).Trim();

    /// <summary>Words as words, and names of code as code.</summary>
    public static string Prose(IEnumerable<TaggedText> parts)
    {
        var text = new StringBuilder();
        foreach (TaggedText part in parts)
            if (part.Tag == TextTags.LineBreak)
                text.Append("  \n");
            else if (part.Tag is TextTags.Text or TextTags.Space)
                text.Append(Escaped(part.Text));
            else if (part.Tag == TextTags.Punctuation || string.IsNullOrWhiteSpace(part.Text))
                text.Append(part.Text);
            else
                text.Append('`').Append(part.Text).Append('`');
        return text.Replace("``", "").ToString().Trim();
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (character is '\\' or '`' or '*' or '_' or '<' or '[' or '#')
                escaped.Append('\\');
            escaped.Append(character);
        }
        return escaped.ToString();
    }
}
