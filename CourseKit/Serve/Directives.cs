using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CourseKit.Worker;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Serve;

/// <summary>Completes the lines of a cell that are for the kernel, and the names and versions of packages that this machine has.</summary>
internal static partial class Directives
{
    private const int Module = 9,
        Keyword = 14,
        Value = 12,
        Most = 500;

    /// <summary>Null where the line is C#'s.</summary>
    public static JsonObject? Complete(SourceText text, int cursor)
    {
        TextLine line = text.Lines.GetLineFromPosition(cursor);
        string typed = text.ToString(TextSpan.FromBounds(line.Start, cursor));
        int indent = typed.Length - typed.TrimStart().Length;
        if (!typed.AsSpan(indent).StartsWith("#"))
            return null;
        if (Package().Match(typed) is { Success: true } package)
            return Packages(line, package);
        // A path, which Roslyn completes, or an argument.
        if (typed.AsSpan(indent).IndexOfAny('"', ' ') >= 0)
            return typed.Contains('"') ? null : List([], line, indent, typed.Length);
        return List(
            CellDirectives
                .All.Where(item => item.Text.StartsWith(typed[indent..], StringComparison.OrdinalIgnoreCase))
                .Select(item => Entry(item.Text, Keyword, item.Signature)),
            line,
            indent,
            typed.Length
        );
    }

    private static JsonObject Packages(TextLine line, Match typed)
    {
        Group name = typed.Groups["name"],
            version = typed.Groups["version"];
        if (version.Success)
            return List(
                Versions(name.Value.Trim())
                    .Select(
                        (text, at) =>
                        {
                            JsonObject entry = Entry(text, Value, null);
                            entry["sortText"] = at.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
                            return entry;
                        }
                    ),
                line,
                version.Index,
                version.Index + version.Length
            );
        return List(
            Names()
                .Where(text => text.Contains(name.Value, StringComparison.OrdinalIgnoreCase))
                .Take(Most)
                .Select(text => Entry(text, Module, null)),
            line,
            name.Index,
            name.Index + name.Length
        );
    }

    /// <summary>The packages in this user's cache.</summary>
    private static IEnumerable<string> Names() => Folders(Cache).Select(NameOf).Order(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Versions(string name) =>
        name.Length == 0 || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name.Contains("..", StringComparison.Ordinal)
            ? []
            : Folders(Path.Combine(Cache, name.ToLowerInvariant()))
                .Select(folder => Path.GetFileName(folder)!)
                .OrderDescending(
                    StringComparer.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        System.Globalization.CompareOptions.NumericOrdering
                    )
                );

    private static string Cache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Folders are in lower case; the package says its name itself.</summary>
    private static string NameOf(string folder)
    {
        string lower = Path.GetFileName(folder);
        try
        {
            string? newest = Directory.EnumerateDirectories(folder).FirstOrDefault();
            string? described = newest is null ? null : Path.Combine(newest, lower + ".nuspec");
            if (described is null || !File.Exists(described))
                return lower;
            foreach (string line in File.ReadLines(described).Take(20))
                if (Id().Match(line) is { Success: true } id && id.Groups[1].Value.Equals(lower, StringComparison.OrdinalIgnoreCase))
                    return id.Groups[1].Value;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException) { }
        return lower;
    }

    private static IEnumerable<string> Folders(string of)
    {
        try
        {
            return Directory.Exists(of) ? [.. Directory.EnumerateDirectories(of)] : [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static JsonObject Entry(string text, int kind, string? detail)
    {
        var entry = new JsonObject { ["label"] = text, ["kind"] = kind };
        if (detail is not null)
            entry["detail"] = detail;
        return entry;
    }

    private static JsonObject List(IEnumerable<JsonObject> items, TextLine line, int start, int end)
    {
        int number = line.LineNumber;
        return new JsonObject
        {
            ["isIncomplete"] = false,
            ["items"] = new JsonArray([
                .. items.Select(item =>
                {
                    item["textEdit"] = new JsonObject
                    {
                        ["range"] = new JsonObject
                        {
                            ["start"] = new JsonObject { ["line"] = number, ["character"] = start },
                            ["end"] = new JsonObject { ["line"] = number, ["character"] = end },
                        },
                        ["newText"] = (string?)item["label"],
                    };
                    return item;
                }),
            ]),
        };
    }

    [GeneratedRegex(
        """^\s*#r\s+"nuget:\s*(?<name>[^,"]*)(,\s*(?<version>[^,"]*))?$""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Package();

    [GeneratedRegex("<id>([^<]+)</id>")]
    private static partial Regex Id();
}
