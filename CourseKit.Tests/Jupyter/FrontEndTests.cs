using System.Runtime.CompilerServices;

namespace CourseKit.Tests.Jupyter;

/// <summary>The kernel as real front ends drive it: installed by the command, started from its kernelspec.</summary>
public sealed class FrontEndTests : IDisposable
{
    private readonly InstalledKernel kernel = new();

    public void Dispose() => kernel.Dispose();

    [SkippableFact]
    public async Task Jupyter_client_and_nbclient_drive_the_installed_kernel()
    {
        string? python = kernel.FirstThatRuns(["python3", "/usr/bin/python3"], "-c", "import jupyter_client, nbclient, nbformat");
        Skip.If(python is null, "needs Python with jupyter-client, nbclient and nbformat (Debian: python3-jupyter-client python3-nbclient python3-nbformat)");
        await kernel.InstallAsync();
        (int code, string said) = await kernel.RunAsync(python, Script("drive_with_jupyter_client.py"), "coursekit");
        Assert.True(code == 0, said);
        Assert.Contains("ok no orphans", said);
    }

    [SkippableFact]
    public async Task Zeromq_from_npm_drives_the_installed_kernel_as_VS_Code_does()
    {
        string? node = kernel.FirstThatRuns(["node"], "-e", "require('zeromq')");
        Skip.If(node is null, "needs Node with the npm package zeromq (npm install zeromq@6 in some folder, then NODE_PATH=folder/node_modules)");
        await kernel.InstallAsync();
        (int code, string said) = await kernel.RunAsync(node, Script("drive_with_zeromq.js"), kernel.Kernelspec);
        Assert.True(code == 0, said);
        Assert.Contains("ok exit code 0", said);
    }

    [Fact]
    public async Task Install_list_and_uninstall_leave_nothing_behind()
    {
        string said = await kernel.InstallAsync();
        Assert.Contains("VS Code", said);
        Assert.Contains("C# (CourseKit)", (await kernel.CourseKitAsync("kernel", "list")).Said);
        Assert.Equal(0, (await kernel.CourseKitAsync("kernel", "uninstall")).Code);
        Assert.DoesNotContain(Directory.EnumerateFiles(kernel.Home, "*", SearchOption.AllDirectories), file => file.Contains("coursekit"));
        Assert.Equal(1, (await kernel.CourseKitAsync("kernel", "uninstall")).Code);
    }

    [Fact]
    public async Task A_missing_connection_file_is_a_wrong_usage()
    {
        (int code, string said) = await kernel.CourseKitAsync("kernel", "start", Path.Combine(kernel.Home, "none.json"));
        Assert.Equal(2, code);
        Assert.Contains("none.json", said);
    }

    private static string Script(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
