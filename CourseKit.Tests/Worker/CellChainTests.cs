using CourseKit.Worker;
using Microsoft.CodeAnalysis.CSharp;

namespace CourseKit.Tests.Worker;

/// <summary>Which cells stay in the chain in which the compiler looks for names.</summary>
public sealed class CellChainTests
{
    private readonly CellSession session = new(Path.GetTempPath());

    public CellChainTests() => Run("int x = 1; Action later = () => { };");

    [Theory]
    [InlineData("x++;")]
    [InlineData("1 + 1")]
    [InlineData("$\"{x}\"")]
    [InlineData("// a comment")]
    [InlineData("{ int inner = 3; x += inner; }")]
    [InlineData("foreach (int i in new[] { 1, 2 }) x += i;")]
    [InlineData("await Task.Yield();")]
    [InlineData("new { X = 1 }")]
    public void A_cell_that_declares_nothing_leaves_the_chain_as_it_was(string code)
    {
        CSharpCompilation? before = session.Last;
        for (int i = 0; i < 3; i++) Run(code);
        Assert.Same(before, session.Last);
        Assert.Equal(7, Run("int seven = 7; seven"));
    }

    [Theory]
    [InlineData("int y = 1;")]
    [InlineData("using System.Net;")]
    [InlineData("using Short = System.Collections.Generic.List<int>;")]
    [InlineData("void F() { }")]
    [InlineData("class C { }")]
    [InlineData("enum Colour { Red }")]
    [InlineData("delegate int D();")]
    [InlineData("int.TryParse(\"3\", out var parsed);")]
    [InlineData("(int a, int b) = (1, 2);")]
    public void A_cell_that_declares_something_joins_the_chain(string code)
    {
        CSharpCompilation? before = session.Last;
        Run(code);
        Assert.NotSame(before, session.Last);
        Assert.Same(before, session.Last!.ScriptCompilationInfo!.PreviousScriptCompilation);
    }

    [Fact]
    public void What_such_cells_did_and_will_do_is_kept()
    {
        Run("x = 5;");
        Run("later = () => x += 10;");
        Run("int z = 100;");
        Run("x += z;");
        Run("later();");
        Assert.Equal(115, Run("x"));
        Assert.Equal(100, Run("z"));
        Assert.Equal(["later", "x", "z"], session.Variables().Select(variable => variable.Name).Order());
    }

    private object? Run(string code) => session.Start(session.Compile(code, "cell", CellRules.None, CancellationToken.None)).Result;
}
