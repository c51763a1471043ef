using System.CommandLine.Parsing;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Tests.Grading;
using CourseKit.Tests.Grading.Gradescope;
using CourseKit.Worker;

namespace CourseKit.Tests.Commands;

/// <summary>The instructor's guide, step by step: every command that stands in it is run, in its order, in a small course with a small class.</summary>
[Trait("Category", "Slow"), Collection("graders")]
public sealed partial class GradingGuideTests : IDisposable
{
    private const string Name = "08-sums";

    private readonly SmallCourse course = new();

    private string Folder => course.Course.Root;

    public void Dispose() => course.Dispose();

    [SkippableFact]
    public async Task Every_step_of_the_guide_works_from_the_release_to_the_export()
    {
        Skip.If(GradescopeContainer.Missing(bubblewrap: true) is string, GradescopeContainer.Missing(bubblewrap: true));
        string guide = File.ReadAllText(Path.Combine(Course.Find(AppContext.BaseDirectory).Root, "CourseKit", "Grading", "README.md"));
        await MakeCourseAsync();
        File.WriteAllText(Path.Combine(Folder, "late.json"), Block("json").Match(guide).Groups[1].Value);
        WriteRosters();

        var said = new StringBuilder();
        bool isHandedIn = false;
        foreach (string line in Block("sh").Matches(guide).SelectMany(block => block.Groups[1].Value.Split('\n')).Where(line => line.StartsWith("coursekit ", StringComparison.Ordinal)))
        {
            string[] arguments = [.. CommandLineParser.SplitCommandLine(Comment().Replace(line, ""))];
            if (arguments[1] == "grade" && !isHandedIn) HandIn();
            isHandedIn |= arguments[1] == "grade";
            (int code, string output) = await RunAsync(arguments[1..]);
            said.Append("$ ").AppendLine(line).AppendLine(output);
            Assert.True(code == 0, $"{line} ended with {code}:\n{output}");
            if (arguments[1] == "mark") Assert.Contains(arguments.Contains("--remove") ? "4.8 of 6" : arguments.Contains("3.5") ? "6 of 6" : "of 6", output);
        }

        string transcript = said.ToString();
        Assert.Contains("All ", transcript);
        Assert.Contains("(as before)", transcript);
        Assert.Equal(
            [
                $"{Name},2026-11-23 23:59:00 +01:00,2026-11-27 12:00:00 +00:00,anna,Muster,Anna,anna@example.org,6,1.2,4.8,6",
                $"{Name},2026-11-21 23:59:00 +01:00,,ben,Muster,Ben,ben@example.org,4,0,4,6",
                $"{Name},2026-11-20 23:59:00 +01:00,,cara,\"'=Muster\",Cara,cara@example.org,6,0,6,6",
                $"{Name},2026-11-20 23:59:00 +01:00,2026-11-20 18:04:00 +00:00,dan,Muster,Dan,dan@example.org,0,0,0,6",
            ], Lines("grades/csv.csv")[1..]);
        Assert.Equal(["Student,ID,SIS Login ID," + Name, "    Points Possible,,,6", "\"Muster, Anna\",1,anna,4.8"], Lines("grades/canvas.csv")[..3]);
        Assert.Contains("Participant 1,Anna Muster,anna,4.8,6,Well explained.", Lines("grades/moodle.csv"));
        foreach ((string student, double score) in new[] { ("anna", 4.8), ("ben", 4), ("cara", 6), ("dan", 0d) })
            Assert.Equal(score, GradescopeReport.Read(Path.Combine(Folder, "grades", "gradescope", student, "results.json")).Score);
        Assert.Contains("Well explained.", File.ReadAllText(Path.Combine(Folder, "grades", "feedback", "anna.html")));
        Assert.Contains("you &lt;subtract&gt;", File.ReadAllText(Path.Combine(Folder, "grades", "feedback", "ben.html")));
        using ZipArchive autograder = ZipFile.OpenRead(Path.Combine(Folder, "gradescope.zip"));
        Assert.NotNull(autograder.GetEntry("run_autograder"));
    }

    private async Task MakeCourseAsync()
    {
        File.Delete(Path.Combine(course.Course.Sources, SmallCourse.Name + ".md"));
        File.WriteAllText(Path.Combine(course.Course.Sources, Name + ".md"), SmallCourse.Source.Replace("01.", "08.").Replace(SmallCourse.Name, Name));
        foreach (string answers in Directory.GetDirectories(course.Course.Answers)) Directory.Move(answers, answers.Replace("01.", "08."));
        Assert.Equal(0, BuildCommand.Run(course.Course, [], check: false, null, TextWriter.Null, TextWriter.Null));
        await Oracles.BuildAsync(course.Course, [Name], check: false, TextWriter.Null, TextWriter.Null, CancellationToken.None);
    }

