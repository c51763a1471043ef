using System.Diagnostics;
using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class DirectiveTests
{
    [Fact]
    public void Lines_for_the_kernel_are_emptied_and_all_others_keep_their_numbers() =>
        Assert.Equal("\n1\n\n\n#r \"a.dll\"\n#if X", CellDirectives.Blanked("#!time\n1\n  #r \"nuget: A, 1\"\n#i \"nuget: /x\"\n#r \"a.dll\"\n#if X"));

    [Fact]
    public void Directives_are_read_with_their_arguments_and_lines()
    {
        IReadOnlyList<CellDirective> found = CellDirectives.Of("#!csharp\n#!import \"a b.cs\"\nx\n#r \"nuget: Name, 1.2\"\n#i \"nuget:/folder\"", "cell 1");
        Assert.Equal([new("import", "a b.cs", 1), new("r", "Name, 1.2", 3), new("i", "/folder", 4)], found);
    }

    /// <summary>It is for .NET Interactive; there is no such file where a cell runs here.</summary>
    [Fact]
    public async Task The_first_line_of_a_notebook_does_nothing()
    {
        Assert.Empty(CellDirectives.Of("#!import course.dib\n1", "cell 1"));
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync("#!import course.dib\nusing System.Globalization;\n1 + 1");
        Assert.Equal("2", run.Result);
        Assert.Empty(run.Events.OfType<DisplayEvent>());
        Assert.Equal("ImportError", (await worker.RunAsync("#!import elsewhere/course.dib")).Error.Name);
    }

    [Fact]
    public async Task A_directive_that_does_not_exist_is_named_with_the_nearest_that_does()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync("1\n#!tine");
        Assert.Equal("UnknownDirective", run.Error.Name);
        Assert.Contains("#!time", run.Error.Message);
        Assert.Equal(2, run.Error.Line);
    }

    [Fact]
    public async Task Time_and_variables_are_told_at_the_end()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        await worker.RunAsync("int first = 1; var gone = \"old\";");
        CellRun run = await worker.RunAsync("#!time\n#!who\n#!whos\nvar gone = new[] { 1, 2 };");
        string[] shown = [.. run.Events.OfType<DisplayEvent>().Select(display => display.Data["text/plain"])];
        Assert.StartsWith("Wall time: ", shown[0]);
        Assert.Equal("first\ngone", shown[1]);
        Assert.Contains("first: int = 1", shown[2]);
        Assert.Contains("gone: int[] = [1, 2]", shown[2]);
    }

    [Fact]
    public async Task A_file_and_the_code_of_a_notebook_can_be_imported()
    {
        string folder = Directory.CreateTempSubdirectory("coursekit-import-").FullName;
        string file = Path.Combine(folder, "more.cs"), notebook = Path.Combine(folder, "more.ipynb");
        File.WriteAllText(file, "int FromFile() => 40;");
        File.WriteAllText(notebook, """{"cells":[{"cell_type":"markdown","source":"no code"},{"cell_type":"code","source":["int two =\n"," 2;"]}]}""");
        await using TestWorker worker = await TestWorker.StartAsync();
        Assert.Equal("42", (await worker.RunAsync($"#!import {file}\n#!import {notebook}\nFromFile() + two")).Result);
        Assert.Equal("ImportError", (await worker.RunAsync($"#!import {folder}/none.cs")).Error.Name);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_package_that_does_not_exist_is_a_clear_error()
    {
        string empty = Directory.CreateTempSubdirectory("coursekit-empty-").FullName;
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync($"#i \"nuget: {empty}\"\n#r \"nuget: CourseKit.NoSuchPackage.AtAll, 1.2.3\"\n1");
        Assert.Equal("PackageError", run.Error.Name);
        Assert.Contains("CourseKit.NoSuchPackage.AtAll", run.Error.Message);
        Assert.Equal(2, run.Error.Line);
    }

    [Fact]
    public async Task A_package_from_a_folder_can_be_used_in_this_cell_and_in_later_ones()
    {
        string folder = Directory.CreateTempSubdirectory("coursekit-package-").FullName;
        string name = "Greeting" + Path.GetRandomFileName().Replace(".", "");
        File.WriteAllText(Path.Combine(folder, "p.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><AssemblyName>{name}</AssemblyName><PackageId>{name}</PackageId>
            <Version>1.0.0</Version><PackageOutputPath>{folder}/out</PackageOutputPath></PropertyGroup></Project>
            """);
        File.WriteAllText(Path.Combine(folder, "p.cs"), "public static class Greeting { public static string Hello => \"hello from a package\"; }");
        using (Process pack = Process.Start(new ProcessStartInfo(WorkerLaunch.Host(), ["pack", folder, "--nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true })!)
        {
            string said = await pack.StandardOutput.ReadToEndAsync();
            await pack.WaitForExitAsync();
            Assert.True(pack.ExitCode == 0, said);
        }
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync($"#i \"nuget: {folder}/out\"\n#r \"nuget: {name}, 1.0.0\"\nGreeting.Hello");
        Assert.True(run.Status == CellStatus.Ok, string.Join("\n", run.Events));
        Assert.Equal("hello from a package", run.Result);
        Assert.Contains(run.Events.OfType<DisplayEvent>(), display => display.Update && display.Data["text/plain"].StartsWith("Ready"));
        Assert.Equal("5", (await worker.RunAsync("Greeting.Hello.IndexOf(\" \")")).Result);

        // The next kernel needs no SDK for it: here none can be found.
        await using TestWorker later = await TestWorker.StartAsync(environment: new Dictionary<string, string> { ["MSBuildSDKsPath"] = folder });
        Assert.Equal("hello from a package", (await later.RunAsync($"#i \"nuget: {folder}/out\"\n#r \"nuget: {name}, 1.0.0\"\nGreeting.Hello")).Result);
        Assert.Equal("PackageError", (await later.RunAsync($"#i \"nuget: {folder}/out\"\n#r \"nuget: {name}\"\n1")).Error.Name);
        Directory.Delete(folder, recursive: true);
    }
}
