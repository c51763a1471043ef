using System.Text.Json.Nodes;
using CourseKit.Commands;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

/// <summary>What people put into notebooks comes back to the source byte for byte, or is refused with its place.</summary>
public sealed class ImportedContentTests : IDisposable
{
    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1, 2, 255], Other = [1, 2, 3];

    private readonly string root = Directory.CreateTempSubdirectory("import-").FullName;

    public ImportedContentTests()
    {
        foreach (string folder in new[] { "notebooks/src", "datasets" }) Directory.CreateDirectory(Path.Combine(root, folder));
        File.WriteAllText(SourcePath, "---\ntitle: Kept\n---\n\n# Kept\n\nWords.\n\n```csharp\n1 + 1\n```\n");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private Course Course => new(root);

    private string SourcePath => Path.Combine(root, "notebooks", "src", "01-kept.md");

    private string NotebookPath => Path.Combine(root, "notebooks", "01-kept.ipynb");

    private string Pictures => Path.Combine(root, "notebooks", "src", "attachments", "01-kept");

    [Fact]
    public void A_pasted_picture_is_kept_beside_the_source_and_comes_back_into_the_notebook()
    {
        Import(cells => cells.Append(Prose("Look: ![a picture](attachment:image.png)", ("image.png", "image/png", Picture))));
        Assert.Equal(Picture, File.ReadAllBytes(Path.Combine(Pictures, "image.png")));
        Assert.Contains("![a picture](attachment:image.png)", File.ReadAllText(SourcePath));
        Cell built = Built().Cells.Single(cell => cell.Attachments is not null);
        Assert.Equal(Convert.ToBase64String(Picture), built.Attachments!["image.png"]!["image/png"]!.ToString());
        // And once more, unchanged.
        NotebookFile.Write(Built(), NotebookPath);
        var said = new StringWriter();
        ImportCommand.Run(Course, "01", said);
        Assert.Contains("nothing to import", said.ToString());
    }

    [Fact]
    public void Another_picture_under_the_same_words_is_an_edit()
    {
        Import(cells => cells.Append(Prose("![](attachment:a.png)", ("a.png", "image/png", Picture))));
        Notebook changed = Built();
        NotebookFile.Write(changed with { Cells = [.. changed.Cells.Select(cell => cell.Attachments is null ? cell : Carrying(cell, ("a.png", "image/png", Other)))] }, NotebookPath);
        ImportCommand.Run(Course, "01", new StringWriter());
        Assert.Equal(Other, File.ReadAllBytes(Path.Combine(Pictures, "a.png")));
    }

    [Fact]
    public void Two_pictures_of_one_name_get_names_of_their_own_and_the_same_picture_twice_does_not()
    {
        Import(cells => cells.Concat(
        [
            Prose("## One\n\n![](attachment:image.png)", ("image.png", "image/png", Picture)),
            Prose("## Two\n\n![](attachment:image.png) <img src=\"attachment:image.png\">", ("image.png", "image/png", Other)),
            Prose("## Three\n\n![](attachment:image.png)", ("image.png", "image/png", Picture)),
            Prose("## Four\n\n![](attachment:my%20shot)", ("my shot", "image/jpeg", Other)),
        ]));
        Assert.Equal(["image-2.png", "image.png", "my shot.jpg"], Directory.GetFiles(Pictures).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["image.png", "image-2.png", "image.png", "my shot.jpg"],
            Built().Cells.Where(cell => cell.Attachments is not null).Select(cell => cell.Attachments!.Single().Key));
        Assert.Contains("![](attachment:image-2.png) <img src=\"attachment:image-2.png\">", File.ReadAllText(SourcePath));
    }

    [Fact]
    public void What_cannot_be_kept_is_refused_with_its_cell_and_nothing_is_written()
    {
        string before = File.ReadAllText(SourcePath);
        foreach ((Cell cell, string reason) in (IEnumerable<(Cell, string)>)
        [
            (Prose("no picture here", ("image.png", "image/png", Picture)), "does not show it"),
            (new Cell("odd", CellType.Markdown, "![](attachment:image.png)", [], []), "does not carry it"),
            (Prose("![](attachment:a.pdf)", ("a.pdf", "application/pdf", Picture)), "only pictures"),
            (Carrying(new Cell("odd", CellType.Markdown, "![](attachment:a.png)", [], []), "no base64 §"), "damaged"),
            (new Cell("odd", CellType.Raw, "raw words", [], []), "raw cell"),
        ])
        {
            string message = Assert.Throws<CourseKitException>(() => Import(cells => cells.Append(cell))).Message;
            Assert.Contains("'odd'", message);
            Assert.Contains(reason, message);
            Assert.DoesNotContain("\n", message);
        }
        Assert.Equal(before, File.ReadAllText(SourcePath));
        Assert.False(Directory.Exists(Pictures));
    }

    [Fact]
    public void A_source_that_shows_a_missing_picture_does_not_build()
    {
        File.AppendAllText(SourcePath, "\n![](attachment:gone.png)\n");
        Assert.Contains("01-kept.md:13: the picture 'attachment:gone.png' is missing", Assert.Throws<CourseKitException>(Built).Message);
    }

    [Theory]
    [InlineData("var text = \"\"\"\n```\nfence\n```\n\"\"\";")]
    [InlineData("// ````\n````\n```csharp\n")]
    [InlineData("~~~\n1\n~~~")]
    [InlineData("var separated = \"a\u2028b\u2029c\u0085d\fe\";")]
    [InlineData("\tint tab = 1;  \nint trailing = 2;\t")]
    [InlineData("if (true)\n\n\n    Console.WriteLine();")]
    [InlineData("#!time\n#r \"nuget: A, 1\"\n// BEGIN\n---\n# no heading")]
    [InlineData("\"grüße 🙂 𝔄 e\u0301\"")]
    public void Code_comes_back_as_it_was_written_in_a_new_cell_and_in_an_old_one(string code)
    {
        Import(cells => cells.Append(new Cell("fresh", CellType.Code, code, [], [])));
        Assert.Equal(code.TrimEnd('\n'), Built().Cells[^1].Source.TrimEnd('\n'));
        Import(cells => cells.Select(cell => cell.Source == "1 + 1" ? cell with { Source = code + "\n2" } : cell));
        Assert.Equal(code + "\n2", Built().Cells.First(cell => cell.Type == CellType.Code).Source);
    }

    [Fact]
    public void Line_ends_of_Windows_are_line_ends()
    {
        Import(cells => cells.Append(new Cell("fresh", CellType.Code, "int a = 1;\r\nint b = 2;", [], [])));
        Assert.Equal("int a = 1;\nint b = 2;", Built().Cells[^1].Source);
    }

    [Fact]
    public void Metadata_that_a_source_cannot_hold_are_named()
    {
        string said = Import(cells => cells.Select(cell => cell.Type == CellType.Code ? cell with { Metadata = new JsonObject { ["tags"] = new JsonArray("slow"), ["collapsed"] = true } } : cell));
        Assert.Contains("not imported: the metadata 'tags' of cell", said);
        Assert.DoesNotContain("collapsed", said);
    }

    private static Cell Prose(string text, params (string Name, string Type, byte[] Bytes)[] pictures) => Carrying(new Cell("odd", CellType.Markdown, text, [], []), pictures);

    private static Cell Carrying(Cell cell, params (string Name, string Type, byte[] Bytes)[] pictures) =>
        cell with { Attachments = new JsonObject(pictures.Select(picture => KeyValuePair.Create(picture.Name, (JsonNode?)new JsonObject { [picture.Type] = Convert.ToBase64String(picture.Bytes) }))) };

    private static Cell Carrying(Cell cell, string damaged) => cell with { Attachments = new JsonObject { ["a.png"] = new JsonObject { ["image/png"] = damaged } } };

    private Notebook Built() => NotebookBuilder.Build(SourceDocument.Load(SourcePath), Edition.Student);

    private string Import(Func<IEnumerable<Cell>, IEnumerable<Cell>> edit)
    {
        Notebook built = Built();
        NotebookFile.Write(built with { Cells = [.. edit(built.Cells)] }, NotebookPath);
        var said = new StringWriter();
        ImportCommand.Run(Course, "01", said);
        return said.ToString();
    }
}