    /// <summary>What came out of the release, as four students hand it in.</summary>
    private void HandIn()
    {
        using (ZipArchive release = ZipFile.OpenRead(Path.Combine(Folder, "homework.zip"))) Assert.NotNull(release.GetEntry($"homework/notebooks/{Name}.ipynb"));
        string released = File.ReadAllText(Path.Combine(Folder, "homework", "notebooks", Name + ".ipynb")), submitted = Path.Combine(Folder, "submitted");
        string add = "int Add(int a, int b) => a + b;", twice = "double Double(double x) => x + x;", mean = "double Mean(double[] x) => x.Length == 0 ? throw new ArgumentException() : x.Sum() / x.Length;";

        // Jupyter, a folder: outputs, counts, and a kernel's own metadata; a week late, and with an extension of three days.
        Write("anna/homework.ipynb", AsJupyter(Answered(released, add, twice, mean)));
        Write("anna/timestamp.txt", "2026-11-27 12:00:00 UTC");
        // VS Code on Windows, a zip.
        Directory.CreateDirectory(submitted);
        using (ZipArchive zip = ZipFile.Open(Path.Combine(submitted, "ben.zip"), ZipArchiveMode.Create))
        using (var writer = new StreamWriter(zip.CreateEntry($"homework/notebooks/{Name}.ipynb").Open()))
            writer.Write(AsVisualStudioCode(Answered(released, "int Add(int a, int b) => a - b;", twice, mean)));
        // An editor that keeps no metadata, a loose file.
        Write("cara.ipynb", AsBareEditor(Answered(released, add, twice, mean)));
        // Untouched, in nbgrader's folders.
        Write($"dan/{Name}/{Name}.ipynb", released);
        Write($"dan/{Name}/timestamp.txt", "2026-11-20 18:04:00 UTC");

        void Write(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(submitted, name))!);
            File.WriteAllText(Path.Combine(submitted, name), text);
        }
    }

    private static JsonObject Answered(string released, params string[] answers)
    {
        JsonObject notebook = JsonNode.Parse(released)!.AsObject();
        int next = 0;
        foreach (JsonObject cell in notebook["cells"]!.AsArray().OfType<JsonObject>())
            if ((bool?)cell["metadata"]?["nbgrader"]?["solution"] == true) cell["source"] = answers[next++];
        Assert.Equal(answers.Length, next);
        return notebook;
    }

    private static string AsJupyter(JsonObject notebook)
    {
        int count = 0;
        foreach (JsonObject cell in CodeCells(notebook))
        {
            cell["execution_count"] = ++count;
            cell["outputs"] = new JsonArray(new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = new JsonArray("ran\n") });
            cell["metadata"]!["trusted"] = true;
            cell["metadata"]!["execution"] = new JsonObject { ["iopub.status.busy"] = "2026-11-27T11:00:00.000000Z" };
        }
        return notebook.ToJsonString() + "\n";
    }

    private static string AsVisualStudioCode(JsonObject notebook)
    {
        foreach (JsonObject cell in CodeCells(notebook))
        {
            cell["metadata"]!["vscode"] = new JsonObject { ["languageId"] = "csharp" };
            string source = cell["source"] is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string)cell["source"]!;
            cell["source"] = new JsonArray([.. source.Split('\n').Select((line, i) => (JsonNode)(i < source.Count(c => c == '\n') ? line + "\r\n" : line))]);
        }
        notebook["metadata"] = new JsonObject { ["kernelspec"] = notebook["metadata"]!["kernelspec"]!.DeepClone(), ["language_info"] = new JsonObject { ["name"] = "csharp" } };
        return notebook.ToJsonString(new() { WriteIndented = true }).ReplaceLineEndings("\r\n");
    }

    private static string AsBareEditor(JsonObject notebook)
    {
        foreach (JsonObject cell in notebook["cells"]!.AsArray().OfType<JsonObject>())
        {
            cell["metadata"] = new JsonObject();
            cell.Remove("id");
        }
        notebook["metadata"] = new JsonObject();
        notebook["nbformat_minor"] = 4;
        return notebook.ToJsonString();
    }

    private static IEnumerable<JsonObject> CodeCells(JsonObject notebook) => notebook["cells"]!.AsArray().OfType<JsonObject>().Where(cell => (string?)cell["cell_type"] == "code");

    private void WriteRosters()
    {
        string[] students = ["anna", "ben", "cara", "dan"];
        string Called(string student) => char.ToUpperInvariant(student[0]) + student[1..];
        void Write(string name, string header, Func<string, int, string> row) => File.WriteAllLines(Path.Combine(Folder, name), [header, .. students.Select(row)]);
        Write("class.csv", "id,last_name,first_name,email", (student, _) => $"{student},{(student == "cara" ? "=" : "")}Muster,{Called(student)},{student}@example.org");
        Write("canvas-gradebook.csv", "Student,ID,SIS Login ID", (student, i) => $"\"Muster, {Called(student)}\",{i + 1},{student}");
        Write("worksheet.csv", "Identifier,Full name,Username,Grade,Maximum Grade,Feedback comments", (student, i) => $"Participant {i + 1},{Called(student)} Muster,{student},,10,");
    }

    private string[] Lines(string file) => File.ReadAllText(Path.Combine(Folder, file)).TrimEnd('\n').Split('\n');

    private async Task<(int Code, string Output)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(WorkerLaunch.Host(), ["exec", typeof(WorkerLaunch).Assembly.Location, .. arguments]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, await output + await error);
    }

    private static Regex Block(string language) => new($"```{language}\n(.*?)```", RegexOptions.Singleline);

    /// <summary>What follows a number sign that stands after white space and outside of quotes.</summary>
    [GeneratedRegex(@"\s#(?=(?:[^""]*""[^""]*"")*[^""]*$).*$")]
    private static partial Regex Comment();
}
