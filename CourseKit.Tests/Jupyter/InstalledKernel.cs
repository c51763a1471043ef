using System.Diagnostics;
using CourseKit.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>The kernel installed by its own command, in a home of its own.</summary>
public sealed class InstalledKernel : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("coursekit-home-").FullName;

    /// <summary>Where Jupyter finds the kernelspec.</summary>
    public string Kernelspec => Path.Combine(home, "jupyter", "kernels", "coursekit", "kernel.json");

    public string Home => home;

    public void Dispose() => Directory.Delete(home, recursive: true);

    public async Task<string> InstallAsync()
    {
        (int code, string said) = await CourseKitAsync("kernel", "install");
        Assert.True(code == 0, said);
        return said;
    }

    public Task<(int Code, string Said)> CourseKitAsync(params string[] arguments) =>
        RunAsync(WorkerLaunch.Host(), ["exec", typeof(WorkerLaunch).Assembly.Location, .. arguments]);

    public async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
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

    public ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // One folder for kernelspecs and programs, which Jupyter finds by the same variables on every system.
        start.Environment["XDG_DATA_HOME"] = home;
        start.Environment["JUPYTER_DATA_DIR"] = Path.Combine(home, "jupyter");
        return start;
    }

    /// <summary>The first of some programs that ends well with these arguments; null when none does.</summary>
    public string? FirstThatRuns(string[] programs, params string[] arguments)
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
}
