using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class CellTests
{
    [Fact]
    public async Task A_trailing_expression_is_the_result()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync("1 + 1");
        Assert.Equal(CellStatus.Ok, run.Status);
        Assert.Equal("2", run.Result);
    }
}
