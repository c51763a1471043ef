using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace CourseKit.Notebooks;

internal enum CodeKind { Blank, Punctuation, Name, Keyword, Number, Text, Comment, Directive }

/// <summary>
/// Cuts C# into coloured pieces; together they are the code again. It is a scanner of our own because pages also show code that means
/// harm: Roslyn's parser overflows the stack on ten thousand opening brackets, and takes the process with it.
/// </summary>
internal sealed partial class CSharpScanner
{
    private readonly string code;
    private readonly List<(CodeKind Kind, string Text)> pieces = [];

    /// <summary>Interpolated strings that we are inside of, each with the braces open in its hole.</summary>
    private readonly Stack<(Quote Quote, int Braces)> holes = new();
    private int at;

    private CSharpScanner(string code) => this.code = code;

    /// <summary>How a string is written.</summary>
    /// <param name="Quotes">1, or 3 and more for a raw string.</param>
    /// <param name="Dollars">How many braces open a hole; 0 without interpolation.</param>
    private readonly record struct Quote(int Quotes, int Dollars, bool Verbatim);

    public static IReadOnlyList<(CodeKind Kind, string Text)> Scan(string code)
    {
        var scanner = new CSharpScanner(code);
        while (scanner.at < code.Length) scanner.Next();
        return scanner.pieces;
    }

    private char Peek(int offset = 0) => at + offset < code.Length ? code[at + offset] : '\0';

    private void Next()
    {
        char c = Peek();
        if (char.IsWhiteSpace(c)) Take(CodeKind.Blank, End(char.IsWhiteSpace));
        else if (c == '#' && StartsLine()) Take(CodeKind.Directive, EndOfLine());
        else if (c == '/' && Peek(1) == '/') Take(CodeKind.Comment, EndOfLine());
        else if (c == '/' && Peek(1) == '*')
        {
            int end = code.IndexOf("*/", at + 2, StringComparison.Ordinal);
            Take(CodeKind.Comment, end < 0 ? code.Length : end + 2);
        }
        else if (c == '\'') Take(CodeKind.Text, EndOfCharacter());
        else if (StringStart().Match(code, at) is { Success: true } start) BeginString(start);
        else if (char.IsAsciiDigit(c)) Take(CodeKind.Number, at + Number().Match(code, at).Length);
        else if (char.IsLetter(c) || c == '_' || c == '@' && (char.IsLetter(Peek(1)) || Peek(1) == '_')) TakeName();
        else TakePunctuation(c);
    }

    private void TakeName()
    {
        int end = at + 1;
        while (end < code.Length && (char.IsLetterOrDigit(code[end]) || code[end] == '_')) end++;
        string name = code[at..end];
        bool isKeyword = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
            || name is "var" or "await" or "async" or "record" or "nameof" or "when" or "where" or "yield" or "init" or "get" or "set" or "with" or "and" or "or" or "not";
        Take(isKeyword ? CodeKind.Keyword : CodeKind.Name, end);
    }

    private void TakePunctuation(char c)
    {
        if (holes.TryPeek(out var hole) && c is '{' or '}')
        {
            if (c == '}' && hole.Braces == 0)
            {
                holes.Pop();
                ContinueString(hole.Quote, at);
                return;
            }
            holes.Pop();
            holes.Push((hole.Quote, hole.Braces + (c == '{' ? 1 : -1)));
        }
        // All but the last of a row of these: to look behind each for a quote would take the square of their number.
        Take(CodeKind.Punctuation, c is '$' or '@' ? Math.Max(at + 1, End(next => next is '$' or '@') - 1) : at + 1);
    }

    private void BeginString(Match start)
    {
        int dollars = start.Value.Count(c => c == '$'), quotes = start.Value.Count(c => c == '"');
        // Two quotes are an empty string, and not the beginning of anything.
        if (quotes == 2) Take(CodeKind.Text, at + start.Length);
        else ContinueString(new Quote(quotes, dollars, start.Value.Contains('@')), at + start.Length);
    }

    /// <summary>Takes string text up to the string's end or its next hole.</summary>
    /// <param name="from">Where to begin looking; the piece begins where the scanner stands.</param>
    private void ContinueString(Quote quote, int from)
    {
        for (int i = from; i < code.Length; i++)
        {
            char c = code[i];
            if (c == '"')
            {
                // Only of a raw string all quotes matter: to count them again after every pair would take the square of their number.
                int run = quote.Quotes >= 3 ? Run(i, '"') : i + 1 < code.Length && code[i + 1] == '"' ? 2 : 1;
                if (quote.Quotes >= 3 && run < quote.Quotes) i += run - 1;
                else if (quote.Verbatim && run >= 2) i++;
                else
                {
                    Take(CodeKind.Text, i + (quote.Quotes >= 3 ? run : 1));
                    return;
                }
            }
            else if (c == '\\' && quote is { Quotes: 1, Verbatim: false }) i++;
            else if (c == '\n' && quote is { Quotes: 1, Verbatim: false })
            {
                Take(CodeKind.Text, i);
                return;
            }
            else if (c == '{' && quote.Dollars > 0)
            {
                int run = Run(i, '{');
                bool opens = quote.Quotes >= 3 ? run >= quote.Dollars : run % 2 == 1;
                i += run - 1;
                if (!opens) continue;
                Take(CodeKind.Text, i + 1);
                holes.Push((quote, 0));
                return;
            }
        }
        Take(CodeKind.Text, code.Length);
    }

    private int Run(int start, char c)
    {
        int end = start;
        while (end < code.Length && code[end] == c) end++;
        return end - start;
    }

    private int EndOfCharacter()
    {
        for (int i = at + 1; i < code.Length && code[i] != '\n'; i++)
            if (code[i] == '\\') i++;
            else if (code[i] == '\'') return i + 1;
        return EndOfLine();
    }

    private int EndOfLine() => code.IndexOf('\n', at) is >= 0 and var feed ? feed : code.Length;

    private int End(Func<char, bool> belongs)
    {
        int end = at;
        while (end < code.Length && belongs(code[end])) end++;
        return end;
    }

    private bool StartsLine() => pieces.Count == 0 || pieces[^1].Kind == CodeKind.Blank && (pieces.Count == 1 || pieces[^1].Text.Contains('\n'));

    private void Take(CodeKind kind, int end)
    {
        end = Math.Min(end, code.Length);
        pieces.Add((kind, code[at..end]));
        at = end;
    }

    [GeneratedRegex("""\G[$@]*"+""")]
    private static partial Regex StringStart();

    [GeneratedRegex(@"\G(?:0[xXbB][0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?)[uUlLfFdDmM]*")]
    private static partial Regex Number();
}
