using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace CourseKit.Tests.Jupyter;

/// <summary>A student's afternoon in the classic Notebook: the homework opened, run, interrupted, completed and restarted, in a real browser.</summary>
public sealed class NotebookInBrowserTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1), Later = TimeSpan.FromMinutes(10);

    private readonly InstalledKernel kernel = new();
    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-class-").FullName;
    private Process? server;

    public void Dispose()
    {
        if (server is not null)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
        }
        kernel.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [SkippableFact]
    public async Task The_classic_Notebook_runs_the_homework()
    {
        Skip.IfNot(File.Exists(DrivenBrowser.Program), "needs Chromium (Debian: chromium)");
        string? notebook = kernel.FirstThatRuns(["jupyter-notebook"], "--version");
        Skip.If(notebook is null, "needs the classic Notebook (Debian: jupyter-notebook)");
        await kernel.InstallAsync();
        CopyCourse();
        string address = await ServeAsync(notebook);

        await using DrivenBrowser page = await DrivenBrowser.OpenAsync($"{address}notebooks/notebooks/08-batchnorm2d.ipynb", 1100, 1400);
        await page.UntilAsync("window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()", Soon);
        Assert.Equal("coursekit", (await page.EvaluateAsync("Jupyter.notebook.kernel.name"))!.GetValue<string>());

        await page.EvaluateAsync("Jupyter.notebook.execute_all_cells()");
        await page.UntilAsync("Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code').every(c => c.input_prompt_number > 0)", Later);
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('.output_error').length"))!.GetValue<int>());
        Assert.True((await page.EvaluateAsync("document.querySelectorAll('.output svg').length"))!.GetValue<int>() >= 4);
        Assert.Contains("BN, decay 0.9", (await page.EvaluateAsync("document.body.innerText"))!.GetValue<string>());
        await KeepPictureAsync(page, "table");
        await page.EvaluateAsync("document.querySelectorAll('.output svg')[document.querySelectorAll('.output svg').length - 1].scrollIntoView()");
        await KeepPictureAsync(page, "curves");

        await page.EvaluateAsync("window.last = Jupyter.notebook.insert_cell_at_bottom('code'); last.set_text('int kept = 7; while (true) { }'); last.execute()");
        await page.UntilAsync("Jupyter.notebook.kernel_busy", Soon);
        await Task.Delay(500);
        await page.EvaluateAsync("Jupyter.notebook.kernel.interrupt()");
        await page.UntilAsync("last.element.find('.output_error, .output_stderr').text().includes('nterrupted')", Soon);
        Assert.Equal("7", await ResultAsync(page, "kept"));

        string matches = "new Promise(done => Jupyter.notebook.kernel.complete('kept.CompareT', 13, reply => done(reply.content.matches.join())))";
        Assert.Contains("CompareTo", (await page.EvaluateAsync(matches))!.GetValue<string>());

        await page.EvaluateAsync("new Promise(done => Jupyter.notebook.kernel.restart(done, done)).then(() => 0)");
        await page.UntilAsync("Jupyter.notebook.kernel.is_connected() && !Jupyter.notebook.kernel_busy", Soon);
        Assert.Equal("2", await ResultAsync(page, "1 + 1"));
        Assert.Contains("CS0103", await ErrorAsync(page, "kept"));
    }

    private static async Task<string> ResultAsync(DrivenBrowser page, string code)
    {
        await page.EvaluateAsync($"window.last = Jupyter.notebook.insert_cell_at_bottom('code'); last.set_text('{code}'); last.execute()");
        await page.UntilAsync("last.element.find('.output_result').length", Soon);
        return (await page.EvaluateAsync("last.element.find('.output_result').text().trim()"))!.GetValue<string>();
    }

    private static async Task<string> ErrorAsync(DrivenBrowser page, string code)
    {
        await page.EvaluateAsync($"window.last = Jupyter.notebook.insert_cell_at_bottom('code'); last.set_text('{code}'); last.execute()");
        await page.UntilAsync("last.element.find('.output_error').length", Soon);
        return (await page.EvaluateAsync("last.element.find('.output_error').text()"))!.GetValue<string>();
    }

    /// <summary>The server saves what it opens, so it gets a copy.</summary>
    private void CopyCourse()
    {
        Course course = Course.Find();
        foreach (string part in new[] { course.Notebooks, course.Datasets })
            foreach (string file in Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(folder, Path.GetRelativePath(course.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
    }

    private async Task<string> ServeAsync(string program)
    {
        var found = new TaskCompletionSource<string>();
        ProcessStartInfo start = kernel.StartInfo(program, ["--no-browser", "--ip=127.0.0.1", $"--port={FreePort()}", "--NotebookApp.token=", "--NotebookApp.password=", "--allow-root", $"--notebook-dir={folder}"]);
        server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, line) =>
        {
            if (Regex.Match(line.Data ?? "", @"http://127\.0\.0\.1:\d+/") is { Success: true } match) found.TrySetResult(match.Value);
        };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return await found.Task.WaitAsync(Soon);
    }

    /// <summary>The server takes the next free port when another process was faster, and says which.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Pictures for a person to look at, where COURSEKIT_PICTURES names a folder.</summary>
    private static async Task KeepPictureAsync(DrivenBrowser page, string name)
    {
        if (Environment.GetEnvironmentVariable("COURSEKIT_PICTURES") is string pictures) await File.WriteAllBytesAsync(Path.Combine(pictures, $"notebook-{name}.png"), await page.ScreenshotAsync());
    }
}
