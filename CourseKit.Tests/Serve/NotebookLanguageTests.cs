using CourseKit.Serve;
using Microsoft.CodeAnalysis;

namespace CourseKit.Tests.Serve;

public sealed class NotebookLanguageTests
{
    private const string Made = "using CourseLib.Charts;\nPlotly.NET.GenericChart made = Chart.Line(new[] { 1.0 }, new[] { 2.0 });",
        Again = "Plotly.NET.GenericChart again = Chart.Line(new[] { 1.0 }, new[] { 3.0 }).WithTitle(\"t\");\nagain = made;";

    /// <summary>
    /// The compiler may read an assembly twice where two begin at once, and then finds its types different from themselves, from one cell to
    /// the next.
    /// </summary>
    [Fact]
    public async Task Notebooks_that_are_opened_at_once_mean_the_same_types()
    {
        INamedTypeSymbol[] charts = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => ChartAsync(number))));
        Assert.All(charts, chart => Assert.Same(charts[0], chart));
    }

    /// <summary>What a chart is in the last cell of a notebook, which must have no errors.</summary>
    private static async Task<INamedTypeSymbol> ChartAsync(int number)
    {
        string[] cells = [$"{number}-made", $"{number}-again"];
        var notebook = new OpenNotebook($"file:///{number}.ipynb", [new OpenCell(cells[0], Made), new OpenCell(cells[1], Again)]);
        var language = new NotebookLanguage(Directory.GetCurrentDirectory());
        CellView view = (await language.ViewAsync(notebook, cells[1], [], CancellationToken.None))!;
        SemanticModel model = (await view.Document.GetSemanticModelAsync())!;
        Assert.DoesNotContain(model.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return model.Compilation.GetTypeByMetadataName("Plotly.NET.GenericChart")!;
    }
}
