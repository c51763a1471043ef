using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

[CollectionDefinition("reach", DisableParallelization = true)]
public sealed class ReachCollection;

/// <summary>What an exercise forbids is seen when it is used, by whatever way a check leads to it.</summary>
[Collection("reach")]
public sealed class ReachGuardTests : IDisposable
{
    private static readonly string[] Guarded = ["System.Linq.Enumerable", "CourseLib.Norms"];

    private readonly CellSession session = new(Path.GetTempPath());
    private readonly List<string> used = [];

    public ReachGuardTests() => (ReachGuard.Tell, ReachGuard.IsStudents) = (used.Add, session.IsStudents);

    public void Dispose()
    {
        ReachGuard.End();
        (ReachGuard.Tell, ReachGuard.IsStudents) = (_ => { }, _ => null);
    }

    [Theory]
    [InlineData("double Way(double[] x) => x.Average();", "System.Linq.Enumerable.Average")]
    [InlineData("Func<double[], double> f = x => x.Average(); double Way(double[] x) => f(x);", "System.Linq.Enumerable.Average")]
    [InlineData("Func<IEnumerable<double>, double> f = Enumerable.Average; double Way(double[] x) => f(x);", "System.Linq.Enumerable.Average")]
    [InlineData("double Way(double[] x) => new[] { x }.Select(Enumerable.Sum).First();", "System.Linq.Enumerable.Select")]
    [InlineData("abstract class B { public abstract double M(double[] x); } class D : B { public override double M(double[] x) => x.Sum(); } B b = new D(); double Way(double[] x) => b.M(x);", "System.Linq.Enumerable.Sum")]
    [InlineData("class L { public double this[double[] x] => x.Max(); } var l = new L(); double Way(double[] x) => l[x];", "System.Linq.Enumerable.Max")]
    [InlineData("class N { public static implicit operator double(N n) => new double[] { 1 }.Sum(); } double Way(double[] x) => new N();", "System.Linq.Enumerable.Sum")]
    [InlineData("async Task<double> A(double[] x) { await Task.Yield(); return x.Sum(); } double Way(double[] x) { try { return A(x).Result; } catch (AggregateException) { return 0; } }", "System.Linq.Enumerable.Sum")]
    [InlineData("IEnumerable<double> I(double[] x) { yield return x.Sum(); } double Way(double[] x) { foreach (double y in I(x)) return y; return 0; }", "System.Linq.Enumerable.Sum")]
    [InlineData("double Way(double[] x) { var t = new System.Threading.Thread(() => { try { x.Sum(); } catch (Exception) { } }); t.Start(); t.Join(); return 0; }", "System.Linq.Enumerable.Sum")]
    [InlineData("double Way(double[] x) { for (int i = 0; ; i++) if (i > 3) return x.Sum(); }", "System.Linq.Enumerable.Sum")]
    [InlineData("double Way(double[] x) => new CourseLib.Norms.BatchNorm2d(3) is null ? 0 : 1;", "CourseLib.Norms.BatchNorm2d")]
    [InlineData("CourseLib.Layers.Module m = new CourseLib.Norms.BatchNorm2d(1); double Way(double[] x) => m.Forward(Tensor.Randn([4, 1, 2, 2], seed: 1)).Count;", "CourseLib.Norms.")]
    [InlineData("var m = new CourseLib.Layers.Sequential(new CourseLib.Norms.BatchNorm2d(1)); double Way(double[] x) => m.Forward(Tensor.Randn([4, 1, 2, 2], seed: 1)).Count;", "CourseLib.Norms.")]
    public async Task It_is_seen_by_whatever_way(string students, string symbol)
    {
        await RunAsync(students, new CellRules(Guarded: Guarded, Confined: true));
        Assert.Empty(used);
        await CheckAsync("Way([1, 2])");
        Assert.Contains(used, use => use.StartsWith(symbol, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("double Way(double[] x) { double s = 0; foreach (double y in x) s += y; return s; }")]
    [InlineData("double unused(double[] x) => x.Average(); double Way(double[] x) => x[0];")]
    [InlineData("double before = new[] { 1.0, 2 }.Average(); double Way(double[] x) => before;")]
    public async Task What_does_not_use_it_goes_through(string students)
    {
        await RunAsync(students, new CellRules(Guarded: Guarded, Confined: true));
        Assert.Null(await CheckAsync("Way([1, 2])"));
        Assert.Empty(used);
    }

    [Theory]
    [InlineData("var go = (Func<Tensor, Tensor>)new CourseLib.Norms.BatchNorm2d(1).Forward;", "Tensor Way(Tensor x) => new[] { x, x }.AsParallel().WithDegreeOfParallelism(2).WithExecutionMode(ParallelExecutionMode.ForceParallelism).Select(go).ToArray()[1];")]
    [InlineData("var go = (Func<Tensor, Tensor>)new CourseLib.Norms.BatchNorm2d(1).Forward;", "Tensor Way(Tensor x) { var block = new System.Threading.Tasks.Dataflow.TransformBlock<Tensor, Tensor>(go); System.Threading.Tasks.Dataflow.DataflowBlock.Post(block, x); return System.Threading.Tasks.Dataflow.DataflowBlock.Receive(block); }")]
    [InlineData("CourseLib.Layers.Module layer = new CourseLib.Norms.BatchNorm2d(1);", "Tensor Way(Tensor x) => Through(layer, x);")]
    [InlineData("Func<Tensor, Tensor> go = Demonstration;", "Tensor Way(Tensor x) => go(x);")]
    [InlineData("Func<double[], double> average = AverageOf;", "double Way(Tensor x) => average([1, 2]);")]
    [InlineData("class Cube : CourseLib.Layers.Module { public override Tensor Forward(Tensor x) => x * x * x; }", "Tensor Way(Tensor x) => CourseLib.Analysis.Saliency.InputGradient(new Cube(), x.Reshape(4, 4), 0, 0, 0, 0);")]
    [InlineData("CourseLib.Layers.Module net = new CourseLib.Models.BasicBlock(1, 1);", "Tensor Way(Tensor x) => net.Forward(x);")]
    public async Task Nobody_does_it_for_a_student(string before, string answer)
    {
        string[] forbidden = ["System.Linq.Enumerable.Average", "CourseLib.Norms", "CourseLib.Models", "CourseLib.Tensors.Tensor.Backward"];
        await RunAsync(
            "Tensor Through(CourseLib.Layers.Module layer, Tensor x) => layer.Forward(x); Tensor Demonstration(Tensor x) => new CourseLib.Norms.BatchNorm2d(1).Forward(x); double AverageOf(double[] x) => x.Average();",
            new CellRules(Guarded: forbidden));
        await RunAsync(before, new CellRules(Guarded: forbidden, Confined: true));
        await RunAsync(answer, new CellRules(Guarded: forbidden, Confined: true));
        // The check itself may.
        Assert.Null(await CheckAsync("Through(new CourseLib.Norms.BatchNorm2d(1), Tensor.Randn([4, 1, 2, 2], seed: 1)); Demonstration(Tensor.Randn([4, 1, 2, 2], seed: 1)); AverageOf([1, 2])", forbidden));
        Assert.Empty(used);
        await CheckAsync("Way(Tensor.Randn([4, 1, 2, 2], seed: 1))", forbidden);
        Assert.NotEmpty(used);
    }

    [Fact]
    public async Task Arithmetic_of_tensors_stays_allowed_where_their_gradients_are_forbidden()
    {
        string[] forbidden = ["CourseLib.Norms", "CourseLib.Kernels", "CourseLib.Autograd", "CourseLib.Tensors.Tensor.Backward"];
        await RunAsync("Tensor Way(Tensor x) => (x * x).Sum().Sqrt() + x.MatMul(x.T).Softmax(1).Mean();", new CellRules(Guarded: forbidden, Confined: true));
        Assert.Null(await CheckAsync("Tensor x = Tensor.Randn([3, 3], seed: 1); x.RequiresGrad = true; Way(x).Backward(); x.Grad.Count", forbidden));
        Assert.Empty(used);
    }

    [Fact]
    public async Task What_a_check_gives_a_student_to_call_is_the_checks()
    {
        await RunAsync("double Slope(Func<double, double> f) => (f(1.5) - f(0.5));", new CellRules(Guarded: Guarded, Confined: true));
        Assert.Null(await CheckAsync("Slope(x => new[] { x }.Sum() + new CourseLib.Norms.BatchNorm2d(1).Forward(Tensor.Randn([4, 1, 2, 2], seed: 1)).Count)"));
        Assert.Empty(used);
    }

    [Fact]
    public async Task The_courses_own_cells_may_use_it()
    {
        await RunAsync("double Way(double[] x) => x[0];", new CellRules(Guarded: Guarded, Confined: true));
        Assert.Null(await CheckAsync("new CourseLib.Norms.BatchNorm2d(1).Forward(Tensor.Randn([4, 1, 2, 2], seed: 1)).Count + new[] { Way([1]) }.Sum()"));
        Assert.Empty(used);
    }

    [Fact]
    public async Task A_cell_computes_what_it_would_without_the_looks()
    {
        const string code = "var groups = new[] { 3, 1, 2 }.Select(i => new[] { i, i + 1 }).Select(Enumerable.Sum).OrderBy(i => i).ToArray(); try { groups.First(i => i > 99); } catch (InvalidOperationException) { } string.Join(' ', groups)";
        Assert.Equal("3 5 7", await RunAsync(code, new CellRules(Guarded: Guarded, Confined: true)));
    }

    [Fact]
    public async Task Long_methods_keep_their_jumps()
    {
        string body = string.Concat(Enumerable.Range(0, 60).Select(i => $"if (x.Sum() > {i}) s += x.Max() + x.Min(); else s -= x.Count(); "));
        string code = $"double F(double[] x) {{ double s = 0; for (int k = 0; k < 3; k++) {{ try {{ {body} }} finally {{ s += 1; }} }} return s; }} F([1, 2, 3, 40])";
        Assert.Equal(3 * (46 * 41.0 - 14 * 4 + 1), await RunAsync(code, new CellRules(Guarded: Guarded, Confined: true)));
    }

    [Fact]
    public async Task Errors_keep_their_lines()
    {
        CompiledCell cell = session.Compile("var x = new[] { 1.0 }.Sum();\n\nthrow new Exception(\"x\");", "cell", new CellRules(Guarded: Guarded, Confined: true), CancellationToken.None);
        Exception thrown = await Assert.ThrowsAsync<Exception>(() => session.Start(cell));
        Assert.Equal(3, new CellErrors(session).Describe(1, thrown, cell.Assembly).Line);
    }

    /// <summary>Runs a cell as a check for which something is forbidden.</summary>
    /// <returns>What it threw.</returns>
    private async Task<Exception?> CheckAsync(string code, IReadOnlyList<string>? forbidden = null)
    {
        CompiledCell cell = session.Compile(code, "check", CellRules.None, CancellationToken.None);
        ReachGuard.Begin(forbidden ?? Guarded, cell.Assembly);
        return await Record.ExceptionAsync(() => session.Start(cell));
    }

    private async Task<object?> RunAsync(string code, CellRules rules) => await session.Start(session.Compile(code, "cell", rules, CancellationToken.None));
}
