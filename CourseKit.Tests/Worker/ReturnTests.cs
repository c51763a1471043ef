using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class ReturnTests
{
    [Fact]
    public async Task A_cell_can_go_on_from_where_an_earlier_one_left()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        async Task<string?> Run(int id, string code, int? after = null)
        {
            var events = new List<WorkerEvent>();
            await worker.Client.ExecuteAsync(new ExecuteRequest(id, code, $"cell {id}", After: after), events.Add, TestWorker.Limit, CancellationToken.None);
            return new CellRun(CellStatus.Ok, events) is { Result: string result } ? result : events.OfType<ErrorEvent>().SingleOrDefault()?.Message;
        }

        await Run(1, "int F(int x) => x + 1; var seen = new List<int>();");
        Assert.Equal("2", await Run(2, "int G(int x) => F(x); seen.Add(1); G(1)"));
        Assert.Equal("10", await Run(3, "int G(int x) => 10 * F(x); G(0)", after: 1));
        Assert.Equal("20", await Run(4, "G(1)"));
        Assert.Equal("1", await Run(5, "seen.Count", after: 1));
        Assert.Contains("'G' does not exist", await Run(6, "G(1)"));
        Assert.Contains("no cell 2", await Run(7, "G(1)", after: 2));
        Assert.Contains("'F' does not exist", await Run(8, "F(1)", after: 0));
        Assert.Contains("no cell 99", await Run(9, "1", after: 99));
    }
}
