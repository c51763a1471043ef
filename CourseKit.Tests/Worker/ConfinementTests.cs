using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

/// <summary>What a graded cell may call, and what it may not, told by what it was compiled to.</summary>
public sealed class ConfinementTests
{
    public static TheoryData<string> Refused =>
    [
        "typeof(string).Assembly",
        "Microsoft.DotNet.Interactive.Formatting.Formatter.ToDisplayString(new Exception())",
        "Microsoft.DotNet.Interactive.Formatting.Formatter.RegisteredFormatters()",
        "System.DisplayExtensions.Display(new Exception(), \"text/html\")",
        "new[] { 1 }.DisplayTable()",
        "new Microsoft.DotNet.Interactive.Formatting.DisplayedValue(1, []).Update(new Exception())",
        "display(1).FormattedValues",
        "[Microsoft.DotNet.Interactive.Formatting.TypeFormatterSource(typeof(System.Diagnostics.Process))] class Named;",
        "Microsoft.DotNet.Interactive.Formatting.Destructurer.GetOrCreate(typeof(Exception)).Destructure(new Exception())",
        "typeof(string).GetMethods()",
        "new object().GetType().GetField(\"x\")",
        "Type.GetType(\"System.Math\")",
        "Activator.CreateInstance(typeof(object))",
        "((Action)(() => { })).Method",
        "((Delegate)(Action)(() => { })).DynamicInvoke()",
        "new Exception().TargetSite",
        "dynamic d = 1; int y = d + 1;",
        "System.Linq.Expressions.Expression.Constant(1)",
        "System.Linq.Expressions.Expression<Func<int, int>> f = x => x + 1;",
        "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int getpid();",
        "System.Runtime.InteropServices.Marshal.AllocHGlobal(1)",
        "System.Runtime.InteropServices.NativeLibrary.Load(\"libc\")",
        "System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.NullRef<int>(), 9).ToArray()",
        "int one = 1; System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref one, 100)[50] = 1;",
        "int one = 1; System.Runtime.CompilerServices.Unsafe.Add(ref one, 100) = 1;",
        "var numbers = new float[4]; System.Runtime.Intrinsics.Vector128.LoadUnsafe(ref numbers[0], 100)",
        "System.Buffers.ArrayPool<byte>.Shared.Rent(10)",
        "new System.Threading.Overlapped()",
        "System.Threading.Thread.CurrentThread.Interrupt()",
        "AppDomain.CurrentDomain.FirstChanceException += (_, _) => { };",
        "AppContext.GetData(\"x\")",
        "System.Diagnostics.Process.GetCurrentProcess()",
        "new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp)",
        "new System.IO.Pipes.AnonymousPipeClientStream(\"5\")",
        "new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(5, false), FileAccess.Write)",
        "File.OpenHandle(\"/tmp/x\")",
        "System.IO.MemoryMappedFiles.MemoryMappedFile.CreateNew(null, 1)",
        "System.Runtime.Loader.AssemblyLoadContext.Default",
        "System.ComponentModel.TypeDescriptor.GetProperties(\"\")",
        "new System.Data.DataTable().Compute(\"1+1\", \"\")",
        "System.Runtime.CompilerServices.RuntimeHelpers.PrepareDelegate(() => { })",
        "System.Runtime.ExceptionServices.ExceptionHandling.SetUnhandledExceptionHandler(_ => true)",
        "CourseKit.Worker.GradedCheck.True(\"x\", () => true)",
        "var forge = (Action<string, Func<bool>, string>)CourseKit.Worker.GradedCheck.True;",
        "CourseLib.Checks.Exercise.Settle(\"1.1\", true)",
        "CourseKit.Worker.ReachGuard.Use(\"x\")", "GC.GetGCMemoryInfo().MemoryLoadBytes", "new DriveInfo(\"/\").AvailableFreeSpace",
        "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] struct Both { [System.Runtime.InteropServices.FieldOffset(0)] public object A; [System.Runtime.InteropServices.FieldOffset(0)] public string B; }",
        "class Hidden { [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = \"_firstChar\")] public static extern ref char First(string text); }",
        "#r \"System.Xml.dll\"\n1",
        "//\u2028#r \"System.Xml.dll\"\n1",
        "#load \"other.csx\"\n1",
        "System.Func<object> hidden = () => { object F() => typeof(int).Module; return F(); };",
        "class C<T> { static readonly object o = typeof(T).Assembly; }",
        "async Task<object> A() { await Task.Yield(); return typeof(int).Module; }",
        "IEnumerable<object> I() { yield return typeof(int).Module; }",
    ];

