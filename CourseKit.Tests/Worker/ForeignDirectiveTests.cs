using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

/// <summary>The lines of .NET Interactive's notebooks and of scripts: each works, or says what to do.</summary>
public sealed class ForeignDirectiveTests(SharedWorker worker) : IClassFixture<SharedWorker>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-foreign-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("#!fsharp\nlet x = 1", "runs C#")]
    [InlineData("#!pwsh\nGet-Date", "runs C#")]
    [InlineData("#!sql\nselect 1", "runs C#")]
    [InlineData("#!value --name data\n1,2", "var name = …;")]
    [InlineData("#!set --name x --value 1", "var name = …;")]
    [InlineData("#!share --from fsharp x", "leave the line out")]
    [InlineData("#!connect mssql --kernel-name db", "connects to no other")]
    [InlineData("#!nuget Newtonsoft.Json", "#r \"nuget: Name, Version\"")]
    [InlineData("#!import", "which file?")]
    [InlineData("#load \"none.csx\"", "there is no such file")]
    public async Task What_needs_another_kernel_says_what_to_do(string code, string advice)
    {
        CellRun run = await worker.RunAsync(code);
        Assert.Contains(advice, run.Error.Message);
        Assert.Equal(1, run.Error.Line);
        Assert.DoesNotContain("\n", run.Error.Message);
    }

    [Theory]
    [InlineData("#!html\n<b>bold</b>", "text/html", "<b>bold</b>")]
    [InlineData("#!markdown\n# Title\n\n* one", "text/markdown", "# Title\n\n* one")]
    [InlineData("#!md\n*x*", "text/markdown", "*x*")]
    [InlineData("#!javascript\nalert(1 < 2)", "text/html", "<script type=\"module\">\nalert(1 < 2)\n</script>")]
    [InlineData("#!mermaid\ngraph LR; a-->b", "text/html", "<pre class=\"mermaid\">graph LR; a--&gt;b</pre>")]
    public async Task What_is_text_is_shown(string code, string type, string shown) =>
        Assert.Equal(shown, (await worker.RunAsync(code)).Events.OfType<DisplayEvent>().Single().Data[type]);

    [Fact]
    public async Task Languages_take_turns_in_a_cell_and_lines_keep_their_numbers()
    {
        CellRun run = await worker.RunAsync("int first = 1;\n#!html\n<p>if (x</p>\n#!csharp\nint second = first + 1;\n#!markdown\n*done*\n#!C#\nsecond * 10");
        Assert.Equal(["<p>if (x</p>", "*done*"], run.Events.OfType<DisplayEvent>().Select(display => display.Data.GetValueOrDefault("text/html") ?? display.Data["text/markdown"]));
        Assert.Equal("20", run.Result);
        CellRun wrong = await worker.RunAsync("#!html\n<p>\n#!csharp\nint broken = \"x\";");
        Assert.Equal(4, wrong.Error.Line);
    }

    [Fact]
    public async Task The_kernel_tells_what_it_is_and_what_it_knows()
    {
        CellRun run = await worker.RunAsync("#!about\n#!lsmagic\n1");
        string[] shown = [.. run.Events.OfType<DisplayEvent>().Select(display => display.Data["text/plain"])];
        Assert.Contains("C#", shown[0]);
        Assert.Contains("#!import", shown[1]);
        Assert.Contains("#!time", shown[1]);
    }

    [Fact]
    public async Task Files_of_every_kind_are_imported_with_what_they_import()
    {
        Write("deep/inner.csx", "int fromInner = 1;");
        Write("deep/outer.csx", "#load \"inner.csx\"\nint fromOuter = fromInner + 1;");
        Write("notes.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!markdown\n\nText with an { open brace\n\n#!csharp\n\nint fromDib = 8;\n\n#!html\n\n<b>\n\n#!csharp\n\nfromDib++;");
        Write("lib.cs", "using System.Text;\nnamespace Loggers.Deep;\n\ninternal class Logger { public string Say() => new StringBuilder(\"logged\").ToString(); }\npublic static class Words { public static string Loud(this string s) => s + \"!\"; }");
        Write("top.cs", "public static class Tools { public static string Quiet(this string s) => s.ToLowerInvariant(); public static int Three => 3; }");
        Write("book.ipynb", """{"cells":[{"cell_type":"code","source":["#!html\n","<i>"]},{"cell_type":"code","source":"#!csharp\nint fromBook = 4;"}]}""");
        CellRun run = await worker.RunAsync(
            $"#load \"{folder}/deep/outer.csx\"\n#!import {folder}/notes.dib\n#!import \"{folder}/lib.cs\"\n#!import {folder}/top.cs\n#!import {folder}/book.ipynb\nusing Loggers.Deep;\n"
            + "$\"{fromOuter} {fromDib} {new Logger().Say().Loud()} {\"A\".Quiet()} {Tools.Three} {fromBook}\"");
        Assert.Equal("2 9 logged! a 3 4", run.Result);
    }

    [Theory]
    [InlineData("other.fsx", "let x = 1", "F#")]
    [InlineData("mixed.dib", "#!csharp\nint a = 1;\n#!fsharp\nlet b = 2\n", "fsharp (line 4)")]
    [InlineData("data.parquet", "x", "File.ReadAllText")]
    [InlineData("broken.ipynb", "{", "is no notebook")]
    [InlineData("loop.csx", "#load \"loop.csx\"", "import each other")]
    public async Task A_file_that_cannot_be_imported_is_named_with_the_reason(string name, string text, string reason)
    {
        Write(name, text);
        CellRun run = await worker.RunAsync($"#!import {folder}/{name}");
        Assert.Equal("ImportError", run.Error.Name);
        Assert.Contains(name, run.Error.Message);
        Assert.Contains(reason, run.Error.Message);
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
