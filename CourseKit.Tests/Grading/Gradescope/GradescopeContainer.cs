using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Grading.Gradescope;

namespace CourseKit.Tests.Grading.Gradescope;

/// <summary>The small course's autograder zip, unzipped once into an empty folder that is laid out as /autograder is.</summary>
public sealed class GradescopeContainer : IAsyncLifetime
{
    public const int CellSeconds = 20;
    private const string Metadata = """
        { "id": 4711, "created_at": "2026-11-20T17:04:00.000000-08:00", "assignment": { "id": 7, "title": "Sums", "total_points": "10.0" },
          "users": [{ "email": "anna@example.org", "id": 1, "name": "Anna" }], "previous_submissions": [{ "score": 1, "results": { "tests": "PREVIOUS-3141" } }] }
        """;

    private readonly SmallCourse course = new();

    public string Zip => Path.Combine(course.Root, "autograder.zip");

    public string Root => Path.Combine(course.Root, "autograder");

    public string Source => Path.Combine(Root, "source");

    /// <summary>Why a run cannot be tried here; null when it can.</summary>
    public static string? Missing(bool bubblewrap) =>
        !OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64 ? "an autograder runs on Linux x64; run this there"
        : bubblewrap && Sandbox.Find() is null ? "needs bubblewrap; install it (apt install bubblewrap) to run this"
        : !bubblewrap && !Environment.IsPrivilegedProcess ? "needs root's rights, which an autograder has on Gradescope; run the tests as root, in a container"
        : null;

    public async Task InitializeAsync()
    {
        if (Missing(bubblewrap: true) is not null && Missing(bubblewrap: false) is not null) return;
        string source = Path.Combine(course.Course.Sources, SmallCourse.Name + ".md");
        File.WriteAllText(source, File.ReadAllText(source).Replace("Check.Value(\"secret minus one", "// One of the numbers.\nCheck.Value(\"secret minus one"));
        File.WriteAllText(Path.Combine(course.Course.Datasets, "letters.txt"), "abc");
        var limits = new RunLimits(TimeSpan.FromSeconds(CellSeconds), TimeSpan.FromMinutes(2), 1024);
        Assert.Equal(0, await ExportGradescopeCommand.WriteZipAsync(course.Course, "01", new GradescopeSettings(limits, GradescopeResults.Visible), null, Zip, TextWriter.Null, CancellationToken.None));
        Directory.CreateDirectory(Source);
        // /autograder can be reached by everybody.
        foreach (string folder in new[] { course.Root, Root }) MakeExecutable(folder);
        ZipFile.ExtractToDirectory(Zip, Source);
        File.WriteAllText(Path.Combine(Root, "submission_metadata.json"), Metadata);
        (int code, string said) = Execute("setup.sh", bubblewrap: Missing(bubblewrap: true) is null);
        Assert.True(code == 0, said);
    }

    public Task DisposeAsync()
    {
        course.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Grades a submission of some files: what was printed, and the results, which are checked to be valid.</summary>
    public (string Printed, GradescopeReport Report) Grade(bool bubblewrap, params (string Name, string Text)[] files)
    {
        string submission = Path.Combine(Root, "submission"), results = Path.Combine(Root, "results");
        foreach (string folder in new[] { submission, results })
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
        }
        foreach ((string name, string text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(submission, name))!);
            File.WriteAllText(Path.Combine(submission, name), text);
        }
        (int code, string printed) = Execute("run_autograder", bubblewrap);
        Assert.Equal(0, code);
        return (printed, GradescopeReport.Read(Path.Combine(results, "results.json")));
    }

    /// <summary>Mode 755.</summary>
    public static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    /// <summary>Bubblewrap, as it ends in a container without namespaces.</summary>
    private static void WriteRefusal(string path)
    {
        File.WriteAllText(path, "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n");
        MakeExecutable(path);
    }

    /// <summary>Runs a script with a path on which only the programs stand that Ubuntu has: nothing is ever installed.</summary>
    /// <param name="bubblewrap">Whether bubblewrap works.</param>
    private (int Code, string Printed) Execute(string script, bool bubblewrap)
    {
        string programs = Path.Combine(course.Root, bubblewrap ? "bin-with" : "bin-without");
        if (!Directory.Exists(programs))
        {
            Directory.CreateDirectory(programs);
            foreach (string name in new[] { "sh", "env", "mkdir", "chmod", "cat", "setpriv", "openssl", "bwrap" })
                if (name == "bwrap" && !bubblewrap) WriteRefusal(Path.Combine(programs, name));
                else if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is string found)
                    File.CreateSymbolicLink(Path.Combine(programs, name), found);
        }
        var start = new ProcessStartInfo(Path.Combine(Source, script)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        start.Environment["PATH"] = programs;
        start.Environment["AUTOGRADER_ROOT"] = Root;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, printed);
    }
}

/// <summary>A results.json, held against everything that Gradescope says of the format.</summary>
public sealed record GradescopeReport(string Text, double Score, string Output, IReadOnlyList<GradescopeTest> Tests)
{
    private static readonly string[] Formats = ["text", "html", "simple_format", "md", "ansi"], Visibilities = ["hidden", "after_due_date", "after_published", "visible"], Statuses = ["passed", "failed"];
    private static readonly string[] Known = ["score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard"];
    private static readonly string[] KnownOfTests = ["score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags", "visibility", "extra_data"];

    public static GradescopeReport Read(string path)
    {
        string text = File.ReadAllText(path);
        JsonElement root = JsonDocument.Parse(text).RootElement;
        Assert.Empty(root.EnumerateObject().Select(member => member.Name).Except(Known));
        Assert.Contains(root.GetProperty("visibility").GetString(), Visibilities);
        Assert.Equal("hidden", root.GetProperty("stdout_visibility").GetString());
        Assert.Contains(root.GetProperty("output_format").GetString(), Formats);
        if (root.TryGetProperty("execution_time", out JsonElement seconds)) Assert.InRange(seconds.GetDouble(), 0, 3600);
        GradescopeTest[] tests = [.. root.GetProperty("tests").EnumerateArray().Select(Test)];
        Assert.Equal(tests.Length, tests.DistinctBy(test => test.Number).Count());
        return new(text, root.GetProperty("score").GetDouble(), root.GetProperty("output").GetString()!, tests);
    }

    private static GradescopeTest Test(JsonElement test)
    {
        Assert.Empty(test.EnumerateObject().Select(member => member.Name).Except(KnownOfTests));
        double score = test.GetProperty("score").GetDouble(), most = test.GetProperty("max_score").GetDouble();
        Assert.InRange(score, 0, most);
        Assert.Contains(test.GetProperty("status").GetString(), Statuses);
        Assert.Contains(test.GetProperty("visibility").GetString(), Visibilities);
        Assert.Contains(test.GetProperty("output_format").GetString(), Formats);
        Assert.NotEmpty(test.GetProperty("name").GetString()!);
        return new(test.GetProperty("number").GetString()!, test.GetProperty("name").GetString()!, score, most, test.GetProperty("status").GetString() == "passed",
            test.TryGetProperty("output", out JsonElement output) ? output.GetString()! : "", test.GetProperty("visibility").GetString()!);
    }
}

public sealed record GradescopeTest(string Number, string Name, double Score, double MaxScore, bool Passed, string Output, string Visibility);
