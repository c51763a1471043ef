using System.Text.Json.Nodes;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Tests.Worker;

public sealed class NotebookRunnerTests
{
    private static readonly WorkerLaunch Launch = new(Path.GetTempPath());

    private static Cell Code(string id, string source, string? coursekit = null) =>
        new(id, CellType.Code, source, coursekit is null ? [] : new JsonObject { ["coursekit"] = JsonNode.Parse(coursekit) }, []);

    private static Task<RunResult> RunAsync(RunOptions options, params Cell[] cells) =>
        NotebookRunner.RunAsync(new Notebook([], cells), options, null, CancellationToken.None);

    [Fact]
    public async Task Cells_run_in_order_and_their_outputs_are_nbformat()
    {
        RunResult result = await RunAsync(
            new RunOptions(Launch),
            new Cell("m", CellType.Markdown, "# Title", [], []),
            Code("a", "Console.WriteLine(\"out\"); Console.Write(\"more\"); Console.Error.WriteLine(\"err\"); var x = 20;"),
            Code("b", "display(HTML(\"<b>shown</b>\")); display(\"{\\\"a\\\": 1}\", \"application/json\"); x + 1"),
            Code("c", "throw new Exception(\"bad\");"),
            Code("d", "x + 2"));

        Assert.Equal([null, 1, 2, 3, 4], result.Notebook.Cells.Select(cell => cell.ExecutionCount));
        Assert.Equal(
            """[{"output_type":"stream","name":"stdout","text":"out\nmore"},{"output_type":"stream","name":"stderr","text":"err\n"}]""",
            result.Notebook.Cells[1].Outputs.ToJsonString());
        JsonArray second = result.Notebook.Cells[2].Outputs;
        Assert.Equal("<b>shown</b>", second[0]!["data"]!["text/html"]!.ToString());
        Assert.Equal("{}", second[0]!["metadata"]!.ToJsonString());
        Assert.Equal("""{"a":1}""", second[1]!["data"]!["application/json"]!.ToJsonString());
        Assert.Equal("""{"output_type":"execute_result","execution_count":2,"data":{"text/plain":"21"},"metadata":{}}""", second[2]!.ToJsonString());
        JsonNode error = result.Notebook.Cells[3].Outputs[0]!;
        Assert.Equal(("Exception", "bad"), (error["ename"]!.ToString(), error["evalue"]!.ToString()));
        Assert.Equal("Exception: bad", error["traceback"]![0]!.ToString());
        Assert.Equal("22", result.Notebook.Cells[4].Outputs[0]!["data"]!["text/plain"]!.ToString());
        CellFailed failure = Assert.Single(result.Failures);
        Assert.Equal(("c", "cell 3", CellStatus.Error), (failure.CellId, failure.Label, failure.Status));
    }

    [Fact]
    public async Task An_updated_display_changes_the_earlier_output()
    {
        RunResult result = await RunAsync(new RunOptions(Launch), Code("a", "var bar = display(\"0 %\");"), Code("b", "bar.Update(\"100 %\");"));
        Assert.Equal("100 %", result.Notebook.Cells[0].Outputs[0]!["data"]!["text/plain"]!.ToString());
        Assert.Empty(result.Notebook.Cells[1].Outputs);
    }

    [Fact]
    public async Task Answers_are_named_by_exercise_and_kept_from_what_they_must_write()
    {
        RunResult result = await RunAsync(
            new RunOptions(Launch),
            Code("a", "int a;\nnew System.Text.StringBuilder()", """{"role":"answer","exercise":"08.1","forbid":["System.Text.StringBuilder"]}"""),
            Code("b", "nonsense"));
        Assert.Equal(["exercise 08.1", "cell 2"], result.Failures.Select(failure => failure.Label));
        Assert.Equal("ForbiddenSymbol", result.Failures[0].Error.Name);
        Assert.Equal(2, result.Failures[0].Error.Line);
    }

