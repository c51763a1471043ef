using System.Diagnostics;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public class NotebookFileTests
{
    private static Notebook WithCell(string cell, string minor = "5") =>
        NotebookFile.Parse($$"""{"nbformat": 4, "nbformat_minor": {{minor}}, "metadata": {}, "cells": [{{cell}}]}""");

    [Fact]
    public void Source_may_be_a_string_or_a_list()
    {
        Assert.Equal("a\nb", WithCell("""{"cell_type": "code", "source": "a\nb"}""").Cells[0].Source);
        Assert.Equal("a\nb", WithCell("""{"cell_type": "code", "source": ["a\n", "b"]}""").Cells[0].Source);
    }

    [Fact]
    public void Missing_malformed_and_repeated_ids_are_replaced()
    {
        Notebook notebook = WithCell("""
            {"cell_type": "code", "source": "", "id": "cell-2"}, {"cell_type": "code", "source": ""},
            {"cell_type": "code", "source": "", "id": "a b"}, {"cell_type": "code", "source": "", "id": "cell-2"}, {"cell_type": "code", "source": "", "id": 7}
            """, "0");
        Assert.Equal(["cell-2", "cell-2-2", "cell-3", "cell-4", "cell-5"], notebook.Cells.Select(cell => cell.Id));
    }

    [Fact]
    public void Carriage_returns_a_byte_order_mark_and_null_characters_are_read()
    {
        Notebook notebook = NotebookFile.Parse("\uFEFF" + """{"nbformat": 4, "cells": [{"cell_type": "code", "source": "a\r\nb\u0000"}]}""".Replace(" ", "\r\n "));
        Assert.Equal("a\nb\0", notebook.Cells[0].Source);
        Assert.Equal("a\nb\0", NotebookFile.Parse(NotebookFile.ToText(notebook)).Cells[0].Source);
    }

    [Fact]
    public void Half_a_surrogate_pair_and_a_name_given_twice_are_mended()
    {
        Notebook notebook = WithCell("""{"cell_type": "code", "cell_type": "markdown", "source": "\ud83d\ude00 \\ud800 \ud800 x"}""");
        Assert.Equal(CellType.Markdown, notebook.Cells[0].Type);
        Assert.Equal("😀 \\ud800 \uFFFD x", notebook.Cells[0].Source);
    }

    [Fact]
    public void What_we_do_not_know_is_kept()
    {
        const string cell = """
            {"cell_type": "code", "id": "a", "execution_count": 3, "source": "1", "metadata": {"vscode": {"languageId": "csharp"}, "n": 1.50, "b": [true, null, {}]},
             "outputs": [{"output_type": "stream", "name": "stdout", "text": ["x"]}]},
            {"cell_type": "markdown", "id": "b", "source": "![p](attachment:p.png)", "metadata": {}, "attachments": {"p.png": {"image/png": "AA=="}}},
            {"cell_type": "raw", "id": "c", "source": "r", "metadata": {"format": "x"}}
            """;
        string text = NotebookFile.ToText(WithCell(cell));
        foreach (string kept in new[] { "\"languageId\": \"csharp\"", "1.50", "\"execution_count\": 3", "\"image/png\": \"AA==\"", "\"format\": \"x\"", "null", "{}" })
            Assert.Contains(kept, text);
        Assert.Equal(text, NotebookFile.ToText(NotebookFile.Parse(text)));
    }

    [Fact]
    public void Text_is_written_as_Jupyter_writes_it()
    {
        string text = NotebookFile.ToText(WithCell("""{"source": "é😀\"\\\t</a>\u2028\u0001", "cell_type": "markdown", "id": "z"}"""));
        Assert.Contains("\"é😀\\\"\\\\\\t</a>\u2028\\u0001\"", text);
        Assert.StartsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n   \"id\": \"z\",\n   \"metadata\": {},\n", text);
        Assert.EndsWith("\n}\n", text);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("\0\0\0", "not JSON")]
    [InlineData("{\"nbformat\": 4, ", "not JSON")]
    [InlineData("[]", "not an object")]
    [InlineData("{}", "no 'nbformat'")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "nbformat 3")]
    [InlineData("{\"nbformat\": 4}", "no list of 'cells'")]
    [InlineData("{\"nbformat\": 4, \"cells\": [1]}", "cell 1 is not an object")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{}]}", "cell 1 has no 'cell_type'")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"heading\"}]}", "unknown type 'heading'")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [1]}]}", "no 'source' of text")]
    public void What_is_no_notebook_is_refused_in_one_line(string text, string message)
    {
        string error = Assert.Throws<CourseKitException>(() => NotebookFile.Parse(text, "x.ipynb")).Message;
        Assert.StartsWith("x.ipynb is not a notebook: ", error);
        Assert.Contains(message, error);
        Assert.DoesNotContain('\n', error);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Deep_nesting_is_an_error_and_not_a_crash(string open, string close)
    {
        string nested = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));
        string error = Assert.Throws<CourseKitException>(() => NotebookFile.Parse($$"""{"nbformat": 4, "cells": [], "metadata": {"a": {{nested}} } }""")).Message;
        Assert.Contains("nested too deeply", error);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [0x7B, 0xFF, 0xFE, 0x7D]);
            Assert.Contains("not UTF-8", Assert.Throws<CourseKitException>(() => NotebookFile.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [SkippableFact]
    public void Jupyters_own_library_accepts_our_notebooks_and_writes_the_same_bytes()
    {
        using var python = new Process { StartInfo = new("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true } };
        Skip.IfNot(File.Exists(python.StartInfo.FileName), "needs Python with nbformat; on Debian: apt-get install python3-nbformat");
        python.StartInfo.ArgumentList.Add("-c");
        python.StartInfo.ArgumentList.Add("""
            import sys
            try: import nbformat
            except ImportError: print("absent"); sys.exit()
            for path in sys.argv[1:]:
                notebook = nbformat.read(path, as_version=4)
                nbformat.validate(notebook)
                text = nbformat.writes(notebook) + "\n"
                print(text == open(path, encoding="utf-8").read())
            """);
        python.StartInfo.ArgumentList.Add(Sample.File("42-sample.student.ipynb"));
        python.StartInfo.ArgumentList.Add(Sample.File("42-sample.instructor.ipynb"));
        python.Start();
        string output = python.StandardOutput.ReadToEnd(), error = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Skip.If(output.Trim() == "absent", "needs Python with nbformat; on Debian: apt-get install python3-nbformat");
        Assert.Equal("", error);
        Assert.Equal("True\nTrue\n", output);
    }
}
