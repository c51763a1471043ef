using System.Diagnostics;
using System.IO.Compression;
using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Tests.Grading;
using CourseKit.Worker;

namespace CourseKit.Tests.Commands;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class ReleaseCommandTests : IDisposable
{
    private readonly SmallCourse course = new();
    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-release-").FullName;

    private string Release => Path.Combine(folder, "class");

    public void Dispose()
    {
        course.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_student_can_check_an_answer_with_nothing_but_the_package()
    {
        await BuildAsync();
        Assert.Equal(CourseKitException.Done, ReleaseCommand.Run(course.Course, [], Release, zip: true, TextWriter.Null, TextWriter.Null));

        string notebook = Path.Combine(Release, "notebooks", SmallCourse.Name + ".ipynb");
        NotebookFile.Write(SmallCourse.SolvedBut(("01.2", "double Double(double x) => 3 * x;")), notebook);
        (int code, string said) = await CheckAsync();
        Assert.Equal(CourseKitException.WorkFailed, code);
        Assert.Contains("✓  two and three", said);
        Assert.Contains("✗  twice three", said);
        using ZipArchive zip = ZipFile.OpenRead(Release + ".zip");
        Assert.Contains(zip.Entries, entry => entry.FullName == "class/.vscode/settings.json");
        // What .NET Interactive needs.
        Assert.Contains(zip.Entries, entry => entry.FullName == "class/notebooks/course.dib");
        Assert.Contains(zip.Entries, entry => entry.FullName == "class/tools/coursekit/CourseLib.Interactive.dll");
    }

    [Fact]
    public async Task A_release_says_that_it_cannot_grade()
    {
        await BuildAsync();
        ReleaseCommand.Run(course.Course, [], Release, zip: false, TextWriter.Null, TextWriter.Null);
        string grades = Path.Combine(folder, "grades");
        (int code, string said) = await StartAsync(course.Course.Root, "grade", Path.Combine(Release, "notebooks"), "-o", grades);
        Assert.Equal(CourseKitException.WrongUsage, code);
        Assert.Contains("the course's own clone", said);
    }

    [Fact]
    public async Task A_students_own_check_sees_what_grading_would()
    {
        await BuildAsync();
        ReleaseCommand.Run(course.Course, [], Release, zip: false, TextWriter.Null, TextWriter.Null);
        NotebookFile.Write(
            SmallCourse.SolvedBut(
                ("01.2", "Func<double[], double>[] slots = [null!];\ndouble Double(double x)\n{\n    slots[0] = values => values.Average();\n    return 2 * x;\n}"),
                ("01.3", "double Mean(double[] x) => slots[0](x);")),
            Path.Combine(Release, "notebooks", SmallCourse.Name + ".ipynb"));
        (int code, string said) = await CheckAsync();
        Assert.Equal(CourseKitException.WorkFailed, code);
        Assert.Contains("✓  twice three", said);
        Assert.Contains("✗  of the sums", said);
        Assert.Contains("System.Linq.Enumerable.Average is used", said);
    }

    [Fact]
    public async Task Nothing_in_it_tells_a_solution_a_hidden_check_or_a_known_answer()
    {
        await BuildAsync();
        ReleaseCommand.Run(course.Course, [], Release, zip: false, TextWriter.Null, TextWriter.Null);
        foreach (string file in Directory.EnumerateFiles(Release, "*", SearchOption.AllDirectories).Where(file => !file.Contains("tools")))
        {
            string text = File.ReadAllText(file);
            Assert.DoesNotContain("secret", text);
            Assert.DoesNotContain("return a + b", text);
            Assert.DoesNotContain("BEGIN SOLUTION", text);
        }
        Assert.False(Directory.Exists(Path.Combine(Release, "notebooks", "src")));
        Assert.Empty(Directory.EnumerateFiles(Release, "*Tests*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_release_replaces_a_release_and_nothing_else()
    {
        await BuildAsync();
        Assert.Equal(CourseKitException.Done, ReleaseCommand.Run(course.Course, ["01"], Release, zip: false, TextWriter.Null, TextWriter.Null));
        File.WriteAllText(Path.Combine(Release, "left over"), "");
        Assert.Equal(CourseKitException.Done, ReleaseCommand.Run(course.Course, ["01"], Release, zip: false, TextWriter.Null, TextWriter.Null));
        Assert.False(File.Exists(Path.Combine(Release, "left over")));

        string mine = Directory.CreateDirectory(Path.Combine(folder, "mine")).FullName;
        File.WriteAllText(Path.Combine(mine, "thesis.txt"), "");
        Assert.Contains("holds other things", Assert.Throws<CourseKitException>(() => ReleaseCommand.Run(course.Course, [], mine, zip: false, TextWriter.Null, TextWriter.Null)).Message);
        Assert.True(File.Exists(Path.Combine(mine, "thesis.txt")));
    }

    [Fact]
    public async Task A_stale_notebook_is_not_released()
    {
        await BuildAsync();
        File.AppendAllText(Path.Combine(course.Course.Sources, SmallCourse.Name + ".md"), "\nOne more sentence.\n");
        var error = new StringWriter();
        Assert.Equal(CourseKitException.WorkFailed, ReleaseCommand.Run(course.Course, [], Release, zip: false, TextWriter.Null, error));
        Assert.Contains("run: coursekit build", error.ToString());
        Assert.False(Directory.Exists(Release));
    }

    private Task<(int Code, string Said)> CheckAsync() => StartAsync(Release, "check", "01");

    private async Task<(int Code, string Said)> StartAsync(string at, params string[] arguments)
    {
        var start = new ProcessStartInfo(WorkerLaunch.Host(), ["exec", Path.Combine(Release, "tools", "coursekit", "coursekit.dll"), .. arguments])
        {
            WorkingDirectory = at,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(), complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await complained);
    }

    private async Task BuildAsync()
    {
        Assert.Equal(CourseKitException.Done, BuildCommand.Run(course.Course, [], check: false, null, TextWriter.Null, TextWriter.Null));
        await Oracles.BuildAsync(course.Course, [SmallCourse.Name], check: false, TextWriter.Null, TextWriter.Null, CancellationToken.None);
    }
}
