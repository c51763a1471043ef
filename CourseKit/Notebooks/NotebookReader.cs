using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>Makes a <see cref="Notebook"/> of JSON, or says what keeps it from being one.</summary>
/// <param name="name">Names the notebook in messages.</param>
/// <param name="remarks">Gets what is doubtful in the reading of it.</param>
internal sealed class NotebookReader(string name, List<string> remarks)
{
    private const int MostCells = 20_000;
    private readonly List<int> withoutLineFeeds = [];
    private readonly HashSet<string> ids = [];

    public Notebook Read(JsonNode? json)
    {
        if (json is not JsonObject root) throw Wrong("it is JSON, and not an object");
        int version = Integer(root["nbformat"]) ?? throw Wrong("it has no 'nbformat'");
        if (version is not (3 or 4)) throw Wrong($"it is of nbformat {version}, and only 4 (and 3, the old one) can be read");
        if (version == 3) remarks.Add("it is of nbformat 3, an old form of notebooks; its cells were read as well as could be");
        if ((version == 3 ? OldCells(root) : root["cells"]) is not JsonArray cells) throw Wrong(version == 3 ? "it is of nbformat 3 and has no 'worksheets' with 'cells'" : "it has no list of 'cells'");
        if (cells.Count > MostCells) throw Wrong($"it has {cells.Count} cells, and more than {MostCells} are not read");
        foreach (JsonNode? cell in cells)
            if (DeclaredId(cell) is string id) ids.Add(id);
        var taken = new HashSet<string>();
        var notebook = new Notebook(Object(root["metadata"]), [.. cells.Select((cell, index) => ReadCell(cell, index + 1, taken))]);
        if (withoutLineFeeds.Count > 0)
            remarks.Add($"the lines of {(withoutLineFeeds.Count == 1 ? "cell" : "cells")} {string.Join(", ", withoutLineFeeds.Take(10))}{(withoutLineFeeds.Count > 10 ? ", …" : "")} came without line feeds, and were put on lines of their own");
        return notebook;
    }

    /// <summary>The cells of nbformat 3: in worksheets, with headings of their own kind, the text of code under another name.</summary>
    private static JsonArray? OldCells(JsonObject root)
    {
        if (root["worksheets"] is not JsonArray sheets) return null;
        JsonNode?[] cells = [.. sheets.OfType<JsonObject>().SelectMany(sheet => sheet["cells"] as JsonArray ?? [])];
        return cells.Length == 0 && !sheets.OfType<JsonObject>().Any(sheet => sheet["cells"] is JsonArray) ? null : new JsonArray([.. cells.Select(cell =>
        {
            if (cell?.DeepClone() is not JsonObject copy) return cell?.DeepClone();
            if (copy["cell_type"]?.ToString() is "heading" or "html") copy["cell_type"] = "markdown";
            if (copy["source"] is null && copy["input"] is JsonNode input) copy["source"] = input.DeepClone();
            copy.Remove("outputs");
            return copy;
        })]);
    }

    private Cell ReadCell(JsonNode? json, int number, HashSet<string> taken)
    {
        if (json is not JsonObject cell) throw Wrong($"cell {number} is not an object");
        CellType type = cell["cell_type"]?.ToString() switch
        {
            "markdown" => CellType.Markdown,
            "code" => CellType.Code,
            "raw" => CellType.Raw,
            string other => throw Wrong($"cell {number} is of the unknown type '{other}'"),
            null => throw Wrong($"cell {number} has no 'cell_type'"),
        };
        if (NotebookFile.LacksLineFeeds(cell["source"])) withoutLineFeeds.Add(number);
        string source = NotebookFile.Joined(cell["source"]) ?? throw Wrong($"cell {number} has no 'source' of text");
        return new Cell(
            Id(cell, number, taken), type, source.Replace("\r\n", "\n"), Object(cell["metadata"]),
            type == CellType.Code && cell["outputs"] is JsonArray outputs ? [.. outputs.OfType<JsonObject>().Select(output => output.DeepClone())] : [],
            Integer(cell["execution_count"]),
            cell["attachments"] is JsonObject attachments ? attachments.DeepClone().AsObject() : null);
    }

    /// <summary>The cell's own id; a made-up one where it has none, a malformed one, or that of an earlier cell (a pasted copy).</summary>
    private string Id(JsonObject cell, int number, HashSet<string> taken)
    {
        if (DeclaredId(cell) is string own && taken.Add(own)) return own;
        string id = $"cell-{number}";
        for (int n = 2; !ids.Add(id); n++) id = $"cell-{number}-{n}";
        return id;
    }

    private static string? DeclaredId(JsonNode? cell) =>
        cell is JsonObject { } members && members["id"] is JsonValue value && value.GetValueKind() == JsonValueKind.String
        && CellIds.Pattern().IsMatch(value.GetValue<string>()) ? value.GetValue<string>() : null;

    private static int? Integer(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static JsonObject Object(JsonNode? node) => node is JsonObject members ? members.DeepClone().AsObject() : [];

    private CourseKitException Wrong(string what) => new($"{name} is not a notebook: {what}; open it in Jupyter or VS Code and save it again");
}
