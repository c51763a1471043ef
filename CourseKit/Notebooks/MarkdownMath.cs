using System.Text;

namespace CourseKit.Notebooks;

/// <summary>A formula in Markdown.</summary>
/// <param name="Start">Index of the first dollar sign.</param>
/// <param name="Length">Dollar signs included.</param>
/// <param name="IsClosed">False for a <c>$$</c> without a partner.</param>
internal sealed record MarkdownFormula(int Start, int Length, string Tex, bool Display, bool IsClosed = true);

/// <summary>
/// Finds <c>$…$</c> and <c>$$…$$</c> before Markdown is parsed, as notebook editors do: what is between is no Markdown, so that neither an
/// underscore nor a line that begins with a minus sign means anything there.
/// </summary>
internal static class MarkdownMath
{
    /// <summary>Characters; a text full of dollar signs without partners must not be searched again and again.</summary>
    private const int LongestFormula = 10_000;

    /// <summary>The formulas of <paramref name="markdown"/> outside code, in order.</summary>
    public static IReadOnlyList<MarkdownFormula> Find(string markdown)
    {
        var formulas = new List<MarkdownFormula>();
        for (int at = 0; at < markdown.Length;)
            switch (markdown[at])
            {
                case '`' or '~' when StartsLine(markdown, at) && FenceMark.Of(LineAt(markdown, at)) is FenceMark fence:
                    at = AfterFence(markdown, at, fence);
                    break;
                case '`':
                    at = AfterCodeSpan(markdown, at);
                    break;
                case '\\':
                    at += 2;
                    break;
                case '$':
                    MarkdownFormula? formula = FormulaAt(markdown, at);
                    if (formula is not null) formulas.Add(formula);
                    at += formula?.Length ?? 1;
                    break;
                default:
                    at++;
                    break;
            }
        return formulas;
    }

    private static MarkdownFormula? FormulaAt(string text, int start)
    {
        bool display = start + 1 < text.Length && text[start + 1] == '$';
        int open = start + (display ? 2 : 1);
        if (!display && (open >= text.Length || char.IsWhiteSpace(text[open]))) return null;
        int limit = Math.Min(text.Length, open + LongestFormula);
        for (int at = open; at < limit && !IsBlankLine(text, at); at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '$' && IsClosing(text, at, display))
                return new MarkdownFormula(start, at + (display ? 2 : 1) - start, text[open..at], display);
        }
        return display ? new MarkdownFormula(start, 2, "", Display: true, IsClosed: false) : null;
    }

    /// <summary>For a single dollar sign the rule by which prices are no formulas: no blank before it, no digit after.</summary>
    private static bool IsClosing(string text, int at, bool display)
    {
        char next = at + 1 < text.Length ? text[at + 1] : ' ';
        return display ? next == '$' : !char.IsWhiteSpace(text[at - 1]) && !char.IsAsciiDigit(next);
    }

    private static bool IsBlankLine(string text, int at)
    {
        if (text[at] != '\n') return false;
        for (at++; at < text.Length && text[at] is ' ' or '\t' or '\r'; at++) { }
        return at >= text.Length || text[at] == '\n';
    }

    private static bool StartsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] == ' ') at--;
        return at == 0 || text[at - 1] == '\n';
    }

    private static string LineAt(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        return end < 0 ? text[at..] : text[at..end];
    }

    private static int AfterFence(string text, int at, FenceMark fence)
    {
        do
        {
            int feed = text.IndexOf('\n', at);
            if (feed < 0) return text.Length;
            at = feed + 1;
        }
        while (!fence.IsClosedBy(LineAt(text, at)));
        return at + LineAt(text, at).Length;
    }

    private static int AfterCodeSpan(string text, int at)
    {
        int length = 1;
        while (at + length < text.Length && text[at + length] == '`') length++;
        string mark = text.Substring(at, length);
        for (int close = text.IndexOf(mark, at + length, StringComparison.Ordinal); close >= 0; close = text.IndexOf(mark, close, StringComparison.Ordinal))
        {
            int run = length;
            while (close + run < text.Length && text[close + run] == '`') run++;
            if (run == length) return close + length;
            close += run;
        }
        return at + length;
    }

    /// <summary>The text with each formula replaced by one private-use character, which Markdown passes through.</summary>
    public static string Hide(string markdown, IReadOnlyList<MarkdownFormula> formulas)
    {
        var text = new StringBuilder();
        int next = 0;
        foreach ((int index, MarkdownFormula formula) in formulas.Index())
        {
            text.Append(WithoutPlaceholders(markdown[next..formula.Start])).Append(Placeholder(index));
            next = formula.Start + formula.Length;
        }
        return text.Append(WithoutPlaceholders(markdown[next..])).ToString();
    }

    /// <summary>How many formulas have a placeholder: those of Unicode's private-use area.</summary>
    public const int MostFormulas = 0xF900 - 0xE000;

    /// <summary>The index of the formula for which <paramref name="c"/> stands, or −1.</summary>
    public static int IndexOf(char c) => c is >= '\uE000' and < '\uF900' ? c - '\uE000' : -1;

    private static char Placeholder(int index) => (char)('\uE000' + index);

    private static string WithoutPlaceholders(string text) => text.Any(c => IndexOf(c) >= 0) ? string.Concat(text.Select(c => IndexOf(c) >= 0 ? '\uFFFD' : c)) : text;
}
