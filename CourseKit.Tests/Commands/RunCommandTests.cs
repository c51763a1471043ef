using System.Diagnostics;
using CourseKit.Worker;

namespace CourseKit.Tests.Commands;

/// <summary>The command as a user meets it: a process, its output, its exit code.</summary>
public sealed class RunCommandTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("run-").FullName;

    public RunCommandTests()
    {
        foreach (string folder in new[] { "notebooks/src", "datasets" }) Directory.CreateDirectory(Path.Combine(root, folder));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_notebook_is_run_and_written_as_a_notebook_and_a_page()
    {
        Write("01-one", "```csharp headline\nConsole.WriteLine(\"six times seven is \" + 6 * 7);\n```");
        (int code, string output, _) = await CourseKitAsync("run", "1");
        Assert.Equal(0, code);
        Assert.Contains("six times seven is 42", output);
        string page = Path.Combine(root, "output", "01-one.html");
        Assert.EndsWith(page, output.TrimEnd());
        Assert.Contains("six times seven is 42", File.ReadAllText(page));
        Assert.Contains("six times seven is 42", File.ReadAllText(Path.Combine(root, "output", "01-one.ipynb")));
    }

    [Fact]
    public async Task A_cell_that_fails_is_named_and_the_exit_code_is_1()
    {
        Write("01-one", "```csharp\nint zero = 0;\nConsole.WriteLine(1 / zero);\n```\n\n```csharp\nConsole.WriteLine(\"later\");\n```");
        (int code, string output, _) = await CourseKitAsync("run", "01");
        Assert.Equal(1, code);
        Assert.Contains("cell 1, line 2: DivideByZeroException", output);
        Assert.Contains("later", File.ReadAllText(Path.Combine(root, "output", "01-one.html")));
    }

    [Fact]
    public async Task A_solved_notebook_without_the_picture_that_it_promises_is_told()
    {
        Write("01-one", "```csharp id=\"drawing\"\n6 * 7\n```", "picture: drawing");
        Assert.Equal(0, (await CourseKitAsync("run", "01")).Code);
        (int code, string output, _) = await CourseKitAsync("run", "01", "--solutions");
        Assert.Equal(1, code);
        Assert.Contains("'drawing'", output);
    }

    [Fact]
    public async Task Any_notebook_file_is_run()
    {
        Write("01-one", "```csharp\n6 * 7\n```");
        string elsewhere = Path.Combine(root, "mine.ipynb");
        File.Move(Path.Combine(root, "notebooks", "01-one.ipynb"), elsewhere);
        (int code, string output, _) = await CourseKitAsync("run", elsewhere);
        Assert.Equal(0, code);
        Assert.EndsWith(Path.Combine(root, "output", "mine.html"), output.TrimEnd());
    }

    [Fact]
    public async Task A_notebook_from_elsewhere_runs_where_it_lies_and_needs_no_course()
    {
        Write("01-one", "```csharp\nConsole.WriteLine(\"read \" + File.ReadAllText(\"beside.txt\"));\n```");
        string elsewhere = Directory.CreateDirectory(Path.Combine(root, "else where")).FullName, alone = Directory.CreateTempSubdirectory("alone-").FullName;
        foreach (string folder in (string[])[elsewhere, alone])
        {
            File.Copy(Path.Combine(root, "notebooks", "01-one.ipynb"), Path.Combine(folder, "mine.ipynb"));
            File.WriteAllText(Path.Combine(folder, "beside.txt"), Path.GetFileName(folder));
            (int code, string output, string error) = await CourseKitAsync("run", Path.Combine(folder, "mine.ipynb"));
            Assert.True(code == 0, output + error);
            Assert.Contains("read " + Path.GetFileName(folder), File.ReadAllText(Path.Combine(root, "output", "mine.ipynb")));
        }
        Directory.Delete(Path.Combine(root, "notebooks"), recursive: true);
        Assert.Equal(0, (await CourseKitAsync("run", Path.Combine(alone, "mine.ipynb"))).Code);
        Assert.Equal(2, (await CourseKitAsync("run", "01")).Code);
        Directory.Delete(alone, recursive: true);
    }

    [Fact]
    public async Task Edits_made_in_a_notebook_are_imported_into_its_source()
    {
        Write("01-one", "```csharp\n6 * 7\n```");
        string notebook = Path.Combine(root, "notebooks", "01-one.ipynb"), source = Path.Combine(root, "notebooks", "src", "01-one.md");
        Assert.Contains("nothing to import", (await CourseKitAsync("import", "01")).Output);
        File.WriteAllText(notebook, File.ReadAllText(notebook).Replace("6 * 7", "6 * 9"));
        (int code, string output, _) = await CourseKitAsync("import", notebook);
        Assert.Equal(0, code);
        Assert.Contains("changed: ", output);
        Assert.Contains("6 * 9", File.ReadAllText(source));
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_the_nearest()
    {
        Write("08-batchnorm2d", "```csharp\n1\n```");
        (int code, _, string error) = await CourseKitAsync("run", "08-batchnrm2d");
        Assert.Equal(2, code);
        Assert.Contains("did you mean '08-batchnorm2d'?", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_file_that_is_no_notebook_is_named_in_one_line()
    {
        File.WriteAllText(Path.Combine(root, "notebooks", "02-two.ipynb"), "{ this is no notebook");
        (int code, _, string error) = await CourseKitAsync("run", "02");
        Assert.Equal(1, code);
        Assert.Contains("02-two.ipynb", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_missing_full_data_set_is_answered_with_the_command_that_fetches_it()
    {
        Write("01-one", "```csharp\nvar images = CourseLib.Data.Cifar10.Load(CourseLib.Data.Split.Train);\n```");
        (int code, string output, _) = await CourseKitAsync("run", "01", "--data", "full");
        Assert.Equal(1, code);
        Assert.Contains("coursekit data get cifar10", output);
    }

    [SkippableFact]
    public async Task Interrupting_it_ends_the_worker_and_leaves_nothing_half_written()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "sends SIGINT to a process that heeds it, by Linux's env; run it there");
        string told = Path.Combine(root, "worker.txt");
        Write("01-one", $"```csharp\nSystem.IO.File.WriteAllText(@\"{told}\", Environment.ProcessId.ToString());\nwhile (true) {{ }}\n```");
        // A test run in the background of a script is told to ignore SIGINT, and what it starts inherits that.
        using Process process = Start("env", ["--default-signal=INT", WorkerLaunch.Host(), .. Command("run", "01")]);
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            await UntilAsync(() => File.Exists(told) && File.ReadAllText(told).Length > 0);
            int worker = int.Parse(File.ReadAllText(told), System.Globalization.CultureInfo.InvariantCulture);

            using (Process signal = Process.Start("kill", ["-INT", $"{process.Id}"])) await signal.WaitForExitAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(130, process.ExitCode);
            Assert.Contains("interrupted", await error);
            await UntilAsync(() => !Directory.Exists($"/proc/{worker}"));
            Assert.False(Directory.Exists(Path.Combine(root, "output")));
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private void Write(string name, string cells, string front = "")
    {
        File.WriteAllText(Path.Combine(root, "notebooks", "src", name + ".md"), $"---\ntitle: {name}\ndescription: A test.\n{front}\n---\n\n# {name}\n\n{cells}\n");
        Assert.Equal(0, CourseKit.Commands.BuildCommand.Run(new Course(root), [name], check: false, instructor: null, TextWriter.Null, TextWriter.Null));
    }

    private async Task<(int Code, string Output, string Error)> CourseKitAsync(params string[] arguments)
    {
        using Process process = Start(WorkerLaunch.Host(), Command(arguments));
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output, await error);
    }

    private static string[] Command(params string[] arguments) => ["exec", typeof(WorkerLaunch).Assembly.Location, .. arguments];

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["COURSEKIT_CACHE"] = Path.Combine(root, "cache");
        return Process.Start(start)!;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (int i = 0; i < 1200 && !holds(); i++) await Task.Delay(50);
        Assert.True(holds());
    }
}