    [Fact]
    public async Task Recordings_are_kept_by_cell()
    {
        RunResult result = await RunAsync(
            new RunOptions(Launch with { Record = true }),
            Code("c1", "Check.Value(\"sum\", () => 1 + 2); Check.True(\"holds\", () => true);"),
            Code("c2", "Check.Value(\"stub\", () => { if (true) throw new NotImplementedException(); return 0; }); Check.Value(\"numbers\", () => new[] { 1.5, double.NaN });"));
        Assert.Equal(["c1", "c2"], result.Recordings.Keys);
        Assert.Equal(["sum", "holds"], result.Recordings["c1"].Select(recording => recording.Name));
        Assert.Equal(3, result.Recordings["c1"][0].Value!.Numbers[0]);
        Assert.Equal(Attempt.NotAttempted, result.Recordings["c2"][0].Attempt);
        Assert.Equal([1.5, double.NaN], result.Recordings["c2"][1].Value!.Numbers);
    }

    [Fact]
    public async Task Without_the_request_nothing_is_recorded()
    {
        RunResult result = await RunAsync(new RunOptions(Launch), Code("c", "Check.Value(\"sum\", () => 1 + 2);"));
        Assert.Empty(result.Recordings);
        Assert.Empty(result.Failures);
    }

    [Fact]
    public async Task After_a_death_the_cells_before_it_are_replayed()
    {
        RunResult result = await RunAsync(
            new RunOptions(Launch with { Record = true }),
            Code("a", "var kept = 5; Console.WriteLine(\"once\"); Check.Value(\"kept\", () => kept);"),
            Code("b", "Environment.Exit(1);"),
            Code("c", "kept + 1"));
        Assert.Equal("b", Assert.Single(result.Failures).CellId);
        Assert.Equal(CellStatus.WorkerDied, result.Failures[0].Status);
        Assert.Equal("6", result.Notebook.Cells[2].Outputs[0]!["data"]!["text/plain"]!.ToString());
        Assert.Single(result.Recordings["a"]);
        Assert.Single(result.Notebook.Cells[0].Outputs);
        Assert.Equal(1, result.Deaths);
    }

    [Fact]
    public async Task Each_cell_has_its_time()
    {
        RunResult result = await RunAsync(
            new RunOptions(Launch, CellTimeout: TimeSpan.FromSeconds(5)), Code("a", "var kept = 1;"), Code("b", "while (true) { }"), Code("c", "kept"));
        CellFailed failure = Assert.Single(result.Failures);
        Assert.Equal(("b", CellStatus.TimedOut, "TimedOut"), (failure.CellId, failure.Status, failure.Error.Name));
        Assert.Equal("1", result.Notebook.Cells[2].Outputs[0]!["data"]!["text/plain"]!.ToString());
    }

    [Fact]
    public async Task A_run_can_stop_at_the_first_error_and_skip_cells()
    {
        RunResult result = await RunAsync(
            new RunOptions(Launch, StopOnError: true, Skip: cell => cell.Id == "skipped"),
            Code("skipped", "throw new Exception();"), Code("bad", "throw new Exception();"), Code("never", "Console.WriteLine(1);"));
        Assert.Equal("bad", Assert.Single(result.Failures).CellId);
        Assert.Equal([null, 2, null], result.Notebook.Cells.Select(cell => cell.ExecutionCount));
        Assert.Empty(result.Notebook.Cells[2].Outputs);
    }

    [Fact]
    public async Task Headlines_are_collected()
    {
        RunResult result = await RunAsync(
            new RunOptions(Launch), Code("a", "Console.WriteLine(\"accuracy 81 %\");", """{"headline":true}"""), Code("b", "\"loss 0.3\"", """{"headline":true}"""), Code("c", "1"));
        Assert.Equal(["accuracy 81 %", "loss 0.3"], result.Headlines);
    }

    [Fact]
    public async Task A_cancelled_run_says_so()
    {
        using var cancellation = new CancellationTokenSource();
        var started = new Progress<CellProgress>(_ => cancellation.CancelAfter(500));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            NotebookRunner.RunAsync(new Notebook([], [Code("a", "while (true) { }")]), new RunOptions(Launch), started, cancellation.Token));
    }

    [Fact]
    public async Task Input_finds_its_end()
    {
        RunResult result = await RunAsync(new RunOptions(Launch), Code("a", "Console.ReadLine() ?? \"nobody there\""));
        Assert.Equal("nobody there", result.Notebook.Cells[0].Outputs[0]!["data"]!["text/plain"]!.ToString());
    }
}
