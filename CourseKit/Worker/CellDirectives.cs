using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>One line of a cell that is for the kernel and not for the compiler.</summary>
/// <param name="Name">"time", "who", "whos", "about", "lsmagic", "import" (or <c>#load</c>), "r" or "i".</param>
/// <param name="Argument">What follows; of <c>#r</c> and <c>#i</c> what stands behind "nuget:".</param>
/// <param name="Line">0-based.</param>
internal sealed record CellDirective(string Name, string Argument, int Line);

/// <summary>The lines of a cell that are for the kernel: <c>#!time</c>, <c>#!who</c>, <c>#!import</c>, <c>#load</c>, <c>#r "nuget: …"</c>, <c>#i</c>. Spelled as .NET Interactive and scripts spell them.</summary>
/// <remarks>The lines between which another language stands, as <c>#!html</c>, are <see cref="CellSegments"/>'s.</remarks>
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
        new("#!import", "keyword", "#!import file.cs, script.csx, notebook.ipynb or notebook.dib: run its code here"),
        new("#load", "keyword", "#load \"script.csx\": the same"),
        new("#!html", "keyword", "#!html: what follows is HTML, and is shown"),
        new("#!markdown", "keyword", "#!markdown: what follows is Markdown, and is shown"),
        new("#!javascript", "keyword", "#!javascript: what follows runs in the page that shows the notebook"),
        new("#!mermaid", "keyword", "#!mermaid: what follows is a diagram, shown as its text"),
        new("#!csharp", "keyword", "#!csharp: what follows is C# again"),
        new("#!about", "keyword", "#!about: which kernel this is"),
        new("#!lsmagic", "keyword", "#!lsmagic: all of these lines"),
    ];

    private static readonly string[] Known = ["time", "who", "whos", "about", "lsmagic", "import"];

    /// <summary>What .NET Interactive has and a kernel of one language has not, and what to do here.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["value"] = "there is one language here, and one set of variables; write: var name = …;",
        ["set"] = "there is one language here, and one set of variables; write: var name = …;",
        ["share"] = "there is one language here, whose cells all see the same variables; leave the line out",
        ["connect"] = "this kernel connects to no other; fetch data in C#, with HttpClient or a package (#r \"nuget: …\")",
        ["nuget"] = "write: #r \"nuget: Name, Version\"",
        ["pip"] = "this kernel runs no Python; a .NET package is fetched by: #r \"nuget: Name, Version\"",
        ["kernel"] = "there is one kernel here; leave the line out",
    };

    /// <summary>The text with those lines, and what is in another language, emptied, so that all others keep their numbers.</summary>
    public static string Blanked(string code) => code.Contains('#') ? Lines().Replace(CellSegments.OnlyCSharp(code), "") : code;

    /// <summary>Those lines, in order.</summary>
    /// <exception cref="CellFailure">One of them is nothing that we know.</exception>
    public static IReadOnlyList<CellDirective> Of(string code, string label)
    {
        if (!code.Contains('#')) return [];
        var directives = new List<CellDirective>();
        int line = 0, counted = 0;
        foreach (Match match in Lines().Matches(CellSegments.OnlyCSharp(code)))
        {
            line += code.AsSpan(counted..match.Index).Count('\n');
            counted = match.Index;
            string text = match.Value.Trim();
            if (text.StartsWith("#!", StringComparison.Ordinal))
            {
                string[] words = text[2..].Split([' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                string name = words.Length > 0 ? words[0] : "";
                if (CellSegments.Names(name)) continue;
                if (CellSegments.IsForeign(name))
                    throw new CellFailure("OtherLanguage", $"this kernel runs C#, and not '{name}'; write the cell in C#, or open the notebook where '#!{name}' is at home", label, new LinePosition(line, 0));
                if (Elsewhere.TryGetValue(name, out string? instead)) throw new CellFailure("UnknownDirective", $"there is no '#!{name}' here: {instead}", label, new LinePosition(line, 0));
                if (!Known.Contains(name)) throw Unknown(name, label, line);
                if (text == $"#!import {Course.SetUp}") continue;
                directives.Add(new CellDirective(name, words.Length > 1 ? words[1].Trim('"') : "", line));
            }
            else if (text.StartsWith("#load", StringComparison.OrdinalIgnoreCase)) directives.Add(new CellDirective("import", text["#load".Length..].Trim().Trim('"'), line));
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

    [GeneratedRegex("""^[ \t]*#(![^\r\n]*|i[ \t]*"[^\r\n]*|load[ \t]*"[^\r\n]*|r[ \t]*"nuget:[^\r\n]*)""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Lines();
}
