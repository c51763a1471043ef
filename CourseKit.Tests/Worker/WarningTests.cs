using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class WarningTests
{
    [Fact]
    public async Task A_warning_is_a_note_with_its_line_and_is_told_once()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        const string code = "int kept;\nasync Task Wait() => await Task.Delay(1);\nWait();\n\nvoid F() { int x; }\n1 + 1";
        CellRun first = await worker.RunAsync(code), again = await worker.RunAsync(code);
        DisplayEvent note = Assert.Single(first.Events.OfType<DisplayEvent>());
        Assert.Contains("note: line 3: Because this call is not awaited", note.Data["text/plain"]);
        Assert.Contains("note: line 5: The variable 'x' is declared but never used (CS0168)", note.Data["text/plain"]);
        Assert.Contains("The variable &#39;x&#39; is declared", note.Data["text/html"]);
        Assert.Equal(("2", ""), (first.Result, first.Err));
        Assert.Empty(again.Events.OfType<DisplayEvent>());
        Assert.Equal("2", again.Result);
    }

    [Theory]
    [InlineData("Tensor? nothing = null; nothing is null")]
    [InlineData("while (true) { break; }\nfor (int i = 0; ; i++) if (i > 3) break;")]
    [InlineData("using System;\nusing System.Linq;\nusing CourseLib.Tensors;\nvar x = Tensor.Zeros(2); x")]
    [InlineData("string? Name(int i) => i > 0 ? \"a\" : null;\nName(1)")]
    public async Task What_is_good_style_in_a_notebook_gets_no_note(string code)
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync(code);
        Assert.Equal(CellStatus.Ok, run.Status);
        Assert.Empty(run.Events.OfType<DisplayEvent>());
    }

    [Fact]
    public async Task Many_notes_are_cut()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync(string.Join("\n", Enumerable.Range(0, 25).Select(i => $"void F{i}() {{ int x{i}; }}")));
        string[] lines = run.Events.OfType<DisplayEvent>().Single().Data["text/plain"].Split('\n');
        Assert.Equal((11, "note: and 15 more"), (lines.Length, lines[^1]));
    }

    [Fact]
    public async Task Of_a_stub_it_is_not_told_that_it_reads_no_parameter()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        Assert.Empty((await worker.RunAsync("class Layer(int channels)\n{\n    public int Forward(int x)\n    {\n        // YOUR CODE HERE\n        throw new NotImplementedException();\n    }\n}")).Events.OfType<DisplayEvent>());
        DisplayEvent note = Assert.Single((await worker.RunAsync("class Done(int channels)\n{\n    public int Forward(int x) => x;\n}")).Events.OfType<DisplayEvent>());
        Assert.Contains("CS9113", note.Data["text/plain"]);
    }
}
