using CourseKit.Worker;
using Microsoft.CodeAnalysis.CSharp;

namespace CourseKit.Tests.Worker;

public sealed class InterruptPointTests
{
    private static string Insert(string code) =>
        InterruptPoints.Insert(CSharpSyntaxTree.ParseText(code, CellSession.Parsing), CancellationToken.None).ToString().Replace("global::CourseKit.Worker.InterruptPoint.", "");

    [Theory]
    [InlineData("while (a) { b(); }", "while (a) {Here(); b(); }")]
    [InlineData("while (a) b();", "while (a) {Here();b();}")]
    [InlineData("for (;;) ;", "for (;;) {Here();;}")]
    [InlineData("foreach (var x in y)\n    // note\n    b(x); // end", "foreach (var x in y)\n    // note\n    {Here();b(x);} // end")]
    [InlineData("foreach (var (x, z) in y) b();", "foreach (var (x, z) in y) {Here();b();}")]
    [InlineData("do a(); while (b);", "do {Here();a();} while (b);")]
    [InlineData("while (a) while (b) c();", "while (a) {Here();while (b) {Here();c();}}")]
    [InlineData("if (a) for (;;) b(); else c();", "if (a) for (;;) {Here();b();} else c();")]
    [InlineData("again: goto again;", "again: {Here();goto again;}")]
    [InlineData("var f = (int x) => { return x; };", "var f = (int x) => {Here(); return x; };")]
    [InlineData("int F(int n) => n < 2 ? 1 : F(n - 1);", "int F(int n) => Go()?(n < 2 ? 1 : F(n - 1)):throw null!;")]
    [InlineData("void F() => F();", "void F() {Here(); F();}")]
    [InlineData("int F() { return G(); } int G() => F();", "int F() {Here(); return G(); } int G() => Go()?(F()):throw null!;")]
    [InlineData("items.Select(x => x + 1)", "items.Select(x => Go()?(x + 1):throw null!)")]
    [InlineData("class C { public override string ToString() => \"C\"; }", "class C { public override string ToString() => Go()?(\"C\"):throw null!; }")]
    [InlineData("class C { public int P => P + 1; }", "class C { public int P => Go()?(P + 1):throw null!; }")]
    [InlineData("class C { public int P { get { return P; } } }", "class C { public int P { get {Here(); return P; } } }")]
    [InlineData("class C { public int P { get => P; } }", "class C { public int P { get => Go()?(P):throw null!; } }")]
    [InlineData("class C { public int F() => F(); }", "class C { public int F() => Go()?(F()):throw null!; }")]
    public void Loops_lambdas_and_recursion_look_at_the_flag(string code, string expected) => Assert.Equal(expected, Insert(code));

    [Theory]
    [InlineData("1 + 1")]
    [InlineData("class C { public int P => 1; public int Q => P + 1; }")]
    [InlineData("int Small(int x) => x + 1;")]
    [InlineData("int Small(int x) { return x + 1; }")]
    [InlineData("async Task F() => await F();")]
    [InlineData("ref int F(ref int x) => ref F(ref x);")]
    [InlineData("int F() => throw new Exception(nameof(F));")]
    [InlineData("while (a) {")]
    [InlineData("items.ForEach(x => Show(x))")]
    [InlineData("items.Select(x => new Row(x))")]
    public void Other_code_stays_as_it_is(string code) => Assert.Equal(code, Insert(code));

    [Fact]
    public void No_line_moves()
    {
        const string code = "for (int i = 0;\n     i < 3;\n     i++)\n{\n    while (true)\n        F();\n}\n";
        Assert.Equal(code.Split('\n').Length, Insert(code).Split('\n').Length);
    }
}
