using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>Makes a <see cref="Notebook"/> of JSON, or says what keeps it from being one.</summary>
/// <param name="name">Names the notebook in messages.</param>
internal sealed class NotebookReader(string name)
{
    private readonly HashSet<string> ids = [];

    public Notebook Read(JsonNode? json)
    {
        if (json is not JsonObject root) throw Wrong("it is JSON, and not an object");
        int version = Integer(root["nbformat"]) ?? throw Wrong("it has no 'nbformat'");
        if (version != 4) throw Wrong($"it is of nbformat {version}, and only nbformat 4 can be read");
        if (root["cells"] is not JsonArray cells) throw Wrong("it has no list of 'cells'");
        foreach (JsonNode? cell in cells)
            if (DeclaredId(cell) is string id) ids.Add(id);
        var taken = new HashSet<string>();
        return new Notebook(Object(root["metadata"]), [.. cells.Select((cell, index) => ReadCell(cell, index + 1, taken))]);
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
