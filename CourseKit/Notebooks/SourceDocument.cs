namespace CourseKit.Notebooks;

/// <summary>A notebook as its author writes it (<c>notebooks/src/NN-name.md</c>): front matter, prose, and fences that become code cells.</summary>
/// <param name="Name">"08-batchnorm2d".</param>
/// <param name="Path">Names the file in messages.</param>
/// <param name="Picture">The id of the cell whose figure stands for the notebook in lists of notebooks.</param>
/// <param name="Blocks">Cells to be, in order: prose is already split at second-level headings.</param>
internal sealed record SourceDocument(string Name, string Path, string Title, string Description, string? Picture, IReadOnlyList<SourceBlock> Blocks)
{
    /// <summary>The bytes of a picture that prose shows by <c>attachment:FILE</c>, from the folder beside the source unless set; null when there is none.</summary>
    public Func<string, byte[]?> ReadAttachment { get; init; } =
        name => System.IO.Path.Combine(SourceAttachments.Folder(Path), name) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null;

    public static SourceDocument Load(string path)
    {
        if (!File.Exists(path)) throw new CourseKitException($"there is no notebook source at {path}");
        return SourceParser.Parse(File.ReadAllText(path), System.IO.Path.GetFileNameWithoutExtension(path), path);
    }

    public static SourceDocument Parse(string text, string name) => SourceParser.Parse(text, name, name + ".md");
}

/// <summary>One cell to be.</summary>
/// <param name="Line">1-based line of the file at which it begins; for a fence, the line of its backquotes.</param>
internal abstract record SourceBlock(int Line);

/// <summary>A Markdown cell.</summary>
internal sealed record Prose(string Text, int Line) : SourceBlock(Line);

/// <summary>A code cell.</summary>
/// <param name="Id">The cell id that the author asked for, if any.</param>
internal sealed record Fence(string Code, string? Id, CellRole Role, int Line) : SourceBlock(Line);
