using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>One line of a cell that is for the kernel and not for the compiler.</summary>
/// <param name="Name">"time", "who", "whos", "import", "r" or "i".</param>
/// <param name="Argument">What follows; of <c>#r</c> and <c>#i</c> what stands behind "nuget:".</param>
/// <param name="Line">0-based.</param>
internal sealed record CellDirective(string Name, string Argument, int Line);

/// <summary>The lines of a cell that are for the kernel: <c>#!time</c>, <c>#!who</c>, <c>#!import</c>, <c>#r "nuget: …"</c>, <c>#i</c>. Spelled as .NET Interactive spells them.</summary>
internal static partial class CellDirectives
{
    /// <summary>Names and what they do, as completion offers them.</summary>
    public static IReadOnlyList<CompletionItem> All { get; } =
    [
        new("#r", "keyword", "#r \"library.dll\" or #r \"nuget: Name, Version\": use a library"),
        new("#i", "keyword", "#i \"nuget: folder or address\": where else to look for packages"),
        new("#!time", "keyword", "#!time: tell how long the cell took"),
        new("#!who", "keyword", "#!who: the variables by name"),
        new("#!whos", "keyword", "#!whos: the variables with type and value"),
        new("#!import", "keyword", "#!import file.cs or notebook.ipynb: run its code here"),
    ];

    private static readonly string[] Known = ["time", "who", "whos", "import"];

    /// <summary>Names of this language, which .NET Interactive has at the top of cells.</summary>
    private static readonly string[] ThisLanguage = ["csharp", "c#", "C#"];

    /// <summary>The text with those lines emptied, so that all others keep their numbers.</summary>
    public static string Blanked(string code) => code.Contains('#') ? Lines().Replace(code, "") : code;

    /// <summary>Those lines, in order.</summary>
    /// <exception cref="CellFailure">One of them is nothing that we know.</exception>
    public static IReadOnlyList<CellDirective> Of(string code, string label)
    {
        if (!code.Contains('#')) return [];
        var directives = new List<CellDirective>();
        int line = 0, counted = 0;
        foreach (Match match in Lines().Matches(code))
        {
            line += code.AsSpan(counted..match.Index).Count('\n');
            counted = match.Index;
            string text = match.Value.Trim();
            if (text.StartsWith("#!", StringComparison.Ordinal))
            {
                string[] words = text[2..].Split([' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                string name = words.Length > 0 ? words[0] : "";
                if (ThisLanguage.Contains(name)) continue;
                if (!Known.Contains(name)) throw Unknown(name, label, line);
                directives.Add(new CellDirective(name, words.Length > 1 ? words[1].Trim('"') : "", line));
            }
            else
            {
                string quoted = text[(text.IndexOf('"') + 1)..].TrimEnd().TrimEnd('"').Trim();
                directives.Add(new CellDirective(text[1..2], quoted.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase) ? quoted[6..].Trim() : quoted, line));
            }
        }
        return directives;
    }

    private static CellFailure Unknown(string name, string label, int line)
    {
        string nearest = Known.MinBy(known => Spelling.Distance(name.ToLowerInvariant(), known))!;
        return new CellFailure("UnknownDirective", $"there is no directive '#!{name}' here; did you mean '#!{nearest}'? Cells are C#, and {string.Join(", ", Known.Select(known => "#!" + known))} are all there is",
            label, new LinePosition(line, 0));
    }

    [GeneratedRegex("""^[ \t]*#(![^\r\n]*|i[ \t]*"[^\r\n]*|r[ \t]*"nuget:[^\r\n]*)""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Lines();
}
