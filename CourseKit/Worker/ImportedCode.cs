using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>A piece of a file that a cell imports.</summary>
/// <param name="Folder">Where the file lies; its own imports start there.</param>
internal sealed record ImportedPiece(string Code, string Label, string Folder);

/// <summary>The C# of the files that people have: .cs, .csx, .ipynb and .dib.</summary>
internal static partial class ImportedCode
{
    /// <param name="folder">What a relative path starts from.</param>
    /// <exception cref="CellFailure">There is no such file, or it holds what cannot be run here.</exception>
    public static IReadOnlyList<ImportedPiece> Of(CellDirective import, string folder, string label)
    {
        string path = import.Argument, name = Path.GetFileName(path), full, text;
        var place = new LinePosition(import.Line, 0);
        if (path.Length == 0) throw new CellFailure("ImportError", "which file? Write: #!import file.cs", label, place);
        try
        {
            full = Path.GetFullPath(path, folder);
            text = File.ReadAllText(full);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string why = cause is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : cause.Message.TrimEnd('.');
            throw new CellFailure("ImportError", $"cannot import '{path}' from {folder}: {why}", label, place);
        }
        string home = Path.GetDirectoryName(full)!;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".ipynb" => Notebook(text, path, label, place, home),
            ".dib" => [.. Segments(Header().Replace(text, match => new string('\n', match.Value.Count(character => character == '\n'))), path, label, place).Select(code => new ImportedPiece(code, name, home))],
            ".cs" or ".csx" or ".txt" or "" => [new(text, name, home)],
            ".fs" or ".fsx" => throw new CellFailure("ImportError", $"'{path}' is F#, and this kernel runs C#; write its code in C#", label, place),
            var other => throw new CellFailure("ImportError", $"'{path}' is no code that can be imported ({other}); import .cs, .csx, .ipynb or .dib, or read it with File.ReadAllText", label, place),
        };
    }

    private static List<ImportedPiece> Notebook(string text, string path, string label, LinePosition place, string home)
    {
        string name = Path.GetFileName(path);
        try
        {
            var pieces = new List<ImportedPiece>();
            int count = 0;
            foreach (JsonElement cell in JsonDocument.Parse(text).RootElement.GetProperty("cells").EnumerateArray())
            {
                if (cell.GetProperty("cell_type").GetString() != "code") continue;
                count++;
                foreach (string code in Segments(Source(cell), $"{path}, cell {count}", label, place)) pieces.Add(new(code, $"{name}, cell {count}", home));
            }
            return pieces;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CellFailure("ImportError", $"'{path}' is no notebook: {cause.Message}", label, place);
        }
    }

    /// <summary>The C# of a text, on its own lines; what would be shown is left out.</summary>
    private static IEnumerable<string> Segments(string text, string path, string label, LinePosition place)
    {
        foreach (CellSegment segment in CellSegments.Of(text))
            if (CellSegments.IsForeign(segment.Language))
                throw new CellFailure("ImportError", $"'{path}' has code in {segment.Language} (line {segment.Line + 1}), and this kernel runs C#; import a file without it", label, place);
            else if (CellSegments.Display(segment) is null)
                yield return new string('\n', segment.Line) + segment.Text;
    }

    private static string Source(JsonElement cell)
    {
        JsonElement source = cell.GetProperty("source");
        return source.ValueKind == JsonValueKind.Array ? string.Concat(source.EnumerateArray().Select(line => line.GetString())) : source.GetString() ?? "";
    }

    /// <summary>What a .dib file says of itself, in JSON, up to its first language.</summary>
    [GeneratedRegex("""\A\s*#!meta\b.*?(?=^#!(?!meta)|\z)""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Header();
}
