using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>The first step of a build: prose and fences become cells with their ids and <c>metadata.coursekit</c>.</summary>
internal static class SourceCells
{
    public static Notebook Of(SourceDocument source, Edition edition)
    {
        var exercises = new CellIds();
        Dictionary<Fence, string> wanted = source.Blocks.OfType<Fence>()
            .Select(fence => (Fence: fence, Id: fence.Id ?? exercises.OfExercise(fence.Role)))
            .Where(pair => pair.Id is not null)
            .ToDictionary(pair => pair.Fence, pair => pair.Id!);
        var ids = new CellIds(wanted.Values);

        var cells = new List<Cell>();
        if (source.Blocks is not [Prose { Text: ['#', ' ', ..] }, ..]) cells.Add(Markdown(ids, TitleText(source)));
        foreach (SourceBlock block in source.Blocks)
            cells.Add(block switch
            {
                Fence fence => Code(fence, wanted.GetValueOrDefault(fence) ?? ids.OfCode()),
                Prose prose => Markdown(ids, prose.Text) with { Attachments = SourceAttachments.Of(source, prose) },
                _ => throw new InvalidOperationException($"a block of type {block.GetType().Name} has no cell"),
            });
        if (source.Picture is string picture && !cells.Exists(cell => cell.Type == CellType.Code && cell.Id == picture))
            throw SourceError.At(source.Path, 1, $"the picture is to be that of the cell '{picture}', and no code cell is called so; the built notebook shows the cells' ids");
        return new Notebook(NotebookMetadata(source, edition), cells);
    }

    private static string TitleText(SourceDocument source) =>
        source.Description.Length > 0 ? $"# {source.Title}\n\n{source.Description}" : $"# {source.Title}";

    private static Cell Markdown(CellIds ids, string text) => new(ids.OfProse(text), CellType.Markdown, text, [], []);

    private static Cell Code(Fence fence, string id)
    {
        var metadata = new JsonObject();
        if (fence.Role.ToMetadata() is JsonObject own) metadata["coursekit"] = own;
        // JupyterLab's and nbconvert's name for a cell whose code is folded.
        if (fence.Role.Fold) metadata["jupyter"] = new JsonObject { ["source_hidden"] = true };
        return new Cell(id, CellType.Code, fence.Code, metadata, []);
    }

    private static JsonObject NotebookMetadata(SourceDocument source, Edition edition)
    {
        var own = new JsonObject { ["notebook"] = source.Name, ["description"] = source.Description, ["edition"] = edition.ToString().ToLowerInvariant() };
        if (source.Picture is not null) own["picture"] = source.Picture;
        return new()
        {
            ["kernelspec"] = new JsonObject { ["name"] = "coursekit", ["display_name"] = "C# (CourseKit)", ["language"] = "C#" },
            ["language_info"] = new JsonObject
            {
                ["name"] = "C#",
                ["file_extension"] = ".cs",
                ["mimetype"] = "text/x-csharp",
                ["pygments_lexer"] = "csharp",
            },
            ["title"] = source.Title,
            ["coursekit"] = own,
        };
    }
}
