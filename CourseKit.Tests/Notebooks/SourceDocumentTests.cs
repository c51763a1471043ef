using System.Text.Json.Nodes;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Charts;

namespace CourseKit.Tests.Notebooks;

public class SourceDocumentTests
{
    private static SourceDocument Parse(string body) => SourceDocument.Parse(Sample.Source(body), "99-t");

    private static string ErrorOf(string text) => Assert.Throws<CourseKitException>(() => SourceDocument.Parse(text, "99-t")).Message;

    [Fact]
    public void Front_matter_gives_title_and_description()
    {
        SourceDocument document = SourceDocument.Parse("---\ntitle: \"A: b\"\n\ndescription:  c\n---\n", "99-t");
        Assert.Equal(("A: b", "c"), (document.Title, document.Description));
        document = SourceDocument.Parse("---\ntitle: 'It''s' # a note\ndescription: >\n  one\n  two\n---\n", "99-t");
        Assert.Equal(("It's", "one two"), (document.Title, document.Description));
    }

    [Fact]
    public void The_picture_is_the_last_figure_of_the_cell_that_the_front_matter_names()
    {
        Notebook notebook = NotebookBuilder.Build(SourceDocument.Parse("---\ntitle: T\npicture: gallery\n---\n\n```csharp id=\"gallery\"\n1\n```\n", "99-t"), Edition.Student);
        Assert.Null(NotebookPicture.Of(notebook));
        Cell cell = notebook.Cells.Single(cell => cell.Id == "gallery");
        foreach (string svg in new[] { "<svg>1</svg>", "<svg>2</svg>" })
            cell.Outputs.Add(new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { ["image/svg+xml"] = svg }, ["metadata"] = new JsonObject() });
        cell.Outputs.Add(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "done" });
        Assert.Equal("<svg>2</svg>", NotebookPicture.Of(notebook));
        string chart = Formatter.Bundle(CourseLib.Charts.Chart.Line([1], [2]).WithTitle("drawn").WithDescription("said"))["image/svg+xml"];
        Assert.Contains(">said</text>", chart);
        cell.Outputs.Add(new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { ["image/svg+xml"] = chart }, ["metadata"] = new JsonObject() });
        Assert.Contains(">drawn</text>", NotebookPicture.Of(notebook));
        Assert.DoesNotContain(">said</text>", NotebookPicture.Of(notebook));
        Assert.Contains("'galery'", Assert.Throws<CourseKitException>(() =>
            NotebookBuilder.Build(SourceDocument.Parse("---\ntitle: T\npicture: galery\n---\n\n```csharp id=\"gallery\"\n1\n```\n", "99-t"), Edition.Student)).Message);
    }

    [Fact]
    public void Prose_between_fences_is_split_at_second_level_headings_only()
    {
        SourceDocument document = Parse("# One\ntext\n### Three\n\n## Two\nmore\n" + Sample.Fence("1") + "\n\nlast\n");
        Assert.Equal(["# One\ntext\n### Three", "## Two\nmore", "last"], document.Blocks.OfType<Prose>().Select(prose => prose.Text));
        Assert.Equal([4, 8, 10, 15], document.Blocks.Select(block => block.Line));
    }

    [Theory]
    [InlineData("```python\n## no heading\n```")]
    [InlineData("~~~~\n```csharp\n~~~\n~~~~")]
    [InlineData("```cs\nshown, not run\n```")]
    [InlineData("* item\n  ```csharp\n  1\n  ```")]
    [InlineData("```csharp is inline```")]
    public void Other_fences_stay_prose(string text) =>
        Assert.Equal(text, Assert.IsType<Prose>(Assert.Single(Parse(text).Blocks)).Text);

    [Fact]
    public void A_fence_carries_its_attributes()
    {
        SourceDocument document = Parse(
            "```csharp exercise=\"08.1\"\trole=\"answer\" forbid=\"CourseLib.Norms, System.Linq\" difficulty=2 minutes=20 covers=\"N3,N4\" headline id=\"here\"\n"
            + "// BEGIN SOLUTION\n// END SOLUTION\n```\n" + Sample.Check("08.1", points: "2.5"));
        var answer = (Fence)document.Blocks[0];
        Assert.Equal("here", answer.Id);
        Assert.Equal(("answer", "08.1", 2, true), (answer.Role.Role, answer.Role.Exercise, answer.Role.Difficulty, answer.Role.Headline));
        Assert.Equal(20, answer.Role.Minutes);
        Assert.Equal(20, CellRole.Of(new() { ["coursekit"] = answer.Role.ToMetadata() }).Minutes);
        Assert.Equal(["CourseLib.Norms", "System.Linq"], answer.Role.Forbid);
        Assert.Equal(["N3", "N4"], answer.Role.Covers);
        Assert.Equal(2.5, ((Fence)document.Blocks[1]).Role.Points);
    }

    [Fact]
    public void Carriage_returns_a_byte_order_mark_and_tabs_are_tolerated()
    {
        string text = "\uFEFF" + Sample.Source("## H\n" + Sample.Fence("\tif (a)\n\t\tb();", "\trole=\"setup\"")).Replace("\n", "\r\n");
        var fence = Assert.IsType<Fence>(SourceDocument.Parse(text, "99-t").Blocks[1]);
        Assert.Equal("\tif (a)\n\t\tb();", fence.Code);
        Assert.Equal("setup", fence.Role.Role);
    }

    [Theory]
    [InlineData("text", 1, "front matter is missing")]
    [InlineData("", 1, "front matter is missing")]
    [InlineData("---\ntitle: T\n", 1, "never closed")]
    [InlineData("---\ndescription: T\n---\n", 1, "has no title")]
    [InlineData("---\ntitle: T\nauthor: me\n---\n", 3, "does not know 'author'")]
    [InlineData("---\ntitle: T\ntitle: U\n---\n", 3, "twice")]
    [InlineData("---\n---\n", 1, "has no title")]
    [InlineData("---\ntitle: T\ndescription: A: b\n---\n", 3, "double quotes")]
    [InlineData("---\ntitle: T\ndescription: [A, b]\n---\n", 3, "double quotes")]
    [InlineData("---\ntitle\n---\n", 2, "a text for each key")]
    public void A_mistake_in_the_front_matter_is_named(string text, int line, string message) => AssertError(text, line, message);

    [Theory]
    [InlineData("text\n```csharp\n1\n", 5, "fence opened here is never closed")]
    [InlineData("text\n~~~\n```\n", 5, "fence opened here is never closed; add a line '~~~'")]
    [InlineData("```csharp excercise=\"1\"\n```", 4, "unknown attribute 'excercise'; did you mean 'exercise'?")]
    [InlineData("```csharp role=\"setup\" role=\"setup\"\n```", 4, "stands twice")]
    [InlineData("```csharp role=\"setup\n```", 4, "cannot read the attributes from 'role=\"setup'")]
    [InlineData("```csharp role=\"setup\"points=1\n```", 4, "cannot read the attributes")]
    [InlineData("```csharp role=\"test\"\n```", 4, "unknown role \"test\"")]
    [InlineData("```csharp role\n```", 4, "'role' has no value")]
    [InlineData("```csharp role=\"answer\"\n```", 4, "does not say its exercise")]
    [InlineData("```csharp role=\"check\" points=1\n```", 4, "does not say its exercise")]
    [InlineData("```csharp role=\"check\" exercise=\"1.1\"\n```", 4, "does not say what it is worth")]
    [InlineData("```csharp role=\"check\" exercise=\"1.1\" points=-1\n```", 4, "not a number of points")]
    [InlineData("```csharp role=\"check\" exercise=\"1.1\" points=NaN\n```", 4, "not a number of points")]
    [InlineData("```csharp exercise=\"1.1\"\n```", 4, "neither its answer nor its check")]
    [InlineData("```csharp exercise=\"one one\" role=\"answer\"\n```", 4, "not a number such as")]
    [InlineData("```csharp points=1\n```", 4, "only a check has points")]
    [InlineData("```csharp forbid=\"X\"\n```", 4, "'forbid' belongs on")]
    [InlineData("```csharp difficulty=1\n```", 4, "'difficulty' belongs on")]
    [InlineData("```csharp role=\"answer\" exercise=\"1.1\" difficulty=6\n```", 4, "not a number of stars")]
    [InlineData("```csharp role=\"setup\" minutes=5\n```", 4, "'minutes' belongs on")]
    [InlineData("```csharp role=\"answer\" exercise=\"1.1\" minutes=0\n```", 4, "no time for an exercise")]
    [InlineData("```csharp grading=\"never\"\n```", 4, "means nothing")]
    [InlineData("```csharp role=\"setup\" grading=\"skip\"\n```", 4, "cannot be skipped")]
    [InlineData("```csharp headline=\"yes\"\n```", 4, "takes no value")]
    [InlineData("```csharp fold=\"yes\"\n```", 4, "takes no value")]
    [InlineData("```csharp role=\"answer\" exercise=\"08.1\" fold\n```", 4, "what a student reads")]
    [InlineData("```csharp id=\"a b\"\n```", 4, "no cell id")]
    [InlineData("```csharp id=\"a\"\n```\n```csharp id=\"a\"\n```", 6, "belongs to the fence in line 4 already")]
    public void A_mistake_in_a_fence_is_named(string body, int line, string message) => AssertError(Sample.Source(body), line, message);

    [Theory]
    [InlineData("// BEGIN SOLUTION\n1", 5, "BEGIN SOLUTION is never closed")]
    [InlineData("// BEGIN SOLUTION\n1\n// BEGIN SOLUTION\n// END SOLUTION", 7, "stands inside another")]
    [InlineData("1\n// END SOLUTION", 6, "END SOLUTION without a BEGIN")]
    [InlineData("1", 4, "the answer fence has no solution")]
    [InlineData("// BEGIN SOLUTION\n// END SOLUTION\n// BEGIN HIDDEN TESTS\n// END HIDDEN TESTS", 7, "hidden tests outside a check")]
    public void A_mistake_in_a_region_is_named(string code, int line, string message) =>
        AssertError(Sample.Source(Sample.Answer("1.1", code) + Sample.Check("1.1")), line, message);

    [Fact]
    public void A_solution_outside_an_answer_is_refused() =>
        AssertError(Sample.Source(Sample.Fence("1\n// BEGIN SOLUTION\n2\n// END SOLUTION")), 6, "would reach the students");

    [Fact]
    public void Two_answers_to_one_exercise_are_refused() =>
        AssertError(Sample.Source(Sample.Answer("1.1") + Sample.Answer("1.1") + Sample.Check("1.1")), 9, "exercise 1.1 has its answer in line 4 already");

    [Fact]
    public void An_exercise_without_a_check_is_refused() =>
        AssertError(Sample.Source("\n" + Sample.Answer("1.1")), 5, "exercise 1.1 has no check");

    [Fact]
    public void A_check_without_an_answer_is_refused() =>
        AssertError(Sample.Source(Sample.Check("1.1")), 4, "has no answer fence");

    [Fact]
    public void A_check_before_its_answer_is_refused() =>
        AssertError(Sample.Source(Sample.Check("1.1") + Sample.Answer("1.1")), 4, "checked before its answer");

    [Fact]
    public void An_id_that_an_exercise_has_is_refused() =>
        AssertError(Sample.Source(Sample.Answer("1.1") + Sample.Check("1.1") + Sample.Fence("1", "id=\"ex-1-1\"")), 12, "belongs to the fence in line 4");

    [Theory]
    [InlineData("text\n\n$x + \\foo$", 6, "unknown command \\foo")]
    [InlineData("## H $a}$", 4, "'}' has no '{'")]
    [InlineData("$$\na\n\\frac{1}\n$$", 7, "\\frac needs something")]
    [InlineData("a\n$$ b\n\n$$", 5, "'$$' here has no partner")]
    public void A_formula_that_cannot_be_typeset_is_named(string body, int line, string message) => AssertError(Sample.Source(body), line, message);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.md", Assert.Throws<CourseKitException>(() => SourceDocument.Load("/nonexistent/nowhere.md")).Message);

    private static void AssertError(string text, int line, string message)
    {
        string error = ErrorOf(text);
        Assert.StartsWith($"99-t.md:{line}: ", error);
        Assert.Contains(message, error);
        Assert.DoesNotContain('\n', error);
    }
}
