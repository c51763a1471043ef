using System.Text.Json.Nodes;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>The course in the real .NET Interactive: the released notebooks do there what they do here.</summary>
/// <remarks>
/// The long demonstrations of five notebooks, half of all the work, run only where the variable <c>COURSEKIT_TEST_LONG</c> is set.
/// </remarks>
[Trait("Category", "Slow")]
public sealed class DotnetInteractiveTests(DotnetInteractive interactive) : IClassFixture<DotnetInteractive>
{
    /// <summary>Their demonstrations train networks for half a minute to a minute each.</summary>
    private static readonly string[] Longest =
        ["08-batchnorm2d", "13-networks-that-look", "14-attention-and-search", "15-training-at-scale", "16-looking-inside"];

    /// <summary>Solved, without their demonstrations, they take some ten seconds each.</summary>
    private static readonly string[] SolvedOnes = ["01-backpropagation", "02-activations", "07-batchnorm-derived"];

    /// <summary>Cells, and what one of their outputs says. A notebook's own cells have tensors inside what they print.</summary>
    private static readonly (string Code, string Type, string Says)[] Functions =
    [
        ("#!import course.dib\nTensor.Arange(0, 6).Reshape(2, 3)", "text/html", "Tensor [2, 3]"),
        ("new Sequential(new Linear(2, 3)).Summary(1, 2)", "text/html", "9 parameters"),
        ("Latex(\"x^2\")", "text/latex", "x^2"),
        ("Markdown(\"*x*\")", "text/markdown", "*x*"),
        ("display(HTML(\"<b>b</b>\"))", "text/html", "<b>b</b>"),
        ("display(\"gone\"); ClearOutput(); display(\"gone\"); ClearOutput(wait: true); display(\"last\");", "text/plain", "last"),
        ("foreach (int i in Progress.Over(new[] { 1, 2, 3 }, \"three\")) Console.Write(i);", "text/html", "three <progress"),
        ("Plotly.NET.CSharp.Chart.Point<int, int, string>(new[] { 1 }, new[] { 1 }, Name: \"theirs\")", "text/html", "ck-figure"),
        // As Plotly.NET.Interactive does, which loads plotly.js from the network.
        ("using Microsoft.DotNet.Interactive.Formatting;\nFormatter.Register<GenericChart>(chart => \"blank\", \"text/html\");", "", ""),
        ("Chart.Line(new[] { 1.0, 2 }, new[] { 1.0, 2 })", "text/html", "ck-figure"),
        ("#!import course.dib\nPath.Combine(Tensor.Ones(1).Item().ToString(), \"again\")", "text/plain", "1/again"),
    ];

    private static readonly Course Own = Course.Find(AppContext.BaseDirectory);

