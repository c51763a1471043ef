using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class ForbiddenTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    private const string StringBuilder = "System.Text.StringBuilder", Average = "System.Linq.Enumerable.Average", Json = "System.Text.Json";

    [Theory]
    [InlineData(StringBuilder, "var b = new StringBuilder();")]
    [InlineData(StringBuilder, "System.Text.StringBuilder b = null;")]
    [InlineData(StringBuilder, "var b = new global::System.Text.StringBuilder();")]
    [InlineData(StringBuilder, "using B = System.Text.StringBuilder;\nvar b = new B();")]
    [InlineData(StringBuilder, "using B = System.Collections.Generic.List<System.Text.StringBuilder>;\nvar b = new B();")]
    [InlineData(StringBuilder, "StringBuilder Make() => new();")]
    [InlineData(StringBuilder, "var list = new List<StringBuilder>();")]
    [InlineData(StringBuilder, "StringBuilder[] many = null;")]
    [InlineData(StringBuilder, "object b = Activator.CreateInstance<StringBuilder>();")]
    [InlineData(StringBuilder, "Type t = typeof(StringBuilder);")]
    [InlineData(StringBuilder, "void F(object o) { if (o is StringBuilder) { } }")]
    [InlineData(StringBuilder, "T F<T>() where T : new() => new T(); F<StringBuilder>();")]
    [InlineData(StringBuilder, "class C { StringBuilder field; }")]
    [InlineData(StringBuilder, "using static System.Text.StringBuilder;")]
    [InlineData(Average, "new[] { 1.0 }.Average()")]
    [InlineData(Average, "Enumerable.Average(new[] { 1.0 })")]
    [InlineData(Average, "Func<IEnumerable<double>, double> f = Enumerable.Average;")]
    [InlineData("System.Math.Max", "using static System.Math;\nMax(1, 2)")]
    [InlineData(Json, "System.Text.Json.JsonSerializer.Serialize(1)")]
    [InlineData(Json, "using J = System.Text.Json;\nJ.JsonSerializer.Serialize(1)")]
    [InlineData(Json, "using System.Text.Json;\nJsonSerializer.Serialize(1)")]
    [InlineData("System.Exception", "class E : Exception { }")]
    [InlineData("System.IO.Stream", "var m = new MemoryStream(); m.Flush();")]
    [InlineData("System.Numerics.BigInteger", "var s = (System.Numerics.BigInteger)1;")]
    [InlineData("System.Numerics.BigInteger.op_Implicit", "double d = 1; var big = System.Numerics.BigInteger.One; big = 3;")]
    [InlineData("System.String.Split", "var parts = \"a b\".Split(' ');")]
    [InlineData("System.Console.WriteLine", "Action<string> w = Console.WriteLine;")]
    [InlineData("System.Attribute", "[Obsolete] void F() { }")]
    public async Task A_forbidden_symbol_is_found_however_it_is_reached(string forbidden, string code)
    {
        CellRun run = await worker.RunAsync(code, "exercise 08.1", [forbidden]);
        Assert.True("ForbiddenSymbol" == run.Events.OfType<ErrorEvent>().SingleOrDefault()?.Name, $"{code}: {run}");
        Assert.Contains("which this exercise", run.Error.Message);
        Assert.NotNull(run.Error.Line);
    }

    [Theory]
    [InlineData("typeof(string).Assembly.GetTypes()")]
    [InlineData("using System.Reflection;\nMethodInfo m = null;")]
    [InlineData("typeof(string).GetMethod(\"Trim\")")]
    [InlineData("Type.GetType(\"System.Text.StringBuilder\")")]
    [InlineData("Activator.CreateInstance(\"a\", \"b\")")]
    [InlineData("AppDomain.CurrentDomain")]
    [InlineData("dynamic d = 1;")]
    [InlineData("dynamic F() => 1;")]
    [InlineData("object o = 1; var x = ((dynamic)o).Length;")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"c\")] static extern int getpid();")]
    [InlineData("unsafe { delegate*<int, void> f = null; }")]
    [InlineData("System.Runtime.Loader.AssemblyLoadContext.Default")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>> e = () => 1;")]
    [InlineData("class A { [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Method)] extern static void F(string s); }")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess()")]
    [InlineData("((Action)(() => { })).Method")]
    [InlineData("((Action)(() => { })).DynamicInvoke()")]
    [InlineData("#r \"System.Xml.dll\"")]
    [InlineData("System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(string))")]
    public async Task The_ways_around_are_shut(string code)
    {
        CellRun run = await worker.RunAsync(code, "exercise 08.1", ["CourseLib.Norms"]);
        Assert.True("ForbiddenSymbol" == run.Events.OfType<ErrorEvent>().SingleOrDefault()?.Name, $"{code}: {run}");
    }

    [Theory]
    [InlineData("nameof(StringBuilder)")]
    [InlineData("// StringBuilder\nvar stringBuilder = \"StringBuilder\";")]
    [InlineData("/// <see cref=\"StringBuilder\"/>\nvoid F() { }")]
    [InlineData("class Mine { public class StringBuilder { } } new Mine.StringBuilder()")]
    [InlineData("using System.Text;\nEncoding.UTF8.GetByteCount(\"x\")")]
    [InlineData("new { StringBuilder = 1 }.StringBuilder")]
    [InlineData("1.GetType().Name")]
    [InlineData("display(1); HTML(\"<b>\"); Console.WriteLine(Tensor.From([1, 2], 2).Count); for (int i = 0; i < 3; i++) { }")]
    [InlineData("int Recurse(int n) => n == 0 ? 0 : Recurse(n - 1); await Task.Yield(); Recurse(2)")]
    [InlineData("System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(new int[3]).Length")]
    public async Task What_only_looks_like_it_is_allowed(string code)
    {
        CellRun run = await worker.RunAsync(code, "exercise 08.1", [StringBuilder]);
        Assert.True(CellStatus.Ok == run.Status, $"{code}: {run}");
    }

    [Fact]
    public async Task The_refusal_names_the_line_and_the_symbol()
    {
        CellRun run = await worker.RunAsync("int a = 1;\nint b = 2;\nvar c = new StringBuilder();", "exercise 08.1", [StringBuilder]);
        Assert.Equal("line 3 uses System.Text.StringBuilder, which this exercise asks you to write yourself", run.Error.Message);
        Assert.Equal(3, run.Error.Line);
        Assert.Equal(["exercise 08.1, line 3"], run.Error.Trace);
    }

    [Fact]
    public async Task A_refused_cell_has_not_run()
    {
        CellRun run = await worker.RunAsync("Console.WriteLine(\"ran\"); var refused = new StringBuilder();", "cell 1", [StringBuilder]);
        Assert.Single(run.Events.OfType<ErrorEvent>());
        Assert.Equal("", run.Out);
        Assert.Equal("CompilationError", (await worker.RunAsync("refused")).Error.Name);
    }

    [Theory]
    [InlineData("string Cheat1() => new StringBuilder().ToString();", "Cheat1()")]
    [InlineData("Func<string> cheat2 = () => new StringBuilder().ToString();", "cheat2()")]
    [InlineData("var cheat3 = new StringBuilder();", "cheat3.Append(1);")]
    [InlineData("class Cheat4 { public string Run() => new StringBuilder().ToString(); }", "new Cheat4().Run()")]
    [InlineData("string Deep() => new StringBuilder().ToString(); string Cheat5() => Deep();", "Cheat5()")]
    [InlineData("class Base6 { protected StringBuilder b = new(); } class Cheat6 : Base6 { public void Run() { } }", "new Cheat6().Run();")]
    [InlineData("static string Cheat7(this int x) => new StringBuilder().ToString();", "1.Cheat7()")]
    public async Task A_helper_in_an_earlier_cell_does_not_hide_it(string earlier, string code)
    {
        CellRun first = await worker.RunAsync(earlier, "cell 1");
        Assert.True(first.Status == CellStatus.Ok, first.ToString());
        CellRun run = await worker.RunAsync(code, "exercise 08.1", [StringBuilder]);
        Assert.True("ForbiddenSymbol" == run.Events.OfType<ErrorEvent>().SingleOrDefault()?.Name, $"{code}: {run}");
        Assert.Contains("System.Text.StringBuilder", run.Error.Message);
    }

    [Fact]
    public async Task An_innocent_earlier_cell_may_be_used()
    {
        await worker.RunAsync("int Innocent(int x) { for (int i = 0; i < 3; i++) x += i; return x; } var plain = new List<int>(); var hidden = new StringBuilder();");
        Assert.Equal("4", (await worker.RunAsync("Innocent(1) + plain.Count", "exercise 08.1", [StringBuilder])).Result);
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_says_so_first()
    {
        CellRun run = await worker.RunAsync("var b = new StringBuilder() + nonsense;", "exercise 08.1", [StringBuilder]);
        Assert.Equal("CompilationError", run.Error.Name);
    }
}
