using System.Diagnostics;
using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

/// <summary>Whatever a value's own code does while the value is shown, the cell ends soon, its variables are kept, and what is sent is small.</summary>
public sealed class ShowLimitsTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    /// <summary>The frames of a pipe are at most 64 MB; a page with more than a few cannot be opened.</summary>
    private const int MostCharacters = 16 << 20;

    [Theory]
    [InlineData("record A(int P) { public A Node { get; set; } }\nvar a = new A(5); a.Node = a; a", "A { P = 5, Node = A { … } }")]
    [InlineData("record Left { public Right R { get; set; } }\nrecord Right { public Left L { get; set; } }\nvar l = new Left(); l.R = new Right { L = l }; l", "Left { R = Right { L = Left { … } } }")]
    [InlineData("record struct Boxed(object Inside);\nvar box = new object[1]; box[0] = new Boxed(box); box[0]", "Boxed { Inside = System.Object[] }")]
    [InlineData("record Base(int X); record Derived(int X, string Y) : Base(X);\nnew Derived(1, null)", "Derived { X = 1, Y =  }")]
    [InlineData("record Pair<T>(T A, T B);\nnew Pair<int>(1, 2)", "Pair { A = 1, B = 2 }")]
    [InlineData(
        "record A(int P) { public A Node { get; set; } }\nvar a = new A(5); a.Node = a; new { x = 1, a, none = (string)null }",
        "{ x = 1, a = A { P = 5, Node = A { … } }, none =  }")]
    [InlineData("record Nothing;\nnew Nothing()", "Nothing { }")]
    [InlineData("record Own(int X) { public override string ToString() => \"mine\"; }\nnew Own(1)", "mine")]
    [InlineData("class P { public P Node { get; set; } }\nvar p = new P(); p.Node = p; p", "P { Node = P { Node = P { Node = P } } }")]
    [InlineData("var cycle = new List<object>(); cycle.Add(cycle); cycle", "[[[List<object>]]]")]
    [InlineData("class Endless { public override string ToString() { while (true) { } } }\nnew Endless()", "<Endless takes longer than 3 s>")]
    [InlineData("class Sleeper { public override string ToString() { System.Threading.Thread.Sleep(600_000); return \"\"; } }\nnew Sleeper()", "<Sleeper takes longer than 3 s>")]
    [InlineData("class Deep { public override string ToString() => \"x\" + this; }\nnew Deep()", "<Deep calls itself without end>")]
    [InlineData("class DeepGetter { public int X => X + 1; public int Y => 2; }\nnew DeepGetter()", "DeepGetter { X = <calls itself without end>, Y = 2 }")]
    [InlineData("class Null { public override string ToString() => null; }\nnew Null()", "")]
    [InlineData("class Bad { public override string ToString() => throw new TimeoutException(); }\nnew[] { (object)1, new Bad() }", "[1, <TimeoutException>]")]
    [InlineData("class BadGetter { public int X => throw new TimeoutException(); }\nnew BadGetter()", "BadGetter { X = <TimeoutException> }")]
    [InlineData("IEnumerable<int> Without() { int i = 0; while (true) yield return i++; }\nWithout().Take(0)", "[]")]
    [InlineData("IEnumerable<int> Stuck() { yield return 1; while (true) { } }\nStuck()", "takes longer than 3 s")]
    public async Task It_is_shown_or_named(string code, string text)
    {
        long start = Stopwatch.GetTimestamp();
        CellRun run = await worker.RunAsync(code);
        Assert.True(run.Status == CellStatus.Ok, $"after {Stopwatch.GetElapsedTime(start)}: {run}");
        Assert.Contains(text, run.Result);
        Assert.Equal("2", (await worker.RunAsync("1 + 1")).Result);
    }

    /// <summary>
    /// The trees of .NET Interactive's library, too: its own limits call ToString beyond them, and let a graph grow without bound.
    /// </summary>
    [Theory]
    [InlineData(
        "record A(int P) { public A Node { get; set; } }\n"
            + "var a = new A(5); a.Node = a; new { a, b = new { c = new { d = new { e = a } } } }",
        true)]
    [InlineData("var cycle = new List<object>(); cycle.Add(cycle); cycle.Add(new { cycle }); cycle", true)]
    [InlineData(
        "class W { public W A => new(); public W B => new(); public W C => new(); "
            + "public W D => new(); public W E => new(); public W F => new(); }\nnew W()",
        false)]
    [InlineData("class Endless { public int X { get { while (true) { } } } }\nnew { Good = 1, Bad = new Endless() }", false)]
    [InlineData(
        "using System.Threading;\nclass Threads { public Thread[] All = [Thread.CurrentThread, Thread.CurrentThread]; }\nnew Threads()",
        true)]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Display(\"text/html\"); 1", false)]
    public async Task A_tree_ends(string code, bool isTree)
    {
        long start = Stopwatch.GetTimestamp();
        CellRun run = await worker.RunAsync(code);
        Assert.True(run.Status == CellStatus.Ok, run.ToString()[..Math.Min(500, run.ToString().Length)]);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
        Assert.Equal(isTree, run.Events.OfType<ResultEvent>().Single().Data.ContainsKey("text/html"));
        Assert.Equal("2", (await worker.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task A_display_that_is_replaced_keeps_the_bounds()
    {
        const string code = "class Hangs { public override string ToString() { while (true) { } } }\ndisplay(1).Update(new Hangs());";
        CellRun run = await worker.RunAsync(code);
        Assert.Equal("<Hangs takes longer than 3 s>", run.Events.OfType<DisplayEvent>().Last().Data["text/plain"]);
    }

    [Theory]
    [InlineData("class Long { public override string ToString() => new string('x', 100_000_000); }\nnew Long()")]
    [InlineData("class Holder { public string A => new string('x', 30_000_000); public string B => new string('y', 30_000_000); }\nnew Holder()")]
    [InlineData("record Row(string Text);\nEnumerable.Range(0, 50).Select(i => new Row(new string('x', 3_000_000)))")]
    [InlineData("HTML(new string('x', 70_000_000))")]
    [InlineData("new string('x', 70_000_000)")]
    public async Task What_is_sent_is_small(string code)
    {
        CellRun run = await worker.RunAsync(code);
        Assert.True(run.Status == CellStatus.Ok, run.ToString()[..Math.Min(500, run.ToString().Length)]);
        Assert.All(run.Events.OfType<ResultEvent>().Single().Data, form => Assert.InRange(form.Value.Length, 1, MostCharacters));
    }

    [Fact]
    public async Task It_prints_where_it_stands_and_may_take_the_lock_that_the_cell_holds()
    {
        CellRun run = await worker.RunAsync("class Teller { public static object Gate = new(); public override string ToString() { lock (Gate) { Console.Write(\"told\"); return \"text\"; } } }\nlock (Teller.Gate) { display(new Teller()); }");
        Assert.Equal("told", run.Out);
        Assert.Equal("text", run.Events.OfType<DisplayEvent>().Single().Data["text/plain"]);
    }

    [Theory]
    [InlineData("class Wordy : Exception { public override string Message { get { while (true) { } } } }\nthrow new Wordy();", "takes longer")]
    [InlineData("Exception nested = new Exception(\"innermost\"); for (int i = 0; i < 100_000; i++) nested = new Exception(\"outer\", nested);\nthrow nested;", "outer")]
    [InlineData("class Wide : Exception { public override string Message => new string('x', 50_000_000); }\nthrow new Wide();", "more characters")]
    public async Task An_error_is_told_in_few_words(string code, string message)
    {
        CellRun run = await worker.RunAsync(code);
        Assert.Contains(message, run.Error.Message);
        Assert.InRange(run.Error.Message.Length + run.Error.Trace.Sum(line => line.Length), 1, 400_000);
        Assert.InRange(run.Error.Trace.Count, 0, 60);
    }

    [Fact]
    public async Task The_variables_are_listed_also_where_one_of_them_cannot_be_shown()
    {
        CellRun run = await worker.RunAsync("class Hanging { public override string ToString() { while (true) { } } }\nvar hanging = new Hanging(); var sound = 7;\n#!whos");
        string listed = run.Events.OfType<DisplayEvent>().Single().Data["text/plain"];
        Assert.Contains("hanging: Hanging = <Hanging takes longer than 3 s>", listed);
        Assert.Contains("sound: int = 7", listed);
    }
}
