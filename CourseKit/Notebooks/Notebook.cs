using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>A Jupyter notebook (nbformat 4.5) in memory; unknown metadata is kept as it was.</summary>
internal sealed record Notebook(JsonObject Metadata, IReadOnlyList<Cell> Cells);

/// <summary>The two kinds of cell that a course has; a raw cell is kept but never run.</summary>
internal enum CellType { Markdown, Code, Raw }

/// <summary>One cell.</summary>
/// <param name="Id">nbformat's cell id.</param>
/// <param name="Source">The text, lines joined.</param>
/// <param name="Outputs">nbformat outputs; empty unless the cell was run.</param>
/// <param name="Attachments">Pictures pasted into a Markdown cell: file name to MIME bundle.</param>
internal sealed record Cell(
    string Id, CellType Type, string Source, JsonObject Metadata, JsonArray Outputs, int? ExecutionCount = null, JsonObject? Attachments = null)
{
    /// <summary>What the course says of this cell; all defaults when it says nothing.</summary>
    public CellRole Role => CellRole.Of(Metadata);
}

/// <summary>The attributes of a fence, as they travel in <c>metadata.coursekit</c> of the cell.</summary>
/// <param name="Role">"setup", "answer", "check", or null for an ordinary cell.</param>
/// <param name="Exercise">"08.1" for the answer cell and its check cells.</param>
/// <param name="Points">What a check cell is worth.</param>
/// <param name="Covers">IDs of the coverage table that the cell teaches.</param>
/// <param name="Forbid">Symbols that the answer must not use.</param>
/// <param name="Require">Symbols one of which the answer must use.</param>
/// <param name="Grading">"skip": not run when a submission is graded (long demonstrations).</param>
/// <param name="Headline">The text that the cell prints is repeated in the terminal at the end of a run.</param>
/// <param name="Difficulty">Of an exercise, 1 to 5 stars; 0 when the author does not say.</param>
/// <param name="Fold">The code, long beside the idea that its output shows, is folded until a reader opens it.</param>
/// <param name="Minutes">That an exercise takes; 0 when the author does not say.</param>
internal sealed record CellRole(
    string? Role = null,
    string? Exercise = null,
    double Points = 0,
    IReadOnlyList<string>? Covers = null,
    IReadOnlyList<string>? Forbid = null,
    string? Grading = null,
    bool Headline = false,
    int Difficulty = 0,
    IReadOnlyList<string>? Require = null,
    bool Fold = false,
    int Minutes = 0)
{
    public const string Setup = "setup";
    public const string Answer = "answer";
    public const string Check = "check";

    public static CellRole Of(JsonObject metadata)
    {
        if (metadata["coursekit"] is not JsonObject own) return new CellRole();
        static IReadOnlyList<string>? List(JsonNode? node) => node is JsonArray items ? [.. items.OfType<JsonValue>().Select(item => item.ToString())] : null;
        return new CellRole(
            own["role"]?.ToString(),
            own["exercise"]?.ToString(),
            own["points"] is JsonValue points && points.TryGetValue(out double value) ? value : 0,
            List(own["covers"]),
            List(own["forbid"]),
            own["grading"]?.ToString(),
            own["headline"] is JsonValue headline && headline.TryGetValue(out bool shown) && shown,
            own["difficulty"] is JsonValue difficulty && difficulty.TryGetValue(out int stars) ? stars : 0,
            List(own["require"]),
            own["fold"] is JsonValue fold && fold.TryGetValue(out bool folded) && folded,
            own["minutes"] is JsonValue minutes && minutes.TryGetValue(out int time) ? time : 0);
    }

    /// <summary>What <see cref="Of"/> reads; null when the course says nothing of the cell.</summary>
    public JsonObject? ToMetadata()
    {
        var own = new JsonObject();
        if (Role is not null) own["role"] = Role;
        if (Exercise is not null) own["exercise"] = Exercise;
        if (Role == Check) own["points"] = Points;
        if (Covers is not null) own["covers"] = new JsonArray([.. Covers.Select(id => (JsonNode)id)]);
        if (Forbid is not null) own["forbid"] = new JsonArray([.. Forbid.Select(symbol => (JsonNode)symbol)]);
        if (Require is not null) own["require"] = new JsonArray([.. Require.Select(symbol => (JsonNode)symbol)]);
        if (Grading is not null) own["grading"] = Grading;
        if (Headline) own["headline"] = true;
        if (Difficulty > 0) own["difficulty"] = Difficulty;
        if (Fold) own["fold"] = true;
        if (Minutes > 0) own["minutes"] = Minutes;
        return own.Count > 0 ? own : null;
    }
}
