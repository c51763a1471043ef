using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class InterruptTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) kept++;")]
    [InlineData("while (true) { try { throw new Exception(); } catch { } }")]
    [InlineData("while (true) Console.Write('.');")]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("await Task.Delay(1); while (true) { }")]
    [InlineData("var forever = Enumerable.Range(0, int.MaxValue).Select(i => (long)i * i).Where(i => i < 0).Count();")]
    [InlineData("long Slow(int n) => n < 2 ? 1 : Slow(n - 1) + Slow(n - 2); Slow(100)")]
    [InlineData("Parallel.For(0, 4, i => { while (kept > 0) { } });")]
    [InlineData("again: kept += 0; goto again;")]
    [InlineData("new ManualResetEvent(false).WaitOne();")]
    [InlineData("Check.Value(\"endless\", () => { while (true) { } return 1; });")]
    public async Task An_interrupt_stops_a_cell_and_keeps_its_variables(string endless)
    {
        await using TestWorker own = await TestWorker.StartAsync();
        await own.RunAsync("using System.Threading; int kept = 41;");
        bool asked = false; // once: what else is printed must not interrupt the cell that follows
        CellRun stopped = await own.RunAsync("Console.Write(\"going\");\n" + endless, onEvent: happened =>
        {
            if (asked || happened is not StreamEvent) return;
            asked = true;
            _ = Task.Run(own.Client.InterruptAsync);
        });
        Assert.Equal((CellStatus.Interrupted, "Interrupted"), (stopped.Status, stopped.Error.Name));
        Assert.Equal("True", (await own.RunAsync("kept >= 41")).Result);
    }

    [Fact]
    public async Task An_interrupt_reaches_a_cell_that_waits_for_input()
    {
        await using TestWorker own = await TestWorker.StartAsync();
        var never = new TaskCompletionSource<string?>();
        own.Client.OnInput = question =>
        {
            _ = own.Client.InterruptAsync();
            return never.Task;
        };
        Assert.Equal(CellStatus.Interrupted, (await own.RunAsync("Console.ReadLine()")).Status);
        own.Client.OnInput = _ => Task.FromResult<string?>("second");
        Assert.Equal("second", (await own.RunAsync("Console.ReadLine()")).Result);
    }

    [Fact]
    public async Task An_interrupt_between_cells_harms_nothing()
    {
        await worker.Client.InterruptAsync();
        Assert.Equal("2", (await worker.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_is_stopped_and_its_variables_are_kept()
    {
        await worker.RunAsync("int slow = 7;");
        CellRun run = await worker.RunAsync("while (true) { }", timeout: TimeSpan.FromSeconds(0.5));
        Assert.Equal((CellStatus.TimedOut, "TimedOut"), (run.Status, run.Error.Name));
        Assert.Contains("0.5 s", run.Error.Message);
        Assert.Equal("7", (await worker.RunAsync("slow")).Result);
    }

    [Fact]
    public async Task A_cancelled_cell_is_stopped()
    {
        using var cancellation = new CancellationTokenSource();
        CellRun run = await worker.RunAsync("Console.Write(1); while (true) { }", cancellation: cancellation.Token, onEvent: happened =>
        {
            if (happened is StreamEvent) cancellation.Cancel();
        });
        Assert.Equal(CellStatus.Interrupted, run.Status);
    }

    [Fact]
    public async Task A_cell_that_cannot_be_stopped_loses_its_process()
    {
        await using TestWorker own = await TestWorker.StartAsync();
        await own.RunAsync("var silent = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.In);");
        CellRun run = await own.RunAsync("silent.ReadByte();", timeout: TimeSpan.FromSeconds(2));
        Assert.Equal((CellStatus.TimedOut, "TimedOut"), (run.Status, run.Error.Name));
        Assert.Contains("all variables are lost", run.Error.Message);
        Assert.False(own.Client.IsAlive);
        Assert.IsType<DoneEvent>(run.Events[^1]);
    }

    [Fact]
    public async Task A_cells_own_cancellation_is_an_ordinary_error()
    {
        CellRun run = await worker.RunAsync("throw new OperationCanceledException(\"mine\");");
        Assert.Equal((CellStatus.Error, "OperationCanceledException"), (run.Status, run.Error.Name));
    }

    [Fact]
    public async Task Compiling_for_too_long_is_stopped_as_well()
    {
        string nested = string.Concat(Enumerable.Repeat("F(x => ", 9)) + "x.Length" + new string(')', 9);
        await using TestWorker own = await TestWorker.StartAsync();
        CellRun run = await own.RunAsync(
            "int F(Func<string, int> f) => 0; int F(Func<int, int> f) => 0; int F(Func<int[], int> f) => 0; int F(Func<char[], int> f) => 0;\n" + nested,
            timeout: TimeSpan.FromSeconds(0.5));
        Assert.NotEqual(CellStatus.Ok, run.Status);
    }
}
