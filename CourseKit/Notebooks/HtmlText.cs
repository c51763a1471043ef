using System.Text;

namespace CourseKit.Notebooks;

/// <summary>Text made fit for a page that both HTML and XML parsers accept.</summary>
internal static class HtmlText
{
    /// <summary>Markup with U+FFFD in the place of characters that no page may hold.</summary>
    public static string Legal(string markup)
    {
        StringBuilder? mended = null;
        for (int i = 0; i < markup.Length; i++)
        {
            char c = markup[i];
            bool isPair = char.IsHighSurrogate(c) && i + 1 < markup.Length && char.IsLowSurrogate(markup[i + 1]);
            if (isPair) i++;
            else if (c < ' ' && c is not ('\n' or '\t' or '\r') || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF')
                (mended ??= new StringBuilder(markup))[i] = '\uFFFD';
        }
        return mended?.ToString() ?? markup;
    }

    /// <summary>Escapes for element content and for attributes in double quotes; characters that no page may hold become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var html = new StringBuilder(text.Length + text.Length / 8);
        foreach (char c in Legal(text))
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(c),
            };
        return html.ToString();
    }
}
