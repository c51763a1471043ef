using System.Text.RegularExpressions;

namespace CourseKit.Worker;

/// <summary>The lines of a cell that are for the kernel and not for the compiler: <c>#!time</c>, <c>#!who</c>, <c>#!import</c>, <c>#i</c>…</summary>
internal static partial class CellDirectives
{
    /// <summary>Names and what they do, as completion offers them.</summary>
    public static IReadOnlyList<CompletionItem> All { get; } =
    [
        new("#r", "keyword", "#r \"library.dll\" or #r \"nuget: Name, Version\": use a library"),
        new("#i", "keyword", "#i \"nuget: folder or address\": where to look for packages"),
        new("#!time", "keyword", "#!time: tell how long the cell took"),
        new("#!who", "keyword", "#!who: the variables by name"),
        new("#!whos", "keyword", "#!whos: the variables with type and value"),
        new("#!import", "keyword", "#!import file.cs or notebook.ipynb: run its code here"),
    ];

    /// <summary>The text with those lines emptied, so that all others keep their numbers.</summary>
    public static string Blanked(string code) => code.Contains('#') ? Lines().Replace(code, "") : code;

    [GeneratedRegex("""^[ \t]*#(![^\r\n]*|i[ \t]*"[^\r\n]*|r[ \t]*"nuget:[^\r\n]*)""", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