    /// <summary>One test, so that both cores have work at all times.</summary>
    [SkippableFact]
    public async Task Every_notebook_runs_and_shows_and_judges_as_here()
    {
        Skip.If(interactive.Missing is not null, interactive.Missing);
        interactive.Install();
        if (Environment.GetEnvironmentVariable("COURSEKIT_TEST_LONG") is null)
            foreach (string name in Longest) Write(name, WithoutLong(Read(name)));
        foreach (string name in SolvedOnes)
            Write($"{name}-solved", WithoutLong(NotebookBuilder.Build(Oracles.Source(Own, name), Edition.Instructor)));
        Write("functions", new Notebook([], [.. Functions.Select((function, place) => Code($"function-{place}", function.Code))]));
        string[] names = [.. Own.Names(), .. SolvedOnes.Select(name => $"{name}-solved")];

        Task<Notebook[]> running = interactive.RunAsync([.. names, "functions"]);
        var ran = new List<Notebook>();
        foreach (string name in names) ran.Add(await RunHereAsync(name));
        Notebook[] there = await running;

        var wrong = new List<string>();
        foreach ((var (code, type, says), Cell cell) in Functions.Zip(there[^1].Cells))
        {
            bool isShown = type.Length == 0
                ? !Errors(cell).Any()
                : Shown(cell, type).Any(text => text.Contains(says, StringComparison.Ordinal));
            string all = cell.Outputs.ToJsonString();
            if (!isShown || all.Contains("gone", StringComparison.Ordinal)) wrong.Add($"{code} shows {all}");
        }
        int charts = 0, reports = 0;
        foreach ((string name, Notebook here, Notebook other) in names.Zip(ran, there))
        {
            foreach ((Cell ours, Cell theirs) in here.Cells.Zip(other.Cells))
            {
                Assert.Equal(ours.Id, theirs.Id);
                wrong.AddRange(Errors(theirs).Select(error => $"{name}, {theirs.Id}: {error}"));
                charts += Charts(theirs);
                if (IsLong(ours)) continue;
                if (!Reports(ours).SequenceEqual(Reports(theirs)))
                    wrong.Add($"{name}, {ours.Id}: another verdict there: {string.Join('\n', Reports(theirs))}");
                foreach (Func<Cell, int> count in new[] { Charts, cell => Count(cell, "Tensor [") })
                    if (count(ours) != count(theirs))
                        wrong.Add($"{name}, {ours.Id}: {count(ours)} charts or tensors here, {count(theirs)} there");
                reports += Reports(theirs).Count();
                if (name.EndsWith("-solved", StringComparison.Ordinal))
                    wrong.AddRange(Reports(theirs).Where(report => report.AsSpan().ContainsAny('✗', '○'))
                        .Select(report => $"{ours.Id}: {report}"));
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(charts > 100 && reports > 100, $"{charts} charts, {reports} reports");

        foreach ((string name, Notebook other) in names.Zip(there).Take(Own.Names().Count))
        {
            var (cells, flags) = CellMatcher.Match(other, CourseNotebook.Of(Oracles.Source(Own, name)));
            Assert.Empty(flags);
            Assert.All(cells, cell => Assert.True(cell.IsUnchanged, $"{name}, cell {cell.Number}"));
        }
    }

    private async Task<Notebook> RunHereAsync(string name)
    {
        var options = new RunOptions(new WorkerLaunch(interactive.Notebooks), Skip: IsLong);
        RunResult result = await NotebookRunner.RunAsync(Read(name), options, null, CancellationToken.None);
        Assert.Empty(result.Failures);
        return result.Notebook;
    }

    private Notebook Read(string name) => NotebookFile.Read(Path.Combine(interactive.Notebooks, name + ".ipynb"));

    private void Write(string name, Notebook notebook) =>
        NotebookFile.Write(notebook, Path.Combine(interactive.Notebooks, name + ".ipynb"));

    private static Notebook WithoutLong(Notebook notebook) => notebook with { Cells = [.. notebook.Cells.Where(cell => !IsLong(cell))] };

    /// <summary>No check needs it. There it is run, and here it is left out.</summary>
    private static bool IsLong(Cell cell) => cell.Role.Grading == "skip";

    private static IEnumerable<JsonNode> Outputs(Cell cell) => cell.Outputs.OfType<JsonNode>();

    private static Cell Code(string id, string code) => new(id, CellType.Code, code, [], []);

    private static IEnumerable<string> Errors(Cell cell) =>
        Outputs(cell).Where(output => output["output_type"]!.ToString() == "error")
            .Select(output => $"{output["ename"]}: {output["evalue"]}");

    private static IEnumerable<string> Shown(Cell cell, string type) =>
        Outputs(cell).Select(output => NotebookFile.Joined(output["data"]?[type])).OfType<string>();

    private static IEnumerable<string> Html(Cell cell) => Shown(cell, "text/html");

    private static IEnumerable<string> Reports(Cell cell) =>
        Html(cell).Where(html => html.Contains("coursekit-checks", StringComparison.Ordinal));

    /// <summary>Outputs that are charts, in whatever form a kernel gives them.</summary>
    private static int Charts(Cell cell) => cell.Outputs.Select(output => output?["data"]).OfType<JsonObject>().Count(data =>
        data.ContainsKey("application/vnd.plotly.v1+json") || NotebookFile.Joined(data["text/html"])?.Contains("ck-figure", StringComparison.Ordinal) == true);

    private static int Count(Cell cell, string mark) => Html(cell).Count(html => html.Contains(mark, StringComparison.Ordinal));
}
