using System.Text;

namespace CourseKit.Notebooks;

/// <summary>Text made fit for a page that both HTML and XML parsers accept.</summary>
internal static class HtmlText
{
    /// <summary>Escapes for element content and for attributes in double quotes; characters that no page may hold become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var html = new StringBuilder(text.Length + text.Length / 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                case '\'': html.Append("&#39;"); break;
                case '\n' or '\t' or '\r': html.Append(c); break;
                case < ' ' or '\uFFFE' or '\uFFFF': html.Append('\uFFFD'); break;
                case >= '\uD800' and <= '\uDFFF':
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) html.Append(c).Append(text[++i]);
                    else html.Append('\uFFFD');
                    break;
                default: html.Append(c); break;
            }
        }
        return html.ToString();
    }
}
