using System.Text;
using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class ConsoleTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    [Fact]
    public async Task Streams_keep_their_order()
    {
        CellRun run = await worker.RunAsync("for (int i = 0; i < 50; i++) { Console.Write($\"o{i} \"); Console.Error.Write($\"e{i} \"); }");
        var woven = new StringBuilder();
        foreach (StreamEvent piece in run.Events.OfType<StreamEvent>())
        {
            Assert.All(piece.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.Equal(piece.Name == "stdout" ? 'o' : 'e', word[0]));
            woven.Append(piece.Text);
        }
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"o{i} e{i} ")), woven.ToString());
    }

    [Fact]
    public async Task Text_and_displays_keep_their_order()
    {
        CellRun run = await worker.RunAsync("Console.WriteLine(\"a\"); display(\"b\"); Console.WriteLine(\"c\"); \"d\"");
        Assert.Equal(
            ["a\n", "b", "c\n", "d"],
            run.Events.SkipLast(1).Select(happened => happened switch
            {
                StreamEvent stream => stream.Text,
                DisplayEvent display => display.Data["text/plain"],
                ResultEvent result => result.Data["text/plain"],
                _ => "?",
            }));
        Assert.IsType<DoneEvent>(run.Events[^1]);
    }

    [Fact]
    public async Task Many_small_writes_arrive_whole_in_few_events()
    {
        CellRun run = await worker.RunAsync("for (int i = 0; i < 20_000; i++) Console.WriteLine(i);");
        Assert.Equal(string.Concat(Enumerable.Range(0, 20_000).Select(i => i + "\n")), run.Out);
        Assert.InRange(run.Events.Count, 2, 2_000);
    }

    [Fact]
    public async Task A_flood_is_cut_with_one_note()
    {
        CellRun run = await worker.RunAsync("var line = new string('x', 1000); for (int i = 0; i < 20_000; i++) Console.WriteLine(line);");
        Assert.Equal(CellStatus.Ok, run.Status);
        Assert.InRange(run.Out.Length, Outbox.TextPerCell, Outbox.TextPerCell + 200);
        Assert.Equal(1, run.Out.Split("the rest is not shown").Length - 1);
        Assert.Equal("again\n", (await worker.RunAsync("Console.WriteLine(\"again\");")).Out);
    }

    [Fact]
    public async Task Text_comes_while_the_cell_still_runs()
    {
        await using TestWorker own = await TestWorker.StartAsync();
        var seen = new TaskCompletionSource();
        Task<CellRun> run = own.RunAsync("Console.WriteLine(\"first\"); Console.WriteLine(\"second\"); Console.ReadLine()", onEvent: happened =>
        {
            if (happened is StreamEvent { Text: var text } && text.Contains("second")) seen.TrySetResult();
        });
        own.Client.OnInput = async _ =>
        {
            await seen.Task;
            return "go on";
        };
        Assert.Equal("go on", (await run).Result);
    }

    [Fact]
    public async Task Reading_asks_the_front()
    {
        await using TestWorker own = await TestWorker.StartAsync();
        var answers = new Queue<string?>(["Ada", "42", null]);
        own.Client.OnInput = _ => Task.FromResult(answers.Dequeue());
        CellRun run = await own.RunAsync("$\"{Console.ReadLine()} {int.Parse(Console.ReadLine())} {Console.ReadLine() ?? \"end\"}\"");
        Assert.Equal("Ada 42 end", run.Result);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task Reading_finds_the_end_where_there_is_no_input()
    {
        Assert.Equal("True", (await worker.RunAsync("Console.ReadLine() is null && Console.Read() == -1 && Console.In.ReadToEnd() == \"\"")).Result);
    }

    [Fact]
    public async Task Raw_writes_cannot_touch_the_protocol()
    {
        CellRun run = await worker.RunAsync("""
            using (var raw = Console.OpenStandardOutput()) { raw.Write(new byte[] { 1, 0, 0, 0, 123 }); raw.Write("raw text\n"u8); }
            Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
            Console.WriteLine("past the writer");
            "still here"
            """);
        Assert.Equal("still here", run.Result);
        Assert.Contains("raw text", run.Err);
        Assert.Contains("past the writer", run.Err);
        Assert.Equal("2", (await worker.RunAsync("1 + 1")).Result);
    }

    [SkippableFact]
    public async Task Output_of_a_child_process_is_shown()
    {
        Skip.IfNot(File.Exists("/bin/sh"), "needs /bin/sh; run on Linux or macOS");
        CellRun run = await worker.RunAsync("System.Diagnostics.Process.Start(\"/bin/sh\", [\"-c\", \"echo from the child; cat\"]).WaitForExit();");
        Assert.Equal(CellStatus.Ok, run.Status);
        Assert.Contains("from the child", run.Err);
    }

    [Fact]
    public async Task Text_printed_between_cells_comes_with_the_next()
    {
        await worker.RunAsync("_ = Task.Run(async () => { await Task.Delay(50); Console.WriteLine(\"late\"); });");
        await Task.Delay(500);
        Assert.Contains("late\n", (await worker.RunAsync("1")).Out);
    }

    [Fact]
    public async Task A_cell_that_replaces_the_console_spoils_only_its_own_output()
    {
        await worker.RunAsync("Console.SetOut(TextWriter.Null); Console.SetIn(TextReader.Null); Console.WriteLine(\"gone\");");
        Assert.Equal("seen\n", (await worker.RunAsync("Console.WriteLine(\"seen\");")).Out);
    }
}
