using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

/// <summary>Statements and declarations of C#, one by one: what a program may say, a cell may say, too, or is told what to write instead.</summary>
public sealed class DialectTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    /// <summary>A cell, and the value of its last expression.</summary>
    public static TheoryData<string, string?> Works => new()
    {
        { "using var held = new MemoryStream([1, 2]); held.Length", "2" },
        { "using StringReader reader = new(\"line\");\nreader.ReadLine()", "line" },
        { "using MemoryStream first = new(), second = new(); first.Length + second.Length", "0" },
        { "await using var stream = new MemoryStream(); stream.CanRead", "True" },
        { "using (var inner = new StringReader(\"in\")) Console.Write(inner.ReadLine()); 1", "1" },
        { "using System.Globalization;\nCultureInfo.InvariantCulture.Name.Length", "0" },
        { "int before = 1;\nusing System.Xml.Linq;\nnew XElement(\"a\").Name.LocalName", "a" },
        { "using Pair = (int Left, int Right); Pair pair = (1, 2); pair.Right", "2" },
        { "using static System.Math; Max(1, 2)", "2" },
        { "global using System.Buffers; typeof(ArrayPool<int>).Name", "ArrayPool`1" },
        { "await (Task.FromResult(3))", "3" },
        { "1 + await (Task.FromResult(3))", "4" },
        { "var waited = await (true ? Task.FromResult(5) : Task.FromResult(6)); waited", "5" },
        { "Func<Task<int>> later = async () => await (Task.FromResult(8)); await later()", "8" },
        { "await foreach (var item in Items()) Console.Write(item); async IAsyncEnumerable<int> Items() { yield return 1; await Task.Yield(); }\n2", "2" },
        { "static class Loud { public static string Shout(this string s, int times = 1) => s + new string('!', times); }\n\"a\".Shout() + \"b\".Shout(2) + Loud.Shout(\"c\")", "a!b!!c!" },
        { "record Spot(int X);\nstatic class Spots { public static T Last<T>(this IEnumerable<T> all, T otherwise) where T : class => all.LastOrDefault() ?? otherwise; public static int Twice(this Spot spot) => 2 * spot.X; }\nnew[] { new Spot(4) }.Last(new Spot(0)).Twice()", "8" },
        { "static string Quiet(this string s) => s.ToLowerInvariant();\n\"A\".Quiet()", "a" },
        { "public static class Doubling { extension(int x) { public int Doubled => x * 2; public int Plus(int y) => x + y; } }\n4.Doubled + 1.Plus(2)", "11" },
        { "static class Sequences { extension<T>(IEnumerable<T> all) { public bool None => !all.Any(); } }\nArray.Empty<int>().None", "True" },
        { "Span<int> numbers = new int[] { 3, 14, 15 };\nint total = 0;\nforeach (int n in numbers) total += n;\ntotal", "32" },
        { "using var before = new MemoryStream(); using var again = new MemoryStream();\nSpan<int> behind = new int[2]; behind[1] = 3; behind[1]", "3" },
        { "ReadOnlySpan<char> word = \"hello\"; word.Length", "5" },
        { "Span<int> made = stackalloc int[3]; made[1] = 4; made[1] + made.Length", "7" },
        { "int[] area = [1, 2, 3]; ref int place = ref area[1]; place = 99; area[1]", "99" },
        { "int[] field = [5, 6]; ref readonly int seen = ref field[1]; seen", "6" },
        { "ref struct Window { public int Size; }\nvar window = new Window { Size = 6 }; window.Size", "6" },
        { "{ Span<byte> held = stackalloc byte[2]; Console.Write(held.Length); } 1", "1" },
        { "ref int First(int[] all) => ref all[0]; int[] some = [7]; First(some) = 8; some[0]", "8" },
        { "namespace Shapes { public record Square(double Side) { public double Area => Side * Side; } }\nnew Shapes.Square(3).Area", "9" },
        { "namespace Outer.Inner { class Hidden { public int X = 3; } static class Words { public static string Twice(this string s) => s + s; } }\nusing Outer.Inner;\nnew Hidden().X", "3" },
        { "file class Own { public int X = 1; }\nnew Own().X", "1" },
        { "goto end; end: Console.Write(1);\n2", "2" },
        { "static int Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1); Factorial(5)", "120" },
        { "IEnumerable<int> Numbers() { yield return 1; yield return 2; }\nNumbers().Sum()", "3" },
        { "partial class Halves { public int A; } partial class Halves { public int B; }\nnew Halves { A = 1, B = 2 }.B", "2" },
        { "record Named(int X, string Y); new Named(1, \"a\") with { X = 2 }", "Named { X = 2, Y = a }" },
        { "class Primary(int x) { public int X => x; }\nnew Primary(3).X", "3" },
        { "delegate (int A, int B) Both(int x);\nBoth both = x => (x, x + 1); both(3).B", "4" },
        { "struct Money { public int Cents; public static Money operator +(Money a, Money b) => new() { Cents = a.Cents + b.Cents }; public static implicit operator Money(int cents) => new() { Cents = cents }; }\nMoney money = 3; (money + 4).Cents", "7" },
        { "unsafe { int x = 5; int* p = &x; Console.Write(*p); } 1", "1" },
        { "unsafe { fixed (int* p = new int[] { 1, 2 }) Console.Write(p[1]); } 1", "1" },
        { "checked { try { int big = int.MaxValue; big++; } catch (OverflowException) { Console.Write(1); } } 2", "2" },
        { "lock (new object()) { } 1", "1" },
        { "object any = 5; any is int and > 3 ? \"yes\" : \"no\"", "yes" },
        { "List<int> spread = [1, .. new[] { 2, 3 }]; spread.Count", "3" },
        { "const int K = 5; class Uses { public int X => K; }\nnew Uses().X", "5" },
        { "class Kept { public int P { get => field; set => field = value < 0 ? 0 : value; } }\nnew Kept { P = -4 }.P", "0" },
        { "#nullable enable\nstring? none = null; none?.Length", "null" },
        { "#define DEMO\n#if DEMO\nvar chosen = 1;\n#else\nvar chosen = 2;\n#endif\nchosen", "1" },
        { "#region part\nint inRegion = 1;\n#endregion\ninRegion", "1" },
        { "3 switch { 1 => 2, 3 => 4, _ => 0 }", "4" },
        { "int Own { get; set; } = 4; Own", "4" },
        { "interface ISided { static abstract int Sides { get; } } class Cube : ISided { public static int Sides => 6; }\nCube.Sides", "6" },
        { "dynamic loose = 5; loose + 1", "6" },
        { "async Task<int> Slow() { await Task.Yield(); return 3; } await Slow()", "3" },
    };

    /// <summary>A cell, and what its error must tell.</summary>
    public static TheoryData<string, string, string> IsTold => new()
    {
        { "yield return 5;", "CS7020", "IEnumerable<int> Numbers()" },
        { "[assembly: System.Reflection.AssemblyTitle(\"x\")]", "CS7026", "leave them out" },
        { "extern alias other;", "CS7015", "write the full name" },
        { "this.ToString()", "CS0027", "stands in no class" },
        { "args.Length", "CS0103", "string[] args = [];" },
        { "int twice = 1; int twice = 2;", "CS0102", "a cell can declare a name once" },
        { "fixed (int* p = new int[2]) { }", "CS0214", "unsafe { … }" },
        { "Span<int> lost = new int[1]; var mine = 5; lost[0] = mine;", "CS8345", "between { and }" },
        { "[System.Runtime.CompilerServices.InterceptsLocation(1, \"x\")] static void Caught() { }", "CS0234", "do not work in cells" },
    };

    [Theory, MemberData(nameof(Works))]
    public async Task What_a_program_may_say_a_cell_may_say_too(string code, string? value)
    {
        CellRun run = await worker.RunAsync(code);
        Assert.True(run.Status == CellStatus.Ok, run.ToString());
        Assert.Equal(value, run.Result);
    }

    [Theory, MemberData(nameof(IsTold))]
    public async Task What_a_cell_cannot_say_is_told_with_what_to_write_instead(string code, string id, string advice)
    {
        CellRun run = await worker.RunAsync(code);
        Assert.Equal("CompilationError", run.Error.Name);
        Assert.Contains(id, run.Error.Message);
        Assert.Contains(advice, run.Error.Message);
    }

    [Fact]
    public async Task What_is_used_is_disposed_when_the_cell_has_ended_the_last_first_and_stays_visible()
    {
        await worker.RunAsync("class Door(string name) : IDisposable, IAsyncDisposable { public bool Closed; public void Dispose() { Closed = true; Console.Write(name + \" closed; \"); } public ValueTask DisposeAsync() { Dispose(); return default; } }");
        CellRun run = await worker.RunAsync("using var outer = new Door(\"outer\"); await using var inner = new Door(\"inner\"); Console.Write(\"inside; \"); outer.Closed");
        Assert.Equal("inside; inner closed; outer closed; ", run.Out);
        Assert.Equal("False", run.Result);
        Assert.Equal("True", (await worker.RunAsync("outer.Closed && inner.Closed")).Result);
    }

    [Fact]
    public async Task A_cell_that_fails_disposes_too_and_what_a_disposal_throws_is_an_error_of_the_cell()
    {
        await worker.RunAsync("class Gate(Action close) : IDisposable { public void Dispose() => close(); }");
        CellRun failed = await worker.RunAsync("using var gate = new Gate(() => Console.Write(\"shut\")); throw new InvalidOperationException(\"first\");");
        Assert.Equal("shut", failed.Out);
        Assert.Equal("InvalidOperationException", failed.Error.Name);
        CellRun broken = await worker.RunAsync("using var stuck = new Gate(() => throw new TimeoutException(\"stuck\")); using var fine = new Gate(() => Console.Write(\"fine\"));");
        Assert.Equal("fine", broken.Out);
        Assert.Equal("stuck", broken.Error.Message);
    }

    [Fact]
    public async Task Errors_stand_where_they_were_written_and_show_what_was_written()
    {
        CellRun run = await worker.RunAsync("using var held = new MemoryStream();\nusing var other = new MemoryStream(); int wrong = \"text\";");
        Assert.Equal(2, run.Error.Line);
        Assert.Contains(run.Error.Trace, line => line.Trim() == "using var other = new MemoryStream(); int wrong = \"text\";");
        CellRun late = await worker.RunAsync("using var a = new MemoryStream();\nawait (Task.FromException(new TimeoutException()));");
        Assert.Equal(2, late.Error.Line);
    }

    [Theory]
    [InlineData("int plain = 1;\nplain + 1")]
    [InlineData("class A { void M() { using var s = new System.IO.MemoryStream(); } }")]
    [InlineData("// using var x = 1;\n1")]
    [InlineData("using System;\nawait Task.Delay(1);")]
    [InlineData("\"using var inside a string = 1;\"")]
    public void What_a_script_knows_is_not_touched(string code) => Assert.Equal(code, CellDialect.Rewritten(code));

    [Theory]
    [InlineData("using var a = new MemoryStream();\n\n1")]
    [InlineData("public static class E { public static int M(this int x,\n    int y) => x; }\n1.M(2)")]
    [InlineData("int[] a = [1];\nref int r = ref a[0];\nr = 2;\na[0]")]
    public void Nothing_moves_to_another_line(string code) => Assert.Equal(code.Count(c => c == '\n'), CellDialect.Rewritten(code).Count(c => c == '\n'));
}
