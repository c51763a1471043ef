using System.Text;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>Notebooks as other programs than Jupyter write them.</summary>
public sealed class DialectsTests
{
    private const string Answer = "// a comment first\nint Add(int a, int b) => a + b;\n";

    [Theory]
    [InlineData("""["// a comment first", "int Add(int a, int b) => a + b;"]""", true)]
    [InlineData("""["// a comment first", "int Add(int a, int b) => a + b;\n"]""", true)]
    [InlineData("""["// a comment first\n", "int Add(int a, int b) => a + b;"]""", false)]
    [InlineData("""["// a comment first\nint Add(int a, int b) => a + b;"]""", false)]
    [InlineData("""["// a comment first\r\n", "int Add(int a, int b) => a + b;"]""", false)]
    public void Lines_without_line_feeds_are_lines_and_flagged(string source, bool isDoubtful)
    {
        var flags = new List<Flag>();
        Notebook notebook = SubmittedFile.Parse(Bytes(source), "a.ipynb", flags);
        Assert.Equal(Answer.TrimEnd('\n'), notebook.Cells[0].Source.TrimEnd('\n'));
        Assert.Equal(isDoubtful ? 1 : 0, flags.Count);
        Assert.All(flags, flag => Assert.Equal((Flag.Doubtful, true), (flag.Kind, flag.Message.Contains("cell 1"))));
    }

    [Theory]
    [InlineData("""{"output_type":"execute_result","data":{"x":NaN}}""")]
    [InlineData("""{"data":[Infinity, -Infinity, NaN,1]}""")]
    [InlineData("""{"text":"NaN \" Infinity","data":NaN}""")]
    public void Numbers_that_only_Python_writes_spoil_nothing(string output) =>
        Assert.Equal("\"NaN\"", SubmittedFile.Parse(Bytes("\"\\\"NaN\\\"\"", output), "a.ipynb").Cells[0].Source);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Every_encoding_of_Unicode_is_read_with_and_without_its_mark(string encoding)
    {
        Encoding code = Encoding.GetEncoding(encoding);
        byte[] text = code.GetBytes(Encoding.UTF8.GetString(Bytes("\"var größe = \\\"學\\\";\"")));
        foreach (byte[] bytes in new[] { text, [.. code.GetPreamble(), .. text] })
            Assert.Equal("var größe = \"學\";", SubmittedFile.Parse(bytes, "a.ipynb").Cells[0].Source);
    }

    [Fact]
    public void Old_notebooks_are_read_and_flagged()
    {
        var flags = new List<Flag>();
        Notebook notebook = SubmittedFile.Parse(
            """{"nbformat":3,"worksheets":[{"cells":[{"cell_type":"heading","level":1,"source":"Title"},{"cell_type":"code","input":["int x;\n","x"],"outputs":[{"x":1}]}]}]}"""u8.ToArray(), "a.ipynb", flags);
        Assert.Equal([(CellType.Markdown, "Title"), (CellType.Code, "int x;\nx")], notebook.Cells.Select(cell => (cell.Type, cell.Source)));
        Assert.Contains("nbformat 3", Assert.Single(flags).Message);
    }

    [Theory]
    [InlineData("{\n<<<<<<< HEAD\n \"cells\": []\n=======\n>>>>>>> x\n}", "merge")]
    [InlineData("<!DOCTYPE html>\n<html>", "web page")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:1", "Git LFS")]
    public void What_people_take_for_a_notebook_is_told_with_the_way_to_one(string text, string said) =>
        Assert.Contains(said, Assert.Throws<CourseKitException>(() => SubmittedFile.Parse(Encoding.UTF8.GetBytes(text), "a.ipynb")).Message);

    [Fact]
    public void Outputs_of_any_size_cost_nothing_and_cells_of_any_size_are_refused()
    {
        string outputs = $$"""{"text":"{{new string('x', 30 << 20)}}"}""";
        Assert.Empty(SubmittedFile.Parse(Bytes("\"1\"", outputs), "a.ipynb").Cells[0].Outputs);
        Assert.Contains("more than", Assert.Throws<CourseKitException>(() => SubmittedFile.Parse(Bytes($"\"{new string('x', 30 << 20)}\""), "a.ipynb")).Message);
        string pieces = "{\"nbformat\":4,\"cells\":[],\"x\":[" + string.Concat(Enumerable.Repeat("1,", 600_000)) + "1]}";
        Assert.Contains("pieces", Assert.Throws<CourseKitException>(() => SubmittedFile.Parse(Encoding.UTF8.GetBytes(pieces), "a.ipynb")).Message);
    }

    [Fact]
    public void Without_metadata_ids_or_outputs_a_cell_is_a_cell() =>
        Assert.Equal("x", SubmittedFile.Parse("""{"nbformat":4,"cells":[{"cell_type":"code","source":"x"}]}"""u8.ToArray(), "a.ipynb").Cells[0].Source);

    private static byte[] Bytes(string source, string output = "{}") => Encoding.UTF8.GetBytes(
        "{\"nbformat\":4,\"cells\":[{\"cell_type\":\"code\",\"outputs\":[" + output + "],\"source\":" + source + "}]}");
}
