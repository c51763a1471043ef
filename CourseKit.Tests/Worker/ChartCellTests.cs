namespace CourseKit.Tests.Worker;

public sealed class ChartCellTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    [Fact]
    public async Task A_cell_draws_without_a_using_and_gives_every_form()
    {
        CellRun run = await worker.RunAsync("Chart.Line(new[] { 1, 2 }, new[] { 3.0, 4 }, Name: \"loss\", LineDash: StyleParam.DrawingStyle.Dash, LineColor: \"crimson\").WithTitle(\"Loss\")");
        Assert.Equal("Loss [line: loss]", run.Result);
        Assert.Contains("crimson", run.ResultAs("image/svg+xml"));
        Assert.Null(run.ResultAs("text/html"));
        Assert.Contains("\"dash\":\"dash\"", run.ResultAs("application/vnd.plotly.v1+json"));
    }

    [Fact]
    public async Task Charts_of_plain_Plotly_NET_go_together_with_the_courses()
    {
        CellRun run = await worker.RunAsync("GenericChart plain = Plotly.NET.CSharp.Chart.Point<int, int, string>([1, 2], [2, 1], Name: \"plain\");\nChart.Combine([plain, Chart.Line([1, 2], [3, 4], Name: \"ours\")])");
        Assert.Equal("Chart [scatter: plain, line: ours]", run.Result);
        Assert.DoesNotContain("\"template\"", run.ResultAs("application/vnd.plotly.v1+json"));
    }

    [Fact]
    public async Task Chart_is_the_courses_whatever_else_a_cell_is_using()
    {
        CellRun run = await worker.RunAsync("using CourseLib.Charts;\nusing Plotly.NET;\nusing Plotly.NET.LayoutObjects;\nChart.Column([1, 2], [\"a\", \"b\"]).WithSize(300, 200)");
        Assert.Equal("Chart [bar]", run.Result);
    }

    [Fact]
    public async Task No_library_of_charts_is_loaded_before_the_first_chart()
    {
        await using TestWorker fresh = await TestWorker.StartAsync();
        CellRun run = await fresh.RunAsync("AppDomain.CurrentDomain.GetAssemblies().Count(assembly => assembly.GetName().Name is \"Plotly.NET\" or \"FSharp.Core\" or \"Newtonsoft.Json\" or \"CourseLib.Charts\")");
        Assert.Equal("0", run.Result);
    }
}
