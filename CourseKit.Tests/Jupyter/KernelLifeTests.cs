using System.Text.Json.Nodes;
using CourseKit.Jupyter;

namespace CourseKit.Tests.Jupyter;

/// <summary>What ends a worker, or the kernel.</summary>
public sealed class KernelLifeTests
{
    [Theory]
    [InlineData("int Endless(int n) => Endless(n + 1) + 1; Endless(0)")]
    [InlineData("Environment.Exit(3);")]
    [InlineData("Environment.FailFast(\"enough\");")]
    public async Task A_cell_that_kills_its_process_gets_one_error_and_the_next_cell_runs(string code)
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        await front.RunAsync("var lost = 1;");
        Answered answered = await front.RunAsync(code);
        Assert.Equal("WorkerDied", answered.Of("error").Single().Text("ename"));
        Assert.Equal("error", answered.Reply.Text("status"));
        Assert.Equal("2", (await front.RunAsync("1 + 1")).Result);
        Assert.Equal("CompilationError", (await front.RunAsync("lost")).Reply.Text("ename"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Shutdown_is_answered_on_both_ways_and_ends_the_kernel(bool onControl, bool restart)
    {
        RequestChannel channel = onControl ? RequestChannel.Control : RequestChannel.Shell;
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        Answered answered = await front.AskAsync("shutdown_request", new JsonObject { ["restart"] = restart }, channel);
        Assert.Equal(restart, answered.Reply.GetProperty("restart").GetBoolean());
        Assert.Equal(restart, answered.Of("shutdown_reply").Single().GetProperty("restart").GetBoolean());
        await front.Running;
    }

    [Fact]
    public async Task Shutdown_does_not_wait_for_a_cell_that_never_ends()
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        front.Send("execute_request", TestFrontEnd.Cell("Console.WriteLine(\"on\"); while (true) { }"));
        while ((await front.NextPublishedAsync()).Type != "stream") { }
        front.Send("shutdown_request", new JsonObject { ["restart"] = false }, RequestChannel.Control);
        await front.Running;
    }

    [Fact]
    public async Task Many_lines_arrive_complete_and_in_order()
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        Answered answered = await front.RunAsync("for (int i = 0; i < 50_000; i++) Console.WriteLine(i);");
        Assert.Equal(string.Concat(Enumerable.Range(0, 50_000).Select(i => i + "\n")), answered.Text("stdout"));
    }
}
