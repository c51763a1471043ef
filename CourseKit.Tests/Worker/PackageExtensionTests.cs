using System.Diagnostics;
using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

/// <summary>Packages that know .NET Interactive, as they are published; skipped where no package source has them.</summary>
public sealed class PackageExtensionTests
{
    [SkippableFact]
    public async Task A_data_frame_is_shown_as_its_package_shows_it()
    {
        await using TestWorker worker = await FetchedAsync("Microsoft.Data.Analysis, 0.24.0");
        CellRun run = await worker.RunAsync("""
            using Microsoft.Data.Analysis;
            new DataFrame(new StringDataFrameColumn("name", ["a<b", "c"]), new DoubleDataFrameColumn("loss", [0.5, double.NaN]))
            """);
        Assert.Contains("<table", run.ResultAs("text/html"));
        Assert.Contains("loss", run.ResultAs("text/html"));
        Assert.Contains("a&lt;b", run.ResultAs("text/html"));
        Assert.Contains("loss", run.Result);
    }

    /// <summary>As notebooks written for Plotly.NET begin.</summary>
    [Fact]
    public async Task What_comes_with_the_program_is_not_fetched()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync("""
            #r "nuget: Plotly.NET.Interactive, 5.0.0"
            #r "nuget: mathnet.numerics"
            using Plotly.NET.Interactive;
            Formatters.toInteractiveHTML(Chart.Line([1, 2], [3, 4]))
            """);
        Assert.Contains("Plotly.newPlot", run.Result);
        Assert.Equal(
            ["Ready: Plotly.NET.Interactive 6.0.0 (comes with CourseKit), MathNet.Numerics 5.0.0 (comes with CourseKit)"],
            run.Events.OfType<DisplayEvent>().Select(display => display.Data["text/plain"]));
    }

    [Fact]
    public async Task A_chart_stays_ours_when_the_extension_of_Plotly_NET_is_loaded()
    {
        await using TestWorker worker = await FetchedAsync("Plotly.NET.Interactive, 6.0.0");
        CellRun run = await worker.RunAsync("Plotly.NET.CSharp.Chart.Point<int, int, string>([1, 2], [2, 1], Name: \"plain\")");
        Assert.Contains("<svg", run.ResultAs("image/svg+xml"));
        Assert.Null(run.ResultAs("text/html"));
        CellRun registered = await worker.RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            Formatter.RegisteredFormatters(false).Count(formatter => formatter.Type == typeof(GenericChart))
            """);
        Assert.Equal("1", registered.Result);
    }

    [SkippableFact]
    public async Task ScottPlot_shows_as_its_manual_says()
    {
        await using TestWorker worker = await FetchedAsync("ScottPlot, 5.1.59");
        CellRun run = await worker.RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            using ScottPlot;
            Formatter.Register(typeof(Plot), (plot, writer) => writer.Write(((Plot)plot).GetPngHtml(400, 300)), HtmlFormatter.MimeType);
            Plot plot = new();
            plot.Add.Signal(Generate.Sin());
            plot
            """);
        Assert.Contains("data:image/png;base64,iVBOR", run.ResultAs("text/html"));
        CellRun colour = await worker.RunAsync("new SkiaSharp.SKColor(255, 0, 0)");
        Assert.Contains("<", colour.ResultAs("text/html"));
    }

    [Fact]
    public async Task Displays_are_shown_once_when_a_kernel_has_been_made()
    {
        await using TestWorker worker = await FetchedAsync("Plotly.NET.Interactive, 6.0.0");
        CellRun run = await worker.RunAsync("var shown = display(\"one\"); shown.Update(\"two\"); \"three\".DisplayAs(\"text/html\");");
        Assert.Equal(["one", "two", "three"], run.Events.OfType<DisplayEvent>().Select(display => display.Data["text/plain"]));
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task What_an_extension_submits_shows_and_imports_is_there_afterwards()
    {
        string folder = Directory.CreateTempSubdirectory("coursekit-extension-").FullName;
        string name = "Extending" + Path.GetRandomFileName().Replace(".", "");
        string libraries = Path.Combine(Path.GetDirectoryName(typeof(CellGlobals).Assembly.Location)!, "Microsoft.DotNet.Interactive");
        File.WriteAllText(Path.Combine(folder, "p.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <AssemblyName>{name}</AssemblyName>
                <PackageId>{name}</PackageId>
                <Version>1.0.0</Version>
                <PackageOutputPath>{folder}/out</PackageOutputPath>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{libraries}.dll;{libraries}.Formatting.dll" Private="false" />
                <None Include="$(OutputPath){name}.dll;extension.dib" Pack="true" PackagePath="interactive-extensions/dotnet" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "extension.dib"), "#!csharp\n\nint imported = 2;\n");
        File.WriteAllText(Path.Combine(folder, "p.cs"), """
            using Microsoft.DotNet.Interactive;
            using Microsoft.DotNet.Interactive.Commands;
            using System.Threading.Tasks;
            public sealed class Good : IKernelExtension
            {
                public async Task OnLoadAsync(Kernel kernel)
                {
                    await kernel.SendAsync(new SubmitCode("int submitted = 1;"));
                    KernelInvocationContext.Current.Display("shown by an extension", "text/plain");
                    if (kernel is not CompositeKernel { ChildKernels.Count: 1 }) throw new System.Exception("another kernel");
                }
            }
            public sealed class Failing : IKernelExtension
            {
                public Task OnLoadAsync(Kernel kernel) => throw new System.TimeoutException("no time");
            }
            """);
        string[] packing = ["pack", folder, "--nologo", "-nodeReuse:false"];
        using (Process pack = Process.Start(new ProcessStartInfo(WorkerLaunch.Host(), packing) { RedirectStandardOutput = true })!)
        {
            string said = await pack.StandardOutput.ReadToEndAsync();
            await pack.WaitForExitAsync();
            Assert.True(pack.ExitCode == 0, said);
        }
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync($"#i \"nuget: {folder}/out\"\n#r \"nuget: {name}, 1.0.0\"\nsubmitted + imported");
        Assert.True(run.Status == CellStatus.Ok, string.Join("\n", run.Events));
        Assert.Equal("3", run.Result);
        Assert.Contains(run.Events.OfType<DisplayEvent>(), display => display.Data["text/plain"] == "shown by an extension");
        Assert.Contains("no time", run.Events.OfType<StreamEvent>().Single(stream => stream.Name == "stderr").Text);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<TestWorker> FetchedAsync(string package)
    {
        TestWorker worker = await TestWorker.StartAsync();
        CellRun fetched = await worker.RunAsync($"#r \"nuget: {package}\"");
        if (fetched.Events.OfType<ErrorEvent>().FirstOrDefault() is { Name: "PackageError" } missing)
        {
            await worker.DisposeAsync();
            Skip.If(true, missing.Message);
        }
        Assert.True(fetched.Status == CellStatus.Ok, fetched.ToString());
        Assert.Equal("", string.Concat(fetched.Events.OfType<StreamEvent>().Select(stream => stream.Text)));
        return worker;
    }
}
