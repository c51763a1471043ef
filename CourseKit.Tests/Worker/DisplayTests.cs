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

    [Fact]
    public async Task What_a_cell_registers_with_the_library_shows()
    {
        await using TestWorker fresh = await TestWorker.StartAsync();
        CellRun run = await fresh.RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            record Point(int X, int Y);
            class Plot { public int Size = 3; }
            Formatter.Register<Point>((point, writer) => writer.Write($"<b>{point.X}/{point.Y}</b>"), "text/html");
            Formatter.Register(typeof(Plot), (plot, writer) => writer.Write($"<img width={((Plot)plot).Size}>"), HtmlFormatter.MimeType);
            Formatter.Register<int>(number => $"number {number}");
            new Point(1, 2)
            """);
        Assert.Equal("<b>1/2</b>", run.ResultAs("text/html"));
        Assert.Equal("Point { X = 1, Y = 2 }", run.Result);
        Assert.Equal("<img width=3>", (await fresh.RunAsync("new Plot()")).ResultAs("text/html"));
        Assert.Contains("<b>3/4</b>", (await fresh.RunAsync("new[] { (object)new Point(3, 4), 5 }")).ResultAs("text/html"));
        Assert.Equal("number 7", (await fresh.RunAsync("7")).Result);
        CellRun text = await fresh.RunAsync("Formatter.SetPreferredMimeTypesFor(typeof(Point), \"text/plain\");\nnew Point(5, 6)");
        Assert.Equal(["text/plain"], text.Events.OfType<ResultEvent>().Single().Data.Keys);
        Assert.Equal("8", (await fresh.RunAsync("Formatter.ResetToDefault();\n8")).Result);
        Assert.Contains("<details", (await fresh.RunAsync("new Point(5, 6)")).ResultAs("text/html"));
        CellRun replaced = await fresh.RunAsync("Formatter.ResetToDefault();\ndisplay(9).Update(10);");
        Assert.Equal(["9", "10"], replaced.Events.OfType<DisplayEvent>().Select(display => display.Data["text/plain"]));
    }

    [Fact]
    public async Task What_a_cell_prefers_goes_before_what_the_type_offers()
    {
        await using TestWorker fresh = await TestWorker.StartAsync();
        const string tensor = "Tensor.From([1f, 2], 2)", formatter = "Microsoft.DotNet.Interactive.Formatting.Formatter";
        await fresh.RunAsync($"{formatter}.SetPreferredMimeTypesFor(typeof(string), \"text/plain\");");
        Assert.Contains("Tensor [2]", (await fresh.RunAsync(tensor)).ResultAs("text/html"));
        CellRun text = await fresh.RunAsync($"{formatter}.SetPreferredMimeTypesFor(typeof(Tensor), \"text/plain\");\n{tensor}");
        Assert.Equal(["text/plain"], text.Events.OfType<ResultEvent>().Single().Data.Keys);
    }

    [Fact]
    public async Task A_formatter_that_fails_is_an_error_of_the_cell_and_one_that_does_not_end_is_stopped()
    {
        await using TestWorker fresh = await TestWorker.StartAsync();
        await fresh.RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            record Bad; record Endless;
            Formatter.Register<Bad>((_, _) => throw new TimeoutException("no"), "text/html");
            Formatter.Register<Endless>((_, _) => { while (true) { } }, "text/html");
            """);
        Assert.Equal("TimeoutException", (await fresh.RunAsync("new Bad()")).Error.Name);
        Assert.Equal("<Endless takes longer than 3 s>", (await fresh.RunAsync("new Endless()")).Result);
    }

    [Fact]
    public async Task Displays_by_way_of_the_library_are_shown_too()
    {
        await using TestWorker fresh = await TestWorker.StartAsync();
        CellRun run = await fresh.RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;
            record Row(string Name, int N);
            display(table(tr(td("a<b"), td(1))));
            "<i>x</i>".DisplayAs("text/html");
            new[] { new Row("first", 1) }.DisplayTable();
            object boxed = new Row("second", 2);
            boxed.Display("text/html", "application/json").Update(new Row("third", 3));
            """);
        DisplayEvent[] displays = [.. run.Events.OfType<DisplayEvent>()];
        Assert.Contains("<td>a&lt;b</td>", displays[0].Data["text/html"]);
        Assert.Equal("<i>x</i>", displays[1].Data["text/html"]);
        Assert.Contains("<td>first</td>", displays[2].Data["text/html"]);
        Assert.Equal(["text/html", "application/json", "text/plain"], displays[3].Data.Keys);
        Assert.Contains("third", displays[4].Data["application/json"]);
        Assert.Equal((displays[3].DisplayId, true), (displays[4].DisplayId, displays[4].Update));
        Assert.Equal(5, displays.Length);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task The_library_is_not_loaded_before_it_is_needed()
    {
        await using TestWorker fresh = await TestWorker.StartAsync();
        await fresh.RunAsync("1 + 1");
        await fresh.RunAsync("\"text\"");
        await fresh.RunAsync("Tensor.From([1f, 2], 2)");
        await fresh.RunAsync("Chart.Line([1, 2], [3, 4])");
        const string loaded = """
            AppDomain.CurrentDomain.GetAssemblies().Count(assembly => assembly.GetName().Name.StartsWith("Microsoft.DotNet.Interactive"))
            """;
        Assert.Equal("0", (await fresh.RunAsync(loaded)).Result);
        await fresh.RunAsync("new { A = 1 }");
        Assert.Equal("1", (await fresh.RunAsync(loaded)).Result);
    }
}
