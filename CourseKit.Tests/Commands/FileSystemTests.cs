using System.Diagnostics;
using CourseKit.Tests.Grading;
using CourseKit.Worker;

namespace CourseKit.Tests.Commands;

/// <summary>Whatever the file system says, a verb ends in one line and an exit code.</summary>
public sealed class FileSystemTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("files-").FullName;

    public FileSystemTests()
    {
        foreach (string folder in new[] { "notebooks/src", "datasets", "home", "locked", "submitted/anna" }) Directory.CreateDirectory(Path.Combine(root, folder));
        File.WriteAllText(Path.Combine(root, "notebooks/src/01-sums.md"), SmallCourse.Source);
        File.WriteAllText(Path.Combine(root, "notebooks/01-sums.ipynb"), """{"cells":[{"cell_type":"code","id":"a","metadata":{},"execution_count":null,"outputs":[],"source":"1 + 1"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""");
        File.WriteAllText(Path.Combine(root, "a-file"), "not a folder");
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) Process.Start("chmod", ["-R", "u+w", root]).WaitForExit();
        Directory.Delete(root, recursive: true);
    }

    /// <remarks>A path through a file refuses everybody, whatever their rights.</remarks>
    [Theory]
    [InlineData("run 01 -o a-file/out")]
    [InlineData("run 01 --html a-file")]
    [InlineData("run none.ipynb")]
    [InlineData("run a-file")]
    [InlineData("run notebooks")]
    [InlineData("check a-file")]
    [InlineData("check notebooks")]
    [InlineData("import a-file")]
    [InlineData("import notebooks")]
    [InlineData("release -o a-file")]
    [InlineData("release -o a-file/x")]
    [InlineData("grade submitted -o a-file")]
    [InlineData("grade submitted -o a-file/x")]
    [InlineData("grade a-file -o grades")]
    [InlineData("grade nowhere -o grades")]
    [InlineData("export csv -o a-file")]
    [InlineData("export csv -o nowhere")]
    [InlineData("kernel start nowhere.json")]
    [InlineData("kernel start a-file")]
    [InlineData("data verify nothing")]
    public async Task A_path_that_is_no_such_thing_is_one_line(string arguments) => AssertOneLine(arguments, await RunAsync(arguments.Split(' '), null));

    [SkippableTheory]
    [InlineData("run 01")]
    [InlineData("run notebooks/01-sums.ipynb")]
    [InlineData("build")]
    [InlineData("new 02-more")]
    [InlineData("release -o locked/package")]
    [InlineData("grade submitted -o locked/grades")]
    [InlineData("kernel install --in-place")]
    [InlineData("kernel uninstall")]
    [InlineData("data get mnist")]
    public async Task A_folder_that_cannot_be_written_is_one_line(string arguments)
    {
        string[]? rights = await WithoutRightsAsync();
        Skip.If(rights is null, "needs a user whom permissions bind, or setpriv to become one; run it as an ordinary user on Linux");
        Process.Start("chmod", ["-R", "a-w,a+rX", root]).WaitForExit();
        AssertOneLine(arguments, await RunAsync(arguments.Split(' '), rights));
    }

    private static void AssertOneLine(string arguments, (int Code, string Output, string Error) end)
    {
        Assert.True(end.Code is 1 or 2, $"{arguments} ended with {end.Code}: {end.Output}{end.Error}");
        string[] lines = end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length == 1 && lines[0].StartsWith("coursekit: ", StringComparison.Ordinal), $"{arguments}: {end.Error}");
        Assert.DoesNotContain("a fault of this program", lines[0]);
    }

    /// <summary>What stands before the command: nothing for an ordinary user, setpriv for root; null where neither is one whom permissions bind.</summary>
    private static async Task<string[]?> WithoutRightsAsync()
    {
        if (!OperatingSystem.IsLinux()) return null;
        if (Environment.UserName != "root") return [];
        string[] nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"];
        try
        {
            using Process trial = Process.Start(new ProcessStartInfo(nobody[0], [.. nobody[1..], "test", "-r", typeof(WorkerLaunch).Assembly.Location, "-a", "-x", WorkerLaunch.Host()]))!;
            await trial.WaitForExitAsync();
            return trial.ExitCode == 0 ? nobody : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, string[]? before)
    {
        string[] command = [.. before ?? [], WorkerLaunch.Host(), "exec", typeof(WorkerLaunch).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (string variable in new[] { "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "JUPYTER_DATA_DIR", "COURSEKIT_CACHE" }) start.Environment.Remove(variable);
        start.Environment["HOME"] = Path.Combine(root, "home");
        start.Environment["DOTNET_CLI_HOME"] = Path.GetTempPath();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output, await error);
    }
}
