using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>Reads notebooks of nbformat 4.0 to 4.5, whoever wrote them, and writes 4.5.</summary>
internal static class NotebookFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Notebook Read(string path)
    {
        if (!File.Exists(path)) throw new CourseKitException($"there is no notebook at {path}");
        try
        {
            return Parse(StrictUtf8.GetString(File.ReadAllBytes(path)), path);
        }
        catch (DecoderFallbackException cause)
        {
            throw new CourseKitException($"{path} is not a notebook: its bytes are not UTF-8; save it again as UTF-8", cause: cause);
        }
    }

    /// <param name="name">Names the notebook in messages.</param>
    public static Notebook Parse(string text, string name = "the text") => Parse(text, name, []);

    /// <param name="remarks">Gets what is doubtful in the reading of it.</param>
    public static Notebook Parse(string text, string name, List<string> remarks)
    {
        try
        {
            return new NotebookReader(name, remarks).Read(LenientJson.Parse(text));
        }
        catch (JsonException cause)
        {
            if (WhatElse(text) is string other) throw new CourseKitException($"{name} is not a notebook: {other}", cause: cause);
            string where = cause.LineNumber is long line ? $" (line {line + 1})" : "";
            string what = cause.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) ? "it is nested too deeply" : "it is not JSON";
            throw new CourseKitException($"{name} is not a notebook: {what}{where}; open it in Jupyter or VS Code and save it again", cause: cause);
        }
    }

    /// <summary>What people hand in under a notebook's name without knowing, and the way to the notebook; null: something else.</summary>
    private static string? WhatElse(string text)
    {
        ReadOnlySpan<char> begin = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (text.StartsWith("<<<<<<< ", StringComparison.Ordinal) || text.Contains("\n<<<<<<< ", StringComparison.Ordinal))
            return "it holds both sides of a merge that was not ended (lines that begin with <<<<<<<); decide for one of them, save, and hand it in again";
        if (begin.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || begin.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return "it is a web page; download the notebook itself (on GitHub: Raw, or Download raw file)";
        return begin.StartsWith("version https://git-lfs", StringComparison.Ordinal) ? "it is a pointer of Git LFS; hand in the file that it points to" : null;
    }

    public static void Write(Notebook notebook, string path) => AtomicFile.Write(path, ToText(notebook));

    /// <summary>The text of the notebook's file.</summary>
    public static string ToText(Notebook notebook) => JupyterJson.Text(new JsonObject
    {
        ["cells"] = new JsonArray([.. notebook.Cells.Select(ToJson)]),
        ["metadata"] = notebook.Metadata.DeepClone(),
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    });

    private static JsonObject ToJson(Cell cell)
    {
        var json = new JsonObject
        {
            ["cell_type"] = cell.Type.ToString().ToLowerInvariant(),
            ["id"] = cell.Id,
            ["metadata"] = cell.Metadata.DeepClone(),
            ["source"] = Lines(cell.Source),
        };
        if (cell.Type == CellType.Code)
        {
            json["execution_count"] = cell.ExecutionCount;
            json["outputs"] = cell.Outputs.DeepClone();
        }
        if (cell.Attachments is not null) json["attachments"] = cell.Attachments.DeepClone();
        return json;
    }

    /// <summary>nbformat's way with text: a list of lines that keep their line feeds.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0; start < text.Length;)
        {
            int feed = text.IndexOf('\n', start);
            int end = feed < 0 ? text.Length : feed + 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }
        return lines;
    }

    /// <summary>Text that nbformat gives as one string or as a list of lines; null for anything else.</summary>
    /// <remarks>
    /// Some programs write the lines without their line feeds. Joined as they are, everything behind the first comment would be comment: where there are
    /// several and none but the last ends in one, they are lines.
    /// </remarks>
    public static string? Joined(JsonNode? node) => node switch
    {
        JsonArray lines when lines.All(IsString) => string.Join(LacksLineFeeds(lines) ? "\n" : "", lines.Select(line => line!.GetValue<string>())),
        JsonValue value when IsString(value) => value.GetValue<string>(),
        _ => null,
    };

    /// <summary>Whether a list of lines is without its line feeds.</summary>
    public static bool LacksLineFeeds(JsonNode? node) => node is JsonArray { Count: > 1 } lines && lines.SkipLast(1).All(line => IsString(line) && !line!.GetValue<string>().EndsWith('\n'));

    private static bool IsString(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;
}
