using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class CellTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    [Fact]
    public async Task A_trailing_expression_is_the_result()
    {
        CellRun run = await worker.RunAsync("1 + 1");
        Assert.Equal(CellStatus.Ok, run.Status);
        Assert.Equal("2", run.Result);
    }

    [Theory]
    [InlineData("var quiet = 5;")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("// nothing at all")]
    [InlineData("")]
    [InlineData("void Quiet() { }")]
    public async Task A_cell_without_a_trailing_value_has_no_result(string code)
    {
        CellRun run = await worker.RunAsync(code);
        Assert.Equal(CellStatus.Ok, run.Status);
        Assert.Null(run.Result);
    }

    [Fact]
    public async Task A_trailing_null_is_shown_as_null() => Assert.Equal("null", (await worker.RunAsync("(string)null")).Result);

    [Fact]
    public async Task Variables_methods_and_types_are_kept()
    {
        await worker.RunAsync("var kept = 20; int Twice(int x) => 2 * x; class Adder { public int One(int x) => x + 1; }");
        await worker.RunAsync("kept += 0;");
        Assert.Equal("41", (await worker.RunAsync("new Adder().One(Twice(kept))")).Result);
    }

    [Fact]
    public async Task A_name_can_be_given_a_new_meaning()
    {
        await worker.RunAsync("class Shape { public int Sides => 3; } int sides = 3; int Count() => 3;");
        await worker.RunAsync("class Shape { public string Sides => \"four\"; } string sides = \"four\"; string Count() => \"four\";");
        Assert.Equal("four four four", (await worker.RunAsync("new Shape().Sides + \" \" + sides + \" \" + Count()")).Result);
    }

    [Fact]
    public async Task Usings_are_kept()
    {
        await worker.RunAsync("using System.Globalization; using Big = System.Numerics.BigInteger;");
        Assert.Equal("True", (await worker.RunAsync("CultureInfo.InvariantCulture.Name == \"\" && Big.One == 1")).Result);
    }

    [Fact]
    public async Task Course_namespaces_need_no_using() =>
        Assert.Equal("3", (await worker.RunAsync("Tensor.From([1, 2, 3], 3).Count")).Result);

    [Fact]
    public async Task Course_namespaces_need_no_using_in_a_later_cell_either()
    {
        await worker.RunAsync("var first = Tensor.From([1, 2], 2);");
        Assert.Equal("2", (await worker.RunAsync("Enumerable.Range(0, first.Count).ToList().Count")).Result);
    }

    [Fact]
    public async Task A_cell_can_await()
    {
        CellRun run = await worker.RunAsync("await Task.Delay(20); var late = await Task.Run(() => 40); await Task.Yield(); late + 2");
        Assert.Equal("42", run.Result);
        Assert.Equal("40", (await worker.RunAsync("late")).Result);
    }

    [Fact]
    public async Task What_follows_an_await_runs_on_the_same_thread()
    {
        CellRun run = await worker.RunAsync("var before = Environment.CurrentManagedThreadId; await Task.Delay(10); before == Environment.CurrentManagedThreadId");
        Assert.Equal("True", run.Result);
    }

    [Fact]
    public async Task Waiting_for_an_asynchronous_method_does_not_deadlock()
    {
        CellRun run = await worker.RunAsync("async Task<int> Slow() { await Task.Delay(10); await Task.Yield(); return 7; } Slow().Result + Slow().GetAwaiter().GetResult()");
        Assert.Equal("14", run.Result);
    }

    [Fact]
    public async Task What_a_failing_cell_did_first_is_kept()
    {
        CellRun failed = await worker.RunAsync("int reached = 1; reached = 2; throw new InvalidOperationException(\"now\"); reached = 3;");
        Assert.Equal(CellStatus.Error, failed.Status);
        Assert.Equal("2", (await worker.RunAsync("reached")).Result);
    }

    [Fact]
    public async Task What_a_cell_that_does_not_compile_declares_is_not_kept()
    {
        await worker.RunAsync("int compiles = 1;");
        Assert.Equal("CompilationError", (await worker.RunAsync("int compiles = nonsense;")).Error.Name);
        Assert.Equal("1", (await worker.RunAsync("compiles")).Result);
    }

    [Fact]
    public async Task Deep_recursion_is_legal()
    {
        CellRun run = await worker.RunAsync("int Depth(int n) => n == 0 ? 0 : 1 + Depth(n - 1); Depth(300_000)");
        Assert.Equal("300000", run.Result);
    }

    [Fact]
    public async Task Unicode_survives_both_ways()
    {
        const string text = "μ̂ = 日本 🎓 naïve \u0001";
        CellRun run = await worker.RunAsync($"var größe = \"{text}\"; Console.WriteLine(größe); größe");
        Assert.Equal(text, run.Result);
        Assert.Equal(text + "\n", run.Out);
    }

    [Fact]
    public async Task A_library_can_be_loaded_from_a_file()
    {
        string path = typeof(Xunit.Assert).Assembly.Location;
        CellRun run = await worker.RunAsync($"#r \"{path.Replace("\\", "\\\\")}\"\nXunit.Assert.True(true); typeof(Xunit.Assert).Name");
        Assert.Equal("Assert", run.Result);
        Assert.Equal("Assert", (await worker.RunAsync("nameof(Xunit.Assert)")).Result);
    }

    [Fact]
    public async Task A_library_that_is_not_there_is_named()
    {
        CellRun run = await worker.RunAsync("#r \"nuget: Some.Package, 1.0.0\"");
        Assert.Equal("PackageError", run.Error.Name);
        Assert.Contains("Some.Package", run.Error.Message);
    }

    [Fact]
    public async Task A_hundred_cells_cost_little_memory()
    {
        await using TestWorker own = await TestWorker.StartAsync();
        const string live = "GC.Collect(); GC.GetTotalMemory(true)";
        long before = long.Parse((await own.RunAsync(live)).Result!);
        for (int i = 0; i < 100; i++) await own.RunAsync($"var x{i} = {i}; x{i} + 1");
        long after = long.Parse((await own.RunAsync(live)).Result!);
        Assert.InRange(after - before, 0, 30 << 20);
    }
}
