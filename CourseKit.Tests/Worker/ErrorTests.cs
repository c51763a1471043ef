using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class ErrorTests(SharedWorker worker) : IClassFixture<SharedWorker>
{
    private static readonly string[] Ours = ["Submission", "<<", "Initialize", "CourseKit", "Roslyn", "Cell1", "MoveNext", "System."];

    [Fact]
    public async Task A_compile_error_names_line_and_column()
    {
        CellRun run = await worker.RunAsync("int a = 1;\nint b = 2;\nreturn a + z;", "exercise 08.1");
        Assert.Equal(CellStatus.Error, run.Status);
        Assert.Equal(("CompilationError", 3, 12), (run.Error.Name, run.Error.Line, run.Error.Column));
        Assert.Contains("The name 'z' does not exist in the current context", run.Error.Message);
        Assert.Equal("exercise 08.1, line 3, column 12: error CS0103: The name 'z' does not exist in the current context", run.Error.Trace[0]);
        Assert.Equal(["    return a + z;", "               ^"], run.Error.Trace.Skip(1));
    }

    [Fact]
    public async Task All_compile_errors_are_told()
    {
        CellRun run = await worker.RunAsync("int a = \"x\";\nint b = y;");
        Assert.Contains(run.Error.Trace, line => line.Contains("line 1, column 9: error CS0029"));
        Assert.Contains(run.Error.Trace, line => line.Contains("line 2, column 9: error CS0103"));
    }

    [Theory]
    [InlineData("var a = 1;\nvar b = 0;\n\nvar c = a / b;", 4)]
    [InlineData("int F(int x)\n{\n    var y = x - x;\n    return x / y;\n}\nF(3);", 6)]
    [InlineData("var f = (int x) =>\n{\n    return 1 / x;\n};\nf(0);", 5)]
    [InlineData("await Task.Yield();\nawait Task.Run(() =>\n{\n    throw new DivideByZeroException();\n});", 4)]
    [InlineData("class Broken\n{\n    public int Value\n    {\n        get\n        {\n            throw new DivideByZeroException();\n        }\n    }\n}\nint v = new Broken().Value;", 7)]
    public async Task A_runtime_error_names_the_line(string code, int line)
    {
        CellRun run = await worker.RunAsync(code, "exercise 03.2");
        Assert.Equal("DivideByZeroException", run.Error.Name);
        Assert.NotNull(run.Error.Line);
        Assert.Contains(run.Error.Trace, entry => entry.StartsWith($"exercise 03.2, line {line}"));
        Assert.All(run.Error.Trace, entry => Assert.DoesNotContain(Ours, entry.Contains));
    }

    [Fact]
    public async Task The_innermost_line_is_the_errors_line()
    {
        CellRun run = await worker.RunAsync("int F(int x)\n{\n    var y = x - x;\n    return x / y;\n}\nF(3);", "cell 9");
        Assert.Equal(4, run.Error.Line);
        Assert.Equal(["cell 9, line 4, in F: return x / y;", "cell 9, line 6: F(3);"], run.Error.Trace);
    }

    [Fact]
    public async Task An_error_in_an_earlier_cells_class_names_both_cells()
    {
        await worker.RunAsync("class Layer\n{\n    public int Forward(int x)\n    {\n        return 10 / x;\n    }\n}", "cell 4");
        CellRun run = await worker.RunAsync("var layer = new Layer();\nlayer.Forward(0)", "cell 5");
        Assert.Equal(["cell 4, line 5, in Layer.Forward: return 10 / x;", "cell 5, line 2: layer.Forward(0)"], run.Error.Trace);
        Assert.Equal(2, run.Error.Line);
    }

    [Fact]
    public async Task Asynchronous_methods_local_functions_and_generics_have_readable_names()
    {
        CellRun run = await worker.RunAsync("""
            class Box<T>
            {
                public async Task<T> Open(T value)
                {
                    await Task.Yield();
                    return Inner();
                    T Inner() => throw new InvalidOperationException("locked");
                }
            }
            await new Box<int>().Open(1);
            """, "cell 2");
        Assert.Equal("cell 2, line 7, in Box<T>.Inner: T Inner() => throw new InvalidOperationException(\"locked\");", run.Error.Trace[0].Replace("Box<int>", "Box<T>"));
        Assert.StartsWith("cell 2, line 6, in Box<", run.Error.Trace[1]);
        Assert.EndsWith(">.Open: return Inner();", run.Error.Trace[1]);
    }

    [Fact]
    public async Task Causes_keep_their_messages()
    {
        CellRun run = await worker.RunAsync("""
            try { int.Parse("x"); }
            catch (FormatException inner) { throw new InvalidOperationException("outer", inner); }
            """);
        Assert.Equal(("InvalidOperationException", "outer"), (run.Error.Name, run.Error.Message));
        Assert.Contains(run.Error.Trace, line => line.StartsWith("caused by FormatException: ") && line.Contains("'x'"));
    }

    [Fact]
    public async Task A_wrapped_error_is_unwrapped()
    {
        CellRun run = await worker.RunAsync("Task.Run(() => throw new ArgumentException(\"inside\")).Wait();");
        Assert.Equal(("ArgumentException", "inside"), (run.Error.Name, run.Error.Message));
    }

    [Fact]
    public async Task Library_frames_are_one_line()
    {
        CellRun run = await worker.RunAsync("Check.Report(null!);", "cell 3");
        Assert.Equal("ArgumentException", run.Error.Name);
        Assert.Equal(["CourseLib, in Check.Report", "cell 3, line 1: Check.Report(null!);"], run.Error.Trace);
    }

    [Fact]
    public async Task An_error_in_an_async_void_method_is_the_cells()
    {
        CellRun run = await worker.RunAsync("async void Lost() { await Task.Yield(); throw new InvalidOperationException(\"lost\"); }\nLost();\nawait Task.Delay(100);");
        Assert.Equal("lost", run.Error.Message);
        Assert.Equal("2", (await worker.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task An_error_on_a_thread_of_the_cells_own_is_told_and_survived()
    {
        await worker.RunAsync("var thread = new System.Threading.Thread(() => throw new InvalidOperationException(\"alone\")); thread.Start(); thread.Join();", "cell 6");
        await Task.Delay(200);
        CellRun next = await worker.RunAsync("thread.IsAlive");
        Assert.Equal("False", next.Result);
    }

    [Fact]
    public async Task A_students_own_exception_type_is_named()
    {
        CellRun run = await worker.RunAsync("class ShapeError(string message) : Exception(message);\nthrow new ShapeError(\"(3) and (4)\");");
        Assert.Equal(("ShapeError", "(3) and (4)", 2), (run.Error.Name, run.Error.Message, run.Error.Line));
    }

    [Fact]
    public async Task An_exception_that_cannot_be_told_is_survived()
    {
        CellRun run = await worker.RunAsync("class Evil : Exception { public override string Message => throw new Exception(); }\nthrow new Evil();");
        Assert.Equal("Evil", run.Error.Name);
    }

    [Fact]
    public async Task An_error_while_a_value_is_shown_is_the_cells()
    {
        CellRun run = await worker.RunAsync("class Shy { public override string ToString() => throw new InvalidOperationException(\"no\"); }\nnew Shy()", "cell 8");
        Assert.Equal(("InvalidOperationException", "no"), (run.Error.Name, run.Error.Message));
        Assert.StartsWith("cell 8, line 1", run.Error.Trace[0]);
    }

    [Theory]
    [InlineData("class {")]
    [InlineData("\"unclosed")]
    [InlineData("#if X\nint a;")]
    [InlineData("return 1 +")]
    [InlineData("\u0000\u0001")]
    public async Task Bad_text_is_a_compilation_error(string code)
    {
        CellRun run = await worker.RunAsync(code);
        Assert.Equal("CompilationError", run.Error.Name);
        Assert.Equal("2", (await worker.RunAsync("1 + 1")).Result);
    }
}
