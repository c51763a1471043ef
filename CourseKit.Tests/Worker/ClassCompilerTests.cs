using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class ClassCompilerTests
{
    private readonly CellSession session;
    private readonly ClassCompiler compiler;

    public ClassCompilerTests()
    {
        session = new CellSession(Path.GetTempPath());
        compiler = new ClassCompiler(session);
    }

    [Fact]
    public void What_is_locked_is_compiled_once_behind_answers_that_differ_in_their_bodies_alone()
    {
        CellImage first = Submission("int F(int x) { return x + 1; }", "F(2)");
        Assert.Same(first, Submission("int F(int x) => 7 * x;", "F(2)"));
        Assert.NotSame(first, Submission("int F(int x) => 7 * x;", "F(3)"));
    }

    [Theory]
    [InlineData("long F(int x) => x;")]
    [InlineData("int F(int y) => y;")]
    [InlineData("int F(int x = 3) => x;")]
    [InlineData("int F(int x) => x; int G() => 1;")]
    [InlineData("using static System.Math; int F(int x) => x;")]
    [InlineData("class C { private int F; } int F(int x) => x;")]
    [InlineData("int F(int x) => new { x }.x;")]
    [InlineData("[Obsolete] int F(int x) => x;")]
    public void Behind_any_other_declaration_it_is_compiled_anew(string answer)
    {
        CellImage first = Submission("int F(int x) => x;", "F(2)");
        Assert.NotSame(first, Submission(answer, "F(2)"));
        Assert.NotSame(first, Submission(answer, "F(2)"));
        Assert.Same(first, Submission("int F(int x) => -x;", "F(2)"));
    }

    [Fact]
    public async Task It_calls_the_answer_of_the_submission_that_runs()
    {
        const string locked = "string S() => $\"{F(2)} {new { A = F(3) }}\"; var later = new { A = 1 };", last = "later = new { A = F(4) }; S() + later";
        Assert.Equal("3 { A = 4 }{ A = 5 }", await RunAsync("int F(int x) => x + 1;", locked, last));
        Assert.Equal("20 { A = 30 }{ A = 40 }", await RunAsync("int F(int x) { int ten() => 10; return x * ten(); }", locked, last));
        Assert.Equal("-2 { A = -3 }{ A = -4 }", await RunAsync("int F(int x) { return new { x = -x }.x; }", locked, last));
    }

    [Fact]
    public void What_is_forbidden_is_looked_for_in_the_submissions_own_cells()
    {
        string[] forbidden = ["System.Math"];
        const string clean = "class C { public static int Of(int x) => x < 0 ? -x : x; }", dirty = "class C { public static int Of(int x) => Math.Abs(x); }";
        Submission(clean, "C.Of(2)");
        Translate("int G(int x) => C.Of(x);", forbidden);

        Submission(dirty, "C.Of(2)");
        CellFailure refused = Assert.Throws<CellFailure>(() => Translate("int G(int x) => C.Of(x);", forbidden));
        Assert.Contains("uses 'Of' of an earlier cell, which uses System.Math", refused.Message);

        Submission(clean, "C.Of(2)");
        Translate("int G(int x) => C.Of(x);", forbidden);
    }

    [Fact]
    public void An_answer_is_compiled_for_each_submission()
    {
        compiler.Begin();
        CellImage first = Translate("int F() => 1;", watched: true);
        compiler.Begin();
        Assert.NotSame(first, Translate("int F() => 1;", watched: true));
    }

    private CellImage Submission(string answer, string locked)
    {
        compiler.Begin();
        Translate(answer, watched: true);
        return Translate(locked);
    }

    private CellImage Translate(string code, IReadOnlyList<string>? forbidden = null, bool watched = false) =>
        compiler.Translate(new ExecuteRequest(1, code, "cell", forbidden, Watched: watched), null, CancellationToken.None);

    private async Task<string> RunAsync(string answer, params string[] locked)
    {
        compiler.Begin();
        var runner = new CellSession(Path.GetTempPath());
        object? value = null;
        foreach (string code in locked.Prepend(answer)) value = await runner.Start(runner.Load(Translate(code, watched: code == answer), code, "cell"));
        return $"{value}";
    }
}
