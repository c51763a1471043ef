using System.Diagnostics;
using System.Runtime.CompilerServices;
using CourseKit.Commands;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Jupyter;

/// <summary>
/// The tool <c>dotnet-interactive</c> and a release of the course, whose notebooks it runs as Jupyter's nbclient tells it to.
/// </summary>
public sealed class DotnetInteractive : IDisposable
{
    /// <summary>A notebook takes up to a minute, of two cores; a machine may have more to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly InstalledKernel home = new();

    private string Ran => Path.Combine(home.Home, "ran");

    /// <summary>The release's folder with the notebooks.</summary>
    public string Notebooks => Path.Combine(home.Home, "course", "notebooks");

    /// <summary>What the tests that need it are skipped for where it is missing; null where it is there.</summary>
    public string? Missing =>
        Tool is null ? "needs .NET Interactive: dotnet tool install --global Microsoft.dotnet-interactive --version 1.0.712001"
        : Python is null ? "needs Python with nbclient and nbformat (Debian: python3-nbclient python3-nbformat)"
        : null;

    private string? Tool => field ??= home.FirstThatRuns(["dotnet-interactive", Path.Combine(Tools, "dotnet-interactive")], "--version");

    private static string Tools =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools");

    private string? Python => field ??= home.FirstThatRuns(["python3", "/usr/bin/python3"], "-c", "import nbclient, nbformat");

    public void Dispose() => home.Dispose();

    /// <summary>Writes the release and installs a kernelspec for each of the two kernels that may run at once.</summary>
    public void Install()
    {
        string release = Path.Combine(home.Home, "course");
        Assert.Equal(0, ReleaseCommand.Run(Course.Find(AppContext.BaseDirectory), [], release, zip: false, TextWriter.Null, Console.Error));
        foreach (int place in new[] { 0, 1 })
        {
            string folder = Directory.CreateDirectory(Path.Combine(home.Home, "jupyter", "kernels", $"net-csharp-{place}")).FullName;
            int port = 23000 + 100 * place;
            File.WriteAllText(Path.Combine(folder, "kernel.json"), $$"""
                {
                  "argv": [
                    "{{Tool}}", "jupyter", "--default-kernel", "csharp", "{connection_file}",
                    "--http-port-range", "{{port}}-{{port + 99}}", "--http-local-only"
                  ],
                  "display_name": ".NET (C#)",
                  "language": "C#"
                }
                """);
        }
    }

    /// <summary>Runs notebooks of <see cref="Notebooks"/>, whatever fails in them, with no way to the network.</summary>
    /// <returns>The notebooks with what nbclient has written into them, in the same order.</returns>
    internal async Task<Notebook[]> RunAsync(IReadOnlyList<string> names)
    {
        Directory.CreateDirectory(Ran);
        IEnumerable<string> paths = names.Select(name => Path.Combine(Notebooks, name + ".ipynb"));
        ProcessStartInfo start = home.StartInfo(Python!, [Script("run_in_dotnet_interactive.py"), Ran, .. paths]);
        foreach (string variable in new[] { "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy" })
            start.Environment[variable] = "http://127.0.0.1:9";
        start.Environment["NO_PROXY"] = "127.0.0.1,localhost";
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        Assert.True(process.ExitCode == 0, await output + await errors);
        return [.. names.Select(name => NotebookFile.Read(Path.Combine(Ran, name + ".ipynb")))];
    }

    private static string Script(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
