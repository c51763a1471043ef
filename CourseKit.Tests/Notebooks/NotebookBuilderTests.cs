using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public class NotebookBuilderTests
{
    private static Notebook Build(string body, Edition edition = Edition.Student) =>
        NotebookBuilder.Build(SourceDocument.Parse(Sample.Source(body), "99-t"), edition);

    [Theory]
    [InlineData("42-sample.student.ipynb")]
    [InlineData("42-sample.instructor.ipynb")]
    public void The_sample_gives_its_golden_notebook(string golden)
    {
        Edition edition = golden.Contains("student") ? Edition.Student : Edition.Instructor;
        Notebook built = NotebookBuilder.Build(SourceDocument.Load(Sample.File("42-sample.md")), edition);
        Assert.Equal(File.ReadAllText(Sample.File(golden)), NotebookFile.ToText(built));
    }

    [Fact]
    public void A_student_notebook_holds_nothing_of_a_solution_or_a_hidden_test()
    {
        string text = File.ReadAllText(Sample.File("42-sample.student.ipynb"));
        foreach (string secret in new[] { "double sum", "mean of one", "mean of none", "BEGIN", "END " }) Assert.DoesNotContain(secret, text);
    }

    [Fact]
    public void The_stub_takes_the_indentation_of_its_region() =>
        Assert.Equal("\t{\n\t  // YOUR CODE HERE\n\t  throw new NotImplementedException();\n\t}",
            Build(Sample.Answer("1.1", "\t{\n\t  // BEGIN SOLUTION\n\treturn 1;\n\t// END SOLUTION\n\t}") + Sample.Check("1.1")).Cells[1].Source);

    [Fact]
    public void An_author_may_give_another_stub_or_none() =>
        Assert.Equal("class A\n{\n    int b = default; // fill in\n}",
            Build(Sample.Answer("1.1", "class A\n{\n    // BEGIN SOLUTION: int b = default; // fill in\n    int b = 1;\n    // END SOLUTION\n// BEGIN SOLUTION:\nint c;\n// END SOLUTION\n}")
                + Sample.Check("1.1")).Cells[1].Source);

    [Fact]
    public void A_wholly_hidden_check_stays_as_a_locked_cell_with_its_points()
    {
        Cell check = Build(Sample.Answer("1.1") + Sample.Check("1.1", "\n// BEGIN HIDDEN TESTS\nCheck.True(\"t\", () => true);\n// END HIDDEN TESTS\n", "3")).Cells[2];
        Assert.Equal(ClearHiddenTests.Placeholder, check.Source);
        Assert.Equal(3, check.Role.Points);
        Assert.Equal("False", check.Metadata["editable"]!.ToString(), ignoreCase: true);
    }

    [Fact]
    public void The_title_cell_comes_from_the_front_matter_unless_the_prose_has_one()
    {
        Assert.Equal("# T", Build("text").Cells[0].Source);
        Assert.Equal(["# Own\n\ntext"], Build("# Own\n\ntext").Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void Ids_do_not_depend_on_the_text_of_other_cells()
    {
        string after = "## Next\n" + Sample.Fence("2") + "text\n" + Sample.Answer("1.1") + Sample.Check("1.1") + Sample.Check("1.1", "Check.True(\"u\", () => true);");
        string[] before = [.. Build("## First\n" + Sample.Fence("1") + after).Cells.Select(cell => cell.Id)];
        string[] edited = [.. Build("## First\nchanged\n" + Sample.Fence("11") + "more\n" + Sample.Fence("3") + after).Cells.Select(cell => cell.Id)];
        Assert.Equal(["t", "first", "first-code-1", "next", "next-code-1", "next-text-1", "ex-1-1", "ex-1-1-check-1", "ex-1-1-check-2"], before);
        Assert.Equal(before, edited.Except(["first-text-1", "first-code-2"]));
    }

    [Fact]
    public void Ids_are_the_same_in_both_editions()
    {
        SourceDocument source = SourceDocument.Load(Sample.File("42-sample.md"));
        Assert.Equal(
            NotebookBuilder.Build(source, Edition.Instructor).Cells.Select(cell => cell.Id),
            NotebookBuilder.Build(source, Edition.Student).Cells.Select(cell => cell.Id));
    }

    [Theory]
    [InlineData("## 中文\ntext\n## 🙂\n## $\\gamma$ and $\\beta$")]
    [InlineData("## A very long heading that goes on and on, far beyond what anybody would put into a slide\n")]
    [InlineData("## Same\n## Same\n## Same 2\n## Same-2\n")]
    public void Ids_are_legal_and_unique_whatever_the_headings(string body)
    {
        string[] ids = [.. Build(body + "\n" + Sample.Fence("1") + Sample.Fence("2", "id=\"same\"")).Cells.Select(cell => cell.Id)];
        Assert.All(ids, id => Assert.Matches(CellIds.Pattern(), id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Roles_survive_the_way_through_metadata()
    {
        var role = new CellRole("check", "08.1", 2.5, ["N3"], ["CourseLib.Norms"], "skip", true, 3);
        CellRole back = CellRole.Of(new() { ["coursekit"] = role.ToMetadata() });
        Assert.Equal(role with { Covers = null, Forbid = null }, back with { Covers = null, Forbid = null });
        Assert.Equal(role.Covers, back.Covers);
        Assert.Equal(role.Forbid, back.Forbid);
    }

    [Fact]
    public void Foreign_metadata_gives_no_role_and_no_exception()
    {
        Assert.Equal(new CellRole(), CellRole.Of(new() { ["coursekit"] = 3 }));
        Assert.Equal(0, CellRole.Of(new() { ["coursekit"] = new System.Text.Json.Nodes.JsonObject { ["points"] = "many" } }).Points);
    }
}
