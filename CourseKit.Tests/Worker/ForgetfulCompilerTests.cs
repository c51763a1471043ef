using CourseKit.Worker;
using Microsoft.CodeAnalysis;

namespace CourseKit.Tests.Worker;

public sealed class ForgetfulCompilerTests
{
    private const string Setup = "using System.Globalization;", Check = "Console.WriteLine(Double(3));";
    private const string Answer = "double Double(double x) => x + x;", Turned = "double Double(double x) => 2 * x;";

    private readonly ClassCompiler compiler = new(new CellSession(Path.GetTempPath()));
    private int id;

    [Fact]
    public void What_a_library_needs_is_read_once_for_all_sessions()
    {
        MetadataReference charts = CellReferences.All.Single(reference => Path.GetFileName(reference.Display) == "CourseLib.Charts.dll");
        AssemblyIdentity needed = AssemblyIdentity.FromAssemblyDefinition(typeof(System.IO.Hashing.Crc32).Assembly);
        PortableExecutableReference? first = new CellResolver("/").ResolveMissingAssembly(charts, needed);
        Assert.NotNull(first);
        Assert.Same(first, new CellResolver(Path.GetTempPath()).ResolveMissingAssembly(charts, needed));
    }

    [Fact]
    public void What_the_program_alone_needs_is_not_read_for_cells()
    {
        MetadataReference own = CellReferences.All.Single(reference => Path.GetFileName(reference.Display) == "coursekit.dll");
        Assert.Null(new CellResolver("/").ResolveMissingAssembly(own, AssemblyIdentity.FromAssemblyDefinition(typeof(Markdig.Markdown).Assembly)));
    }

    [Fact]
    public void Behind_answers_that_declare_the_same_a_cell_of_the_course_is_compiled_once()
    {
        CellImage[] first = Submit(Answer, Check), second = Submit(Turned, Check), other = Submit("float Double(double x) => 3;", Check);
        Assert.Same(first[^1], second[^1]);
        Assert.NotSame(first[^1], other[^1]);
    }

    [Fact]
    public void A_thousand_cells_of_one_student_only_are_forgotten_and_those_of_all_are_kept()
    {
        CellImage setup = Submit(Answer, Check)[0];
        string[] cells = [.. Enumerable.Range(0, 20).Select(i => $"var check{i} = Double({i});")];
        for (int student = 0; student < 20; student++)
            Assert.Same(setup, Submit([$"{Answer} double own{student}() => {student};", .. cells])[0]);
        Submit();
        Assert.InRange(compiler.Kept.Cells, 2, ClassCompiler.MostShared);
        Assert.Same(setup, Submit(Answer)[0]);
    }

    [Fact]
    public void Long_answers_are_not_kept_in_memory_by_what_was_compiled_behind_them()
    {
        for (int student = 0; student < 8; student++)
            Submit($"// {new string('x', (int)ClassCompiler.MostText / 5)}\n{Answer} double own{student}() => 1;", Check);
        Submit();
        Assert.InRange(compiler.Kept.Text, 0, ClassCompiler.MostText);
        Submit($"// {new string('x', (int)ClassCompiler.MostText / 3)}\n{Answer} double mine() => 1;", Check);
        Assert.InRange(compiler.Kept.Text, 0, ClassCompiler.MostText);
    }

    /// <summary>The setup, an answer, and what else the course has.</summary>
    private CellImage[] Submit(params string[] cells)
    {
        compiler.Begin();
        return [.. cells.Prepend(Setup).Select((cell, index) =>
            compiler.Translate(new ExecuteRequest(++id, cell, "cell", new CellRules(Confined: index == 1)), CancellationToken.None))];
    }
}
