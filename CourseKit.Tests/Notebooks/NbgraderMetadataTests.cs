using System.Text.Json.Nodes;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public class NbgraderMetadataTests
{
    [Theory]
    [InlineData(0.1, "e932327b8e141ce5f79626d73022b421")]
    [InlineData(3.0, "75f742db915e24285a96e829dbd19255")]
    public void The_checksum_is_that_of_nbgrader(double points, string expected) =>
        Assert.Equal(expected, NbgraderMetadata.Checksum("é😀\n// x", CellType.Code, grade: true, solution: false, locked: false, "ex-1", points));

    [Fact]
    public void A_lock_counts_as_nbgrader_counts_it()
    {
        static string Sum(bool grade, bool solution, bool locked) => NbgraderMetadata.Checksum("x", CellType.Code, grade, solution, locked, "g", 1);
        Assert.Equal(Sum(true, false, false), Sum(true, false, true));
        Assert.Equal(Sum(false, true, false), Sum(false, true, true));
        Assert.NotEqual(Sum(false, false, false), Sum(false, false, true));
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(0.5, "0.5")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(2.5e300, "2.5e+300")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(100.0, "100.0")]
    [InlineData(1234.5, "1234.5")]
    [InlineData(-3.25, "-3.25")]
    public void Numbers_are_spelled_as_in_Python(double value, string expected) => Assert.Equal(expected, PythonFloat.Text(value));

    [Fact]
    public void Metadata_has_the_properties_of_schema_3_and_no_others()
    {
        string[] allowed = ["schema_version", "grade", "solution", "locked", "task", "grade_id", "points", "checksum", "cell_type"];
        Notebook notebook = NotebookBuilder.Build(SourceDocument.Load(Sample.File("42-sample.md")), Edition.Student);
        JsonObject[] marked = [.. notebook.Cells.Select(cell => cell.Metadata["nbgrader"]).OfType<JsonObject>()];
        Assert.Equal(4, marked.Length);
        Assert.All(marked, own => Assert.Empty(own.Select(member => member.Key).Except(allowed)));
        Assert.All(marked, own => Assert.Equal((bool)own["grade"]!, own.ContainsKey("points")));
    }
}
