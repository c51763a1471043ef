using System.Text;

namespace CourseKit.Notebooks;

/// <summary>Colours C#: what a name stands for is guessed from its neighbours.</summary>
internal static class CSharpHighlighter
{
    /// <summary>The code as HTML: spans of class k(eyword), s(tring), n(umber), c(omment), t(ype), m(ethod) and d(irective).</summary>
    public static string Html(string code)
    {
        IReadOnlyList<(CodeKind Kind, string Text)> pieces = CSharpScanner.Scan(code);
        string[] neighbours = [.. pieces.Where(piece => piece.Kind is not (CodeKind.Blank or CodeKind.Comment)).Select(piece => piece.Text)];
        var html = new StringBuilder(code.Length * 2);
        int index = -1;
        foreach ((CodeKind kind, string text) in pieces)
        {
            if (kind is not (CodeKind.Blank or CodeKind.Comment)) index++;
            string? colour = kind switch
            {
                CodeKind.Keyword => "k",
                CodeKind.Text => "s",
                CodeKind.Number => "n",
                CodeKind.Comment => "c",
                CodeKind.Directive => "d",
                CodeKind.Name => OfName(text, index > 0 ? neighbours[index - 1] : "", index + 1 < neighbours.Length ? neighbours[index + 1] : ""),
                _ => null,
            };
            html.Append(colour is null ? HtmlText.Escape(text) : $"<span class=\"{colour}\">{HtmlText.Escape(text)}</span>");
        }
        return html.ToString();
    }

    private static string? OfName(string name, string before, string after)
    {
        if (before is "new" or "class" or "struct" or "record" or "interface" or "enum" or "is" or "as") return "t";
        if (after == "(") return "m";
        if (name is not [>= 'A' and <= 'Z', ..] || before == ".") return null;
        // A capitalised name before another name, a point or a type argument is a type far more often than a property.
        return before == ":" || after is "." or "<" or "[" or "?" || after.Length > 0 && (char.IsLetter(after[0]) || after[0] == '_') ? "t" : null;
    }
}
