using System.Text.RegularExpressions;
using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>How much two cells look alike, for submissions whose cell ids are lost.</summary>
internal sealed partial class Similarity
{
    /// <summary>Of a longer text only the beginning is looked at.</summary>
    public const int LongestText = 100_000;

    private readonly Dictionary<string, int> tokens;
    private readonly HashSet<string> names;
    private readonly int count;

    public Similarity(string source)
    {
        string text = source.Length > LongestText ? source[..LongestText] : source;
        tokens = TokenPattern().Matches(text).CountBy(match => match.Value).ToDictionary();
        count = tokens.Values.Sum();
        names = Declared(text);
    }

    /// <summary>0 to 1: the part of both texts' tokens that they have in common (Dice's coefficient).</summary>
    public double To(Similarity other) =>
        count + other.count == 0 ? 1 : 2.0 * (tokens.Count < other.tokens.Count ? Common(tokens, other.tokens) : Common(other.tokens, tokens)) / (count + other.count);

    /// <summary>The shorter table leads: a submission may have cells of a hundred thousand tokens, and each is held against each of ours.</summary>
    private static int Common(Dictionary<string, int> few, Dictionary<string, int> many) => few.Sum(token => Math.Min(token.Value, many.GetValueOrDefault(token.Key)));

    /// <summary>
    /// 0 to 1: how well this cell could be the answer that <paramref name="stub"/> asks for. What it declares counts most: the body is
    /// the student's own, the name is not.
    /// </summary>
    public double AsAnswerTo(Similarity stub)
    {
        double likeness = To(stub);
        return stub.names.Count == 0 ? likeness : 0.9 * stub.names.Count(names.Contains) / stub.names.Count + 0.1 * likeness;
    }

    /// <summary>
    /// The names of functions, types and variables at the top of a cell. They are guessed from their neighbours: the text may be hostile, and
    /// a parser that calls itself for every bracket would overflow the stack and end the grading of the whole class.
    /// </summary>
    private static HashSet<string> Declared(string text)
    {
        var found = new HashSet<string>();
        (CodeKind Kind, string Text)[] code = [.. CSharpScanner.Scan(text).Where(piece => piece.Kind is not (CodeKind.Blank or CodeKind.Comment or CodeKind.Directive))];
        int depth = 0;
        for (int i = 0; i < code.Length; i++)
        {
            if (code[i].Text is "{" or "(" or "[") depth++;
            else if (code[i].Text is "}" or ")" or "]") depth--;
            else if (depth == 0 && i > 0 && code[i].Kind == CodeKind.Name && Declares(code[i - 1], i + 1 < code.Length ? code[i + 1].Text : ";")) found.Add(code[i].Text);
        }
        return found;
    }

    private static bool Declares((CodeKind Kind, string Text) before, string after) =>
        before.Text is "class" or "struct" or "record" or "interface" or "enum"
        || (after is "(" or "=" or ";" or "<" or "," && IsType(before));

    private static bool IsType((CodeKind Kind, string Text) piece) =>
        piece.Kind == CodeKind.Name || piece.Text is ">" or "]" or "?" or ")"
        || (piece.Kind == CodeKind.Keyword && piece.Text is not ("return" or "new" or "await" or "throw" or "is" or "as" or "in" or "else" or "using" or "not" or "and" or "or"));

    [GeneratedRegex(@"\w+|[^\s\w]")]
    private static partial Regex TokenPattern();
}
