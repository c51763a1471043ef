using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class DisplayTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    [Fact]
    public async Task A_display_can_be_updated_also_from_a_later_cell()
    {
        CellRun first = await worker.RunAsync("var shown = display(\"one\"); shown.Update(\"two\");");
        DisplayEvent[] displays = [.. first.Events.OfType<DisplayEvent>()];
        Assert.Equal(["one", "two"], displays.Select(display => display.Data["text/plain"]));
        Assert.Equal([false, true], displays.Select(display => display.Update));
        Assert.Equal(displays[0].DisplayId, displays[1].DisplayId);
        DisplayEvent later = (await worker.RunAsync("shown.Update(3);")).Events.OfType<DisplayEvent>().Single();
        Assert.Equal((displays[0].DisplayId, true, "3"), (later.DisplayId, later.Update, later.Data["text/plain"]));
    }

    [Fact]
    public async Task Everything_has_a_Display_method()
    {
        CellRun run = await worker.RunAsync("\"<b>bold</b>\".Display(\"text/html\"); 5.Display(); Latex(\"$x$\").Display();");
        Assert.Equal(
            ["<b>bold</b>", "5", "$x$"],
            run.Events.OfType<DisplayEvent>().Select(display => display.Data.GetValueOrDefault("text/html") ?? display.Data.GetValueOrDefault("text/latex") ?? display.Data["text/plain"]));
    }

    [Fact]
    public async Task A_trailing_display_is_shown_once()
    {
        CellRun run = await worker.RunAsync("display(1)");
        Assert.Single(run.Events.OfType<DisplayEvent>());
        Assert.Null(run.Result);
    }

    [Fact]
    public async Task Markup_is_a_result()
    {
        CellRun run = await worker.RunAsync("HTML(\"<b>x</b>\")");
        Assert.Equal("<b>x</b>", run.ResultAs("text/html"));
    }

    [Fact]
    public async Task A_check_report_shows_its_table()
    {
        CellRun run = await worker.RunAsync("Check.True(\"holds\", () => true); Check.Report(\"01.1\")");
        Assert.Contains("<table", run.ResultAs("text/html"));
        Assert.Contains("holds", run.Result);
    }

    [Fact]
    public async Task Huge_values_and_many_of_them_are_refused_kindly()
    {
        CellRun run = await worker.RunAsync("var huge = new string('x', 20_000_000); for (int i = 0; i < 3; i++) display(huge, \"text/html\"); new string('y', 3_000_000)");
        Assert.Equal(CellStatus.Ok, run.Status);
        Assert.All(run.Events.OfType<DisplayEvent>(), display => Assert.Contains("more characters)", display.Data["text/plain"]));
        Assert.InRange(run.Result!.Length, 1 << 20, (1 << 20) + 100);
    }
}
