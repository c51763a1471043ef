using System.Diagnostics;
using System.Runtime.CompilerServices;
using CourseKit.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>The kernel as real front ends drive it: installed by the command, started from its kernelspec.</summary>
public sealed class FrontEndTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("coursekit-home-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [SkippableFact]
    public async Task Jupyter_client_and_nbclient_drive_the_installed_kernel()
    {
        string? python = FirstThatRuns(["python3", "/usr/bin/python3"], "-c", "import jupyter_client, nbclient, nbformat");
        Skip.If(python is null, "needs Python with jupyter-client, nbclient and nbformat (Debian: python3-jupyter-client python3-nbclient python3-nbformat)");
        await InstallAsync();
        (int code, string said) = await RunAsync(python, Script("drive_with_jupyter_client.py"), "coursekit");
        Assert.True(code == 0, said);
        Assert.Contains("ok no orphans", said);
    }

    [SkippableFact]
    public async Task Zeromq_from_npm_drives_the_installed_kernel_as_VS_Code_does()
    {
        string? node = FirstThatRuns(["node"], "-e", "require('zeromq')");
        Skip.If(node is null, "needs Node with the npm package zeromq (npm install zeromq@6 in some folder, then NODE_PATH=folder/node_modules)");
        await InstallAsync();
        (int code, string said) = await RunAsync(node, Script("drive_with_zeromq.js"), Path.Combine(home, "jupyter", "kernels", "coursekit", "kernel.json"));
        Assert.True(code == 0, said);
        Assert.Contains("ok exit code 0", said);
    }

    [Fact]
    public async Task Install_list_and_uninstall_leave_nothing_behind()
    {
        string said = await InstallAsync();
        Assert.Contains("VS Code", said);
        Assert.Contains("C# (CourseKit)", (await CourseKitAsync("kernel", "list")).Said);
        Assert.Equal(0, (await CourseKitAsync("kernel", "uninstall")).Code);
        Assert.DoesNotContain(Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories), file => file.Contains("coursekit"));
        Assert.Equal(1, (await CourseKitAsync("kernel", "uninstall")).Code);
    }

    [Fact]
    public async Task A_missing_connection_file_is_a_wrong_usage()
    {
        (int code, string said) = await CourseKitAsync("kernel", "start", Path.Combine(home, "none.json"));
        Assert.Equal(2, code);
        Assert.Contains("none.json", said);
    }

    private async Task<string> InstallAsync()
    {
        (int code, string said) = await CourseKitAsync("kernel", "install", "--in-place");
        Assert.True(code == 0, said);
        return said;
    }

    private Task<(int Code, string Said)> CourseKitAsync(params string[] arguments) =>
        RunAsync(WorkerLaunch.Host(), ["exec", typeof(WorkerLaunch).Assembly.Location, .. arguments]);

    private async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(StartInfo(program, arguments))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }
        return (process.HasExited ? process.ExitCode : -1, await output + await errors);
    }

    private ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // One folder for kernelspecs and programs, which Jupyter finds by the same variables on every system.
        start.Environment["XDG_DATA_HOME"] = home;
        start.Environment["JUPYTER_DATA_DIR"] = Path.Combine(home, "jupyter");
        return start;
    }

    private string? FirstThatRuns(string[] programs, params string[] arguments)
    {
        foreach (string program in programs)
        {
            try
            {
                using Process process = Process.Start(StartInfo(program, arguments))!;
                process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode == 0) return program;
            }
            catch (System.ComponentModel.Win32Exception) { }
        }
        return null;
    }

    private static string Script(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
