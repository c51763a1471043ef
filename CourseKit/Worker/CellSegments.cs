using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CourseKit.Worker;

/// <summary>A run of lines of a cell in one language.</summary>
/// <param name="Language">"csharp", or that of the line <c>#!language</c> above it.</param>
/// <param name="Line">The 0-based line of its text.</param>
internal sealed record CellSegment(string Language, string Text, int Line);

/// <summary>The languages of a cell: a line such as <c>#!html</c> begins another, as in .NET Interactive's cells and .dib files.</summary>
internal static partial class CellSegments
{
    private const string CSharp = "csharp";

    /// <summary>What is shown and not run, and as what.</summary>
    private static readonly Dictionary<string, Func<string, (string MimeType, string Text)>> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        ["html"] = text => ("text/html", text),
        ["markdown"] = text => ("text/markdown", text),
        ["javascript"] = text => ("text/html", $"<script type=\"module\">\n{text}\n</script>"),
        ["mermaid"] = text => ("text/html", $"<pre class=\"mermaid\">{WebUtility.HtmlEncode(text)}</pre>"),
    };

    private static readonly string[] Ours = [CSharp, "c#"];

    /// <summary>Languages of .NET Interactive that need a kernel of their own.</summary>
    private static readonly string[] Foreign = ["fsharp", "f#", "pwsh", "powershell", "sql", "kql", "python", "r", "http", "vbnet"];

    /// <summary>Other names of what is shown.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase) { ["js"] = "javascript", ["md"] = "markdown" };

    /// <summary>Whether <paramref name="name"/> is a language that we run or show.</summary>
    public static bool Names(string name) => Ours.Contains(name, StringComparer.OrdinalIgnoreCase) || Shown.ContainsKey(Aliases.GetValueOrDefault(name, name));

    /// <summary>Whether it is one that another kernel runs.</summary>
    public static bool IsForeign(string name) => Foreign.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The cell's segments that have something in them.</summary>
    public static IReadOnlyList<CellSegment> Of(string code)
    {
        var segments = new List<CellSegment>();
        string language = CSharp;
        int start = 0, line = 0, startLine = 0;
        foreach (Match match in Lines().Matches(code))
        {
            string name = match.Groups[2].Value;
            if (match.Groups[1].Success && (Names(name) || IsForeign(name)))
            {
                End(match.Index);
                language = Ours.Contains(name, StringComparer.OrdinalIgnoreCase) ? CSharp : Aliases.GetValueOrDefault(name, name).ToLowerInvariant();
                (start, startLine) = (match.Index + match.Length, line + 1);
            }
            line++;
        }
        End(code.Length);
        return segments;

        void End(int end)
        {
            string text = code[start..Math.Max(start, end)];
            if (!string.IsNullOrWhiteSpace(text)) segments.Add(new CellSegment(language, text, startLine));
        }
    }

    /// <summary>The text with all that is shown, and not run, emptied.</summary>
    public static string OnlyCSharp(string code)
    {
        if (!code.Contains("#!", StringComparison.Ordinal)) return code;
        var builder = new StringBuilder(code.Length);
        bool isShown = false;
        foreach (Match match in Lines().Matches(code))
        {
            string name = match.Groups[2].Value;
            bool isSwitch = match.Groups[1].Success && (Names(name) || IsForeign(name));
            if (isSwitch) isShown = Names(name) && !Ours.Contains(name, StringComparer.OrdinalIgnoreCase);
            builder.Append(isShown && !isSwitch ? string.Concat(match.Value.Where(character => character is '\r' or '\n')) : match.Value);
        }
        return builder.ToString();
    }

    /// <summary>What a segment shows; null for one that is run.</summary>
    public static IReadOnlyDictionary<string, string>? Display(CellSegment segment)
    {
        if (!Shown.TryGetValue(segment.Language, out var show)) return null;
        (string type, string text) = show(segment.Text.Trim('\r', '\n'));
        return new Dictionary<string, string> { [type] = text, ["text/plain"] = segment.Text.Trim() };
    }

    [GeneratedRegex("""[ \t]*(#!([\w#]+)[^\r\n]*)?[^\n]*(?:\n|$)(?<=.)""", RegexOptions.Singleline)]
    private static partial Regex Lines();
}