    public static TheoryData<string> Allowed =>
    [
        """
        using Microsoft.DotNet.Interactive.Formatting;
        record P(int X);
        Formatter.Register<P>((p, w) => w.Write(p.X), "text/html"); Formatter.Register<P>(p => "");
        Formatter.SetPreferredMimeTypesFor(typeof(P), "text/html");
        """,
        """
        display(1).Update(2); 5.Display("text/html"); (1, 2).Display("text/html", "text/plain"); HTML("<b>"); "<i>".DisplayAs("text/html");
        """,
        "double Mean(double[] x) { double s = 0; foreach (var v in x) s += v; return s / x.Length; }",
        "Enumerable.Range(0, 9).Where(i => i % 2 == 0).Select(i => i * i).ToArray()",
        "List<int> list = [1, 2, .. new[] { 3, 4 }]; int F(int a) { ReadOnlySpan<int> span = [5, a, 7]; Span<int> other = [a, .. list]; return span.Length + other.Length; }",
        "void F(params ReadOnlySpan<string> texts) => Console.WriteLine(texts.Length); F(\"a\", Console.Title, \"c\");",
        "int F() { Span<int> room = stackalloc int[8]; room.Fill(3); return room[7]; }",
        "record Point(double X, double Y); var (x, y) = new Point(1, 2); $\"{new Point(x, y)} {x:0.0}\"",
        "var t = Tensor.Randn([3, 4], seed: 1); (t * 2f + 1f).Sum()",
        "class Layer : CourseLib.Layers.Module { public override Tensor Forward(Tensor x) => x.Relu(); } new Layer().Forward(Tensor.Ones(2))",
        "await Task.WhenAll(Enumerable.Range(0, 3).Select(async i => { await Task.Delay(1); return i; }))",
        "Parallel.For(0, 10, i => { }); var bag = new System.Collections.Concurrent.ConcurrentBag<int> { 1 };",
        "throw new ArgumentException(nameof(Math), new InvalidOperationException());",
        "System.Numerics.Vector<float> v = new(new float[16]); System.Runtime.Intrinsics.Vector128.Sum(System.Runtime.Intrinsics.Vector128.Create(1f, 2, 3, 4))",
        "MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(2, 2).Determinant()",
        "System.Text.Json.JsonSerializer.Serialize(new { A = 1 }) + System.Text.RegularExpressions.Regex.Replace(\"a\", \"a\", \"b\")",
        "File.WriteAllText(Path.GetTempFileName(), \"x\"); new StringReader(\"a\").ReadLine()",
        "typeof(List<int>).Name + new object().GetType().FullName + (typeof(int) == typeof(long))",
        "var watch = System.Diagnostics.Stopwatch.StartNew(); System.Diagnostics.Debug.Assert(watch.Elapsed >= TimeSpan.Zero);",
        "using (var stream = new MemoryStream()) { lock (stream) { stream.WriteByte(1); } } GC.Collect();",
        "enum Kind { A, B } var k = Enum.Parse<Kind>(\"A\"); switch (k) { case Kind.A: break; } k is Kind.A or Kind.B",
        "display(HTML(\"<b>x</b>\")); 3.Display()",
        "Check.True(\"mine\", () => true);",
        "static T Of<T>(T a) where T : System.Numerics.INumber<T> => a + T.One; Of(2.5)",
        "var q = new[] { \"b\", \"a\" }; from s in q orderby s group s by s.Length into g select (g.Key, g.Count())",
        "var dictionary = new Dictionary<string, double[]> { [\"a\"] = [1, 2] }; dictionary.TryGetValue(\"a\", out var found); found![^1..]",
    ];

    [Theory, MemberData(nameof(Refused))]
    public void What_reaches_into_the_process_is_refused_before_it_runs(string code)
    {
        CellFailure refusal = Assert.Throws<CellFailure>(() => Compile(code));
        Assert.True(refusal.ToEvent(1).Name == CellFailure.Confined, refusal.Message);
    }

    [Theory]
    [InlineData("unsafe { int x = 1; int* p = &x; *(p + 9) = 1; }")]
    [InlineData("unsafe double F(double x) { *(long*)&x = 0; return x; }")]
    [InlineData("unsafe delegate*<int, int> f = &G; static int G(int x) => x;")]
    public void Pointers_are_refused(string code) => Assert.Contains("uses pointers", Assert.Throws<CellFailure>(() => Compile(code)).Message);

    [Theory, MemberData(nameof(Allowed))]
    public void Ordinary_work_is_allowed(string code) => Compile(code);

    [Fact]
    public void A_refusal_names_the_line_and_the_symbol()
    {
        CellFailure refusal = Assert.Throws<CellFailure>(() => Compile("int a = 1;\nint F()\n{\n    return typeof(int).Assembly.GetHashCode();\n}"));
        Assert.Equal("line 4 uses System.Type.Assembly, which a graded cell must not use because it can reach into the process that grades it", refusal.Message);
        Assert.Equal(4, refusal.ToEvent(1).Line);
    }

    [Fact]
    public void Where_nobody_is_graded_all_is_allowed() =>
        new CellSession(Path.GetTempPath()).Compile("unsafe { int x = 1; int* p = &x; } typeof(int).Assembly", "cell", CellRules.None, CancellationToken.None);

    private static void Compile(string code) => new CellSession(Path.GetTempPath()).Translate(code, "cell", new CellRules(Confined: true), CancellationToken.None);
}
