using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CourseKit.Notebooks;

/// <summary>A picture that was pasted into a Markdown cell, and the file beside the source in which its bytes are kept.</summary>
internal sealed record AttachmentFile(string Name, byte[] Bytes);

/// <summary>
/// Pictures that were pasted into Markdown cells. In a notebook a cell carries them itself, and shows them by <c>![…](attachment:FILE)</c>. In the source the words are the
/// same, and the bytes are the file <c>attachments/NN-name/FILE</c> beside it; a build puts them into each cell that shows them.
/// </summary>
internal static partial class SourceAttachments
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".bmp"] = "image/bmp",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Where the files of the source <paramref name="path"/> are.</summary>
    public static string Folder(string path) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "attachments", Path.GetFileNameWithoutExtension(path));

    /// <summary>The files that a text shows, each once.</summary>
    public static IReadOnlyList<string> NamesIn(string text) =>
        text.Contains("attachment:", StringComparison.Ordinal) ? [.. References().Matches(text).Select(match => Uri.UnescapeDataString(match.Groups[1].Value)).Distinct()] : [];

    /// <summary>What a cell of this prose carries; null where it shows none.</summary>
    /// <exception cref="CourseKitException">A file is missing, or is no picture of a known kind.</exception>
    public static JsonObject? Of(SourceDocument source, Prose prose)
    {
        IReadOnlyList<string> names = NamesIn(prose.Text);
        if (names.Count == 0) return null;
        var carried = new JsonObject();
        foreach (string name in names)
        {
            if (!IsPlain(name) || !Types.TryGetValue(Path.GetExtension(name), out string? type))
                throw SourceError.At(source.Path, prose.Line, $"'attachment:{name}' names no picture; write the name of a file in {Folder(source.Path)} that ends in {string.Join(", ", Types.Keys)}");
            byte[] bytes = source.ReadAttachment(name)
                ?? throw SourceError.At(source.Path, prose.Line, $"the picture 'attachment:{name}' is missing; put it at {Path.Combine(Folder(source.Path), name)}");
            carried[name] = new JsonObject { [type] = Convert.ToBase64String(bytes) };
        }
        return carried;
    }

    /// <summary>
    /// The notebook with every picture under a name of its own and with the ending of its kind, and the files of them all. Names change only where two
    /// cells have different pictures under one name, or where the ending does not say the kind.
    /// </summary>
    /// <exception cref="CourseKitException">A cell carries what cannot be kept, or shows what it does not carry; the message names the cell.</exception>
    public static (Notebook Notebook, IReadOnlyList<AttachmentFile> Files) Taken(Notebook notebook, string folder)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        var cells = notebook.Cells.Select(cell => cell.Type == CellType.Markdown ? Taken(cell, folder, files) : cell).ToList();
        return (notebook with { Cells = cells }, [.. files.Select(file => new AttachmentFile(file.Key, file.Value))]);
    }

    private static Cell Taken(Cell cell, string folder, Dictionary<string, byte[]> files)
    {
        IReadOnlyList<string> shown = NamesIn(cell.Source);
        foreach ((string name, _) in cell.Attachments ?? [])
            if (!shown.Contains(name))
                throw Refused(cell, $"carries the picture '{name}' and does not show it; write ![](attachment:{Uri.EscapeDataString(name)}) where it belongs, or remove it from the cell");
        string text = cell.Source;
        foreach (string name in shown)
        {
            if (cell.Attachments?[name] is not JsonNode carried)
            {
                if (IsPlain(name) && File.Exists(Path.Combine(folder, name))) continue;
                throw Refused(cell, $"shows 'attachment:{name}' and does not carry it; paste the picture again");
            }
            (string type, byte[] bytes) = Content(cell, name, carried);
            string kept = Named(name, type, bytes, files);
            files[kept] = bytes;
            if (kept == name) continue;
            text = References().Replace(text, match => Uri.UnescapeDataString(match.Groups[1].Value) == name ? match.Value.Replace(match.Groups[1].Value, Uri.EscapeDataString(kept), StringComparison.Ordinal) : match.Value);
        }
        return cell with { Source = text };
    }

    private static (string Type, byte[] Bytes) Content(Cell cell, string name, JsonNode carried)
    {
        if (carried is not JsonObject { Count: 1 } bundle) throw Refused(cell, $"carries '{name}' in several forms, of which a file can keep one; paste the picture again");
        (string type, JsonNode? value) = bundle.Single();
        if (!Types.ContainsValue(type)) throw Refused(cell, $"carries '{name}', which is {type}; only pictures can be kept ({string.Join(", ", Types.Values.Distinct())})");
        string text = NotebookFile.Joined(value) ?? "";
        if (type == "image/svg+xml" && text.TrimStart().StartsWith('<')) return (type, System.Text.Encoding.UTF8.GetBytes(text));
        try
        {
            return (type, Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw Refused(cell, $"carries '{name}', whose bytes are damaged (no base64); paste the picture again");
        }
    }

    private static string Named(string name, string type, byte[] bytes, Dictionary<string, byte[]> files)
    {
        string plain = string.Concat(name.Select(character => character is '/' or '\\' or ':' || char.IsControl(character) ? '-' : character)).TrimStart('.');
        if (plain.Length == 0) plain = "picture";
        if (!Types.TryGetValue(Path.GetExtension(plain), out string? said) || said != type) plain += Types.First(known => known.Value == type).Key;
        string free = plain;
        for (int n = 2; files.TryGetValue(free, out byte[]? other) && !other.AsSpan().SequenceEqual(bytes); n++)
            free = $"{Path.GetFileNameWithoutExtension(plain)}-{n}{Path.GetExtension(plain)}";
        return free;
    }

    private static bool IsPlain(string name) => name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or "..") && !name.Contains('\\');

    private static CourseKitException Refused(Cell cell, string why) => new($"cell '{cell.Id}' {why}");

    [GeneratedRegex("""(?:\]\(\s*<?|\b(?:src|href)=["'])attachment:([^)>"'\s]+)""")]
    private static partial Regex References();
}
