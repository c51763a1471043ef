using CourseKit.Notebooks;
using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public class CourseCellsTests
{
    public static TheoryData<string> Released => [.. Directory.EnumerateFiles(Path.Combine(Course.Find().Root, "notebooks"), "*.ipynb").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    /// <summary>All seventeen in seconds, where running them takes minutes: a name that two libraries have is found here.</summary>
    [Theory, MemberData(nameof(Released))]
    public void Every_cell_compiles_behind_those_before_it(string name)
    {
        var session = new CellSession(Path.GetTempPath());
        foreach ((Cell cell, int i) in NotebookFile.Read(Path.Combine(Course.Find().Root, "notebooks", name + ".ipynb")).Cells.Where(cell => cell.Type == CellType.Code).Select((cell, i) => (cell, i)))
            session.Translate(CellDirectives.Blanked(cell.Source), $"{name}, code cell {i + 1}", CellRules.None, CancellationToken.None);
        Assert.NotNull(session.Last);
    }
}
