using System.Text.Json.Nodes;
using CourseLib.Charts;

namespace CourseKit.Notebooks;

/// <summary>The figure that stands for a notebook in lists of notebooks.</summary>
internal static class NotebookPicture
{
    /// <summary>The cell that the source names; null when it names none.</summary>
    public static string? CellOf(Notebook notebook) => (notebook.Metadata["coursekit"] as JsonObject)?["picture"]?.ToString();

    /// <summary>The SVG of the last figure of the cell that the source names; null when it names none, or the cell has made no figure.</summary>
    public static string? Of(Notebook executed)
    {
        string? id = CellOf(executed);
        JsonArray outputs = executed.Cells.FirstOrDefault(cell => cell.Id == id && cell.Type == CellType.Code)?.Outputs ?? [];
        return outputs.OfType<JsonObject>().Select(output => output["data"] as JsonObject).Select(Drawing).OfType<string>().LastOrDefault();
    }

    private static string? Drawing(JsonObject? data) =>
        NotebookFile.Joined(data?["image/svg+xml"]) is string svg ? ChartFiles.AsFile(svg) : null;
}
