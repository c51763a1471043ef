using System.Text.Json.Nodes;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public sealed class SourceImportTests
{
    private const string Source = """
        ---
        title: "Edits"
        description: to and fro
        ---

        # Edits

        First words.
        ```csharp role="setup"
        using System;
        ```
        Words without a blank line before them.


        ## Part

        ```csharp exercise="17.1" role="answer" difficulty=1
        int Twice(int x)
        {
            // BEGIN SOLUTION
            return 2 * x;
            // END SOLUTION
        }
        // the end
        ```

        ```csharp exercise="17.1" role="check" points=1
        Check.Value("two", () => Twice(1));
        // BEGIN HIDDEN TESTS
        Check.Value("four", () => Twice(2));
        // END HIDDEN TESTS
        Check.Report("17.1")
        ```

        ```csharp exercise="17.1" role="check" points=1
        // BEGIN HIDDEN TESTS
        Check.Value("six", () => Twice(3));
        // END HIDDEN TESTS
        ```

        ## Summary

        Last words.

        """;

    [Theory]
    [InlineData(Edition.Student)]
    [InlineData(Edition.Instructor)]
    internal void What_was_not_edited_stays_line_for_line(Edition edition)
    {
        ImportedSource imported = Import(edition, cells => cells);
        Assert.Equal(Source, imported.Text);
        Assert.Empty(imported.Changed.Concat(imported.Added).Concat(imported.Removed));
    }

    [Fact]
    public void Every_notebook_of_the_course_comes_back_as_it_is()
    {
        Course course = Course.Find();
        foreach (string name in course.SourceNames())
        {
            string path = Path.Combine(course.Sources, name + ".md"), text = File.ReadAllText(path);
            foreach (Edition edition in Enum.GetValues<Edition>())
                Assert.Equal(text, SourceImport.Apply(text, path, NotebookBuilder.Build(SourceDocument.Load(path), edition)).Text);
        }
    }

    [Fact]
    public void Edits_around_a_solution_and_hidden_tests_leave_them_where_they_are()
    {
        ImportedSource imported = Import(Edition.Student, cells => cells.Select(cell => cell.Id switch
        {
            "ex-17-1" => cell with { Source = "/* new */\n" + cell.Source.Replace("int x", "long x").Replace("// the end", "// the very end") },
            "ex-17-1-check-1" => cell with { Source = cell.Source.Replace("\"two\"", "\"twice one\"") + "\n// more" },
            _ => cell,
        }));
        Assert.Equal(["ex-17-1", "ex-17-1-check-1"], imported.Changed);
        Assert.Equal(
            Source.Replace("int Twice(int x)", "/* new */\nint Twice(long x)").Replace("// the end", "// the very end").Replace("\"two\"", "\"twice one\"").Replace("Report(\"17.1\")", "Report(\"17.1\")\n// more"),
            imported.Text);
    }

    [Fact]
    public void Cells_are_added_moved_and_removed()
    {
        ImportedSource imported = Import(Edition.Student, cells =>
        {
            List<Cell> list = [.. cells];
            Cell summary = list[^1];
            list.RemoveAt(list.Count - 1);
            list.Insert(2, summary);
            list.Insert(1, new Cell("new-one", CellType.Code, "1 + 1", [], []));
            list.RemoveAll(cell => cell.Id == "ex-17-1-check-2");
            return list;
        });
        Assert.Equal(["new-one"], imported.Added);
        Assert.Equal(["ex-17-1-check-2"], imported.Removed);
        Assert.Empty(imported.Changed);
        Assert.Contains("First words.\n\n```csharp\n1 + 1\n```\n\n```csharp role=\"setup\"\n", imported.Text);
        Assert.True(imported.Text.IndexOf("## Summary", StringComparison.Ordinal) < imported.Text.IndexOf("Words without", StringComparison.Ordinal));
    }

    [Fact]
    public void The_notebook_with_solutions_brings_their_edits_back() =>
        Assert.Equal(Source.Replace("2 * x", "x + x"), Import(Edition.Instructor, cells => cells.Select(cell => cell with { Source = cell.Source.Replace("2 * x", "x + x") })).Text);

    [Theory]
    [InlineData("ex-17-1", "throw new NotImplementedException();", "return 2 * x;", "cell 'ex-17-1' has another stub")]
    [InlineData("ex-17-1-check-2", "// This cell", "// That cell", "holds hidden tests only")]
    [InlineData("summary", "Last words.", "Last\n\n```csharp\n1\n```", "makes a cell")]
    public void An_edit_that_cannot_be_brought_back_is_refused_with_the_way_out(string id, string text, string other, string message) =>
        Assert.Contains(message, Assert.Throws<CourseKitException>(() => Import(Edition.Student, cells => cells.Select(cell => cell.Id == id ? cell with { Source = cell.Source.Replace(text, other) } : cell))).Message);

    [Theory]
    [InlineData("edits")]
    [InlineData("setup-code-1")]
    [InlineData("ex-17-1")]
    [InlineData("ex-17-1-check-1")]
    [InlineData("summary")]
    public void A_line_put_anywhere_into_a_cell_comes_back_and_moves_nothing_else(string id)
    {
        Cell[] cells = [.. NotebookBuilder.Build(SourceDocument.Parse(Source, "17-edits"), Edition.Student).Cells];
        Cell chosen = cells.Single(cell => cell.Id == id || (id == "setup-code-1" && cell.Role.Role == CellRole.Setup));
        string[] lines = chosen.Source.Split('\n');
        for (int place = 1; place <= lines.Length; place++)
        {
            if (lines[place - 1].Contains("YOUR CODE HERE", StringComparison.Ordinal)) continue; // within the stub
            string edited = string.Join('\n', lines[..place].Append("w").Concat(lines[place..]));
            ImportedSource imported = Import(Edition.Student, all => all.Select(cell => cell.Id == chosen.Id ? cell with { Source = edited } : cell));
            Assert.Equal([chosen.Id], imported.Changed);
            Assert.Equal(Source.Split('\n'), imported.Text.Split('\n').Where(line => line != "w"));
        }
    }

    private static ImportedSource Import(Edition edition, Func<IEnumerable<Cell>, IEnumerable<Cell>> edit)
    {
        Notebook built = NotebookBuilder.Build(SourceDocument.Parse(Source, "17-edits"), edition);
        return SourceImport.Apply(Source, "17-edits.md", new Notebook((JsonObject)built.Metadata.DeepClone(), [.. edit(built.Cells)]));
    }
}
