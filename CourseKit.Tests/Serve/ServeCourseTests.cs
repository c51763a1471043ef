using System.IO.Compression;
using System.Text.Json.Nodes;
using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Serve;
using CourseKit.Tests.Grading;

namespace CourseKit.Tests.Serve;

/// <summary>A small course, built, with its oracle.</summary>
public sealed class BuiltCourseFixture : IAsyncLifetime
{
    internal SmallCourse Small { get; } = new();

    public async Task InitializeAsync()
    {
        await Oracles.UpdateAsync(Small.Course, SmallCourse.Name, check: false);
        Restore();
    }

    public Task DisposeAsync()
    {
        Small.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The notebook as students get it.</summary>
    internal void Restore() => NotebookFile.Write(SmallCourse.Stub, NotebookPath);

    internal string NotebookPath => Path.Combine(Small.Course.Notebooks, SmallCourse.Name + ".ipynb");

    internal string NotebookUri => DocumentUri.FromPath(NotebookPath);

    internal string FolderUri => DocumentUri.FromPath(Small.Course.Root);
}

public sealed class ServeCourseTests(BuiltCourseFixture course) : IClassFixture<BuiltCourseFixture>
{
    [Fact]
    public async Task Checks_are_told_in_the_tree_and_an_answer_that_passed_is_kept()
    {
        course.Restore();
        await using ServeProcess server = await ServeProcess.StartAsync();
        JsonNode before = await ExerciseAsync(server, "01.1");
        Assert.Equal(
            ("open", "Adding", 3, "01-sums"),
            (
                (string?)before["state"],
                (string?)before["title"],
                (double)before["points"]!,
                (string?)(await TreeAsync(server))["notebooks"]![0]!["uri"]! is string uri ? Path.GetFileNameWithoutExtension(uri) : null
            )
        );
        await OpenAsync(server, SmallCourse.Stub);

        TestRun stub = await CheckAsync(server, "01.1", (string)Answer("01.1").Source);
        JsonNode report = Report(stub);
        Assert.Equal(
            ("01.1", 0, 2, "skipped"),
            ((string?)report["exercise"], (int)report["passed"]!, (int)report["total"]!, (string?)report["checks"]![0]!["state"])
        );
        Assert.Contains("text/html", stub.Output[^1]["data"]!.AsObject().Select(form => form.Key));
        Assert.Contains("text/plain", stub.Output[^1]["data"]!.AsObject().Select(form => form.Key));

        server.ForgetHeard();
        TestRun wrong = await CheckAsync(server, "01.1", "int Add(int a, int b) => a - b;");
        Assert.Equal("failed", (string?)Report(wrong)["checks"]![0]!["state"]);
        Assert.Equal("you <subtract>", (string?)Report(wrong)["checks"]![0]!["hints"]![0]);
        int declared = Array.FindIndex(Answer("01.1").Source.Split('\n'), line => line.Contains("int Add(")) + 1;
        Assert.Equal(declared, (int?)Report(wrong)["checks"]![0]!["line"]);
        await server.HearAsync("course", message => (string?)message["folder"] == course.FolderUri);
        Assert.Equal("failed", (string?)(await ExerciseAsync(server, "01.1"))["state"]);
        JsonNode hint = (
            await server.AskAsync(
                "coursekit/hint",
                new
                {
                    notebook = course.NotebookUri,
                    exercise = "01.1",
                    stage = 1,
                }
            )
        )!;
        Assert.Equal(("you <subtract>", 1, 2), ((string?)hint["text"], (int)hint["stage"]!, (int)hint["stages"]!));
        Assert.Equal(
            "count on your fingers",
            (string?)
                (
                    await server.AskAsync(
                        "coursekit/hint",
                        new
                        {
                            notebook = course.NotebookUri,
                            exercise = "01.1",
                            stage = 2,
                        }
                    )
                )!["text"]
        );
        Assert.Null(await server.AskAsync("coursekit/lastPassed", new { notebook = course.NotebookUri, exercise = "01.1" }));

        const string right = "int Add(int a, int b) => a + b;";
        Assert.Equal(2, (int)Report(await CheckAsync(server, "01.1", right))["passed"]!);
        JsonNode after = await ExerciseAsync(server, "01.1");
        Assert.Equal(("passed", 2, 2), ((string?)after["state"], (int)after["passed"]!, (int)after["total"]!));
        JsonNode kept = (await server.AskAsync("coursekit/lastPassed", new { notebook = course.NotebookUri, exercise = "01.1" }))!;
        Assert.Equal((Answer("01.1").Id, right), ((string?)kept["cell"], (string?)kept["code"]));
        Assert.InRange(
            (long)kept["at"]!,
            DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeMilliseconds(),
            DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()
        );
    }

    [Fact]
    public async Task What_was_saved_is_known_to_the_next_server_and_a_change_on_disk_is_told()
    {
        course.Restore();
        await using ServeProcess server = await ServeProcess.StartAsync();
        Assert.Equal("open", (string?)(await ExerciseAsync(server, "01.2"))["state"]);
        Cell check = SmallCourse.Stub.Cells.First(cell => cell.Role is { Role: CellRole.Check, Exercise: "01.2" });
        var output = new JsonObject
        {
            ["output_type"] = "execute_result",
            ["execution_count"] = 1,
            ["metadata"] = new JsonObject(),
            ["data"] = new JsonObject
            {
                [CourseLib.Checks.CheckReport.JsonType] = JsonNode.Parse(
                    "{\"exercise\":\"01.2\",\"passed\":2,\"total\":2,\"checks\":[{\"name\":\"a\",\"state\":\"passed\"}]}"
                ),
            },
        };
        NotebookFile.Write(
            SmallCourse.Stub.Map(cell => cell.Id == check.Id ? cell with { Outputs = [output] } : cell),
            course.NotebookPath
        );
        await server.HearAsync("course", message => (string?)message["folder"] == course.FolderUri);
        Assert.Equal("passed", (string?)(await ExerciseAsync(server, "01.2"))["state"]);
    }

    [Fact]
    public async Task An_answer_is_reset_to_its_stub_in_the_editor_and_at_the_prompt()
    {
        course.Restore();
        await using ServeProcess server = await ServeProcess.StartAsync();
        JsonNode stub = (await server.AskAsync("coursekit/reset", new { notebook = course.NotebookUri, exercise = "01.2" }))!;
        Assert.Equal((Answer("01.2").Id, Answer("01.2").Source), ((string?)stub["cell"], (string?)stub["code"]));
        var refused = await Assert.ThrowsAnyAsync<StreamJsonRpc.RemoteRpcException>(() =>
            server.AskAsync("coursekit/reset", new { notebook = course.NotebookUri, exercise = "01.9" })
        );
        Assert.Contains("01.1, 01.2, 01.3", refused.Message);

        NotebookFile.Write(SmallCourse.Answered(("01.2", "double Double(double x) => 3 * x;")), course.NotebookPath);
        var said = new StringWriter();
        Assert.Equal(CourseKitException.Done, ResetCommand.Run(course.Small.Course, "01.2", said));
        Assert.Equal(NotebookFile.ToText(SmallCourse.Stub), NotebookFile.ToText(NotebookFile.Read(course.NotebookPath)));
        string kept = Directory.EnumerateFiles(Path.Combine(course.Small.Course.Root, ".coursekit", "reset")).Single();
        Assert.Equal("double Double(double x) => 3 * x;", File.ReadAllText(kept));
        Assert.Contains(Path.GetFileName(kept), said.ToString());
        Assert.Throws<CourseKitException>(() => ResetCommand.Run(course.Small.Course, "01.7", said));
        Assert.Throws<CourseKitException>(() => ResetCommand.Run(course.Small.Course, "nonsense", said));
    }

    [Fact]
    public void A_release_carries_the_stubs_and_no_solution_in_them()
    {
        course.Restore();
        string release = Path.Combine(course.Small.Root, "release");
        ReleaseCommand.Run(course.Small.Course, [], release, zip: false, TextWriter.Null, TextWriter.Null);
        Course students = Course.Find(release);
        File.WriteAllText(Path.Combine(students.Notebooks, SmallCourse.Name + ".ipynb"), NotebookFile.ToText(SmallCourse.Solved));
        Assert.Equal(Answer("01.1").Source, AnswerStubs.Find(students, SmallCourse.Name, "01.1").Code);
        Assert.DoesNotContain("return a + b", File.ReadAllText(Path.Combine(students.Stubs, SmallCourse.Name + ".json")));
    }

    [Fact]
    public async Task What_is_handed_in_is_one_file_that_grading_takes_with_its_time()
    {
        NotebookFile.Write(SmallCourse.Solved, course.NotebookPath);
        await using ServeProcess server = await ServeProcess.StartAsync();
        await server.AskAsync("coursekit/submit", new { notebook = course.NotebookUri, student = "ada" });
        JsonNode submission = (await server.AskAsync("coursekit/submit", new { notebook = course.NotebookUri, student = "ada" }))!;
        string archive = DocumentUri.ToPath((string)submission["file"]!)!;
        Assert.Equal(Submission.ReceiptOf(File.ReadAllBytes(course.NotebookPath)), (string?)submission["receipt"]);
        using (ZipArchive zip = ZipFile.OpenRead(archive))
            Assert.Equal(3, zip.Entries.Count);

        string submissions = Directory.CreateDirectory(Path.Combine(course.Small.Root, "handed-in")).FullName,
            grades = Path.Combine(course.Small.Course.Root, "grades");
        File.Copy(archive, Path.Combine(submissions, "ada.zip"), overwrite: true);
        File.Copy(archive, Path.Combine(submissions, "ben.zip"), overwrite: true);
        Assert.Null(await server.AskAsync("coursekit/grades", new { folder = course.FolderUri }));
        Assert.Equal(
            CourseKitException.Done,
            await CommandAsync(course.Small.Course.Root, "grade", submissions, "-o", grades, "--allow-unsandboxed", "--jobs", "1")
        );
        JsonNode grading = (await server.AskAsync("coursekit/grades", new { folder = course.FolderUri }))!;
        JsonNode ada = grading["students"]!.AsArray().Single(student => (string?)student!["name"] == "ada")!;
        Assert.Equal((6.0, 6.0), ((double)ada["total"]!, (double)ada["of"]!));
        Assert.True(File.Exists(DocumentUri.ToPath((string)ada["notebooks"]![0]!["feedback"]!)));
        using (var gradebook = new Gradebook(grades, create: false))
            Assert.Equal(
                (long)submission["time"]! / 1000,
                gradebook.Results().First(result => result.Student == "ada").HandedIn!.Value.ToUnixTimeSeconds()
            );

        await server.AskAsync(
            "coursekit/mark",
            new
            {
                folder = course.FolderUri,
                student = "ada",
                notebook = SmallCourse.Name,
                exercise = "01.1",
                points = 1.5,
                comment = "half",
            }
        );
        JsonNode marked = (await server.AskAsync("coursekit/grades", new { folder = course.FolderUri }))!["students"]!
            .AsArray()
            .Single(student => (string?)student!["name"] == "ada")!;
        Assert.Equal(4.5, (double)marked["total"]!);
        JsonNode exercise = marked["notebooks"]![0]!["exercises"]![0]!;
        Assert.Equal((1.5, true, "half"), ((double)exercise["points"]!, (bool)exercise["marked"]!, (string?)exercise["comment"]));
        var refused = await Assert.ThrowsAnyAsync<StreamJsonRpc.RemoteRpcException>(() =>
            server.AskAsync(
                "coursekit/mark",
                new
                {
                    folder = course.FolderUri,
                    student = "adda",
                    notebook = SmallCourse.Name,
                    exercise = "01.1",
                    points = 1,
                }
            )
        );
        Assert.Contains("did you mean 'ada'?", refused.Message);
    }

    private static async Task<int> CommandAsync(string folder, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo(
            CourseKit.Worker.WorkerLaunch.Host(),
            ["exec", typeof(Course).Assembly.Location, .. arguments]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static Cell Answer(string exercise) =>
        SmallCourse.Stub.Cells.First(cell => cell.Role.Role == CellRole.Answer && cell.Role.Exercise == exercise);

    private static JsonNode Report(TestRun run) =>
        run.Output.Last(message => message["data"]?[CourseLib.Checks.CheckReport.JsonType] is not null)["data"]![
            CourseLib.Checks.CheckReport.JsonType
        ]!;

    private async Task<JsonNode> TreeAsync(ServeProcess server) =>
        (await server.AskAsync("coursekit/course", new { folder = course.FolderUri }))!;

    private async Task<JsonNode> ExerciseAsync(ServeProcess server, string exercise) =>
        (await TreeAsync(server))["notebooks"]![0]!["exercises"]!.AsArray().Single(one => (string?)one!["id"] == exercise)!;

    /// <summary>Opens the notebook as VS Code tells of it, with the metadata of its cells.</summary>
    private Task OpenAsync(ServeProcess server, Notebook notebook)
    {
        (Cell Cell, int At)[] code = [.. notebook.Cells.Where(cell => cell.Type == CellType.Code).Select((cell, at) => (cell, at))];
        return server.TellAsync(
            "notebookDocument/didOpen",
            new
            {
                notebookDocument = new
                {
                    uri = course.NotebookUri,
                    notebookType = "jupyter-notebook",
                    version = 1,
                    cells = code.Select(one => new
                    {
                        kind = 2,
                        document = ServeProcess.Cell(course.NotebookUri, one.At),
                        metadata = new JsonObject { ["id"] = one.Cell.Id, ["metadata"] = one.Cell.Metadata.DeepClone() },
                    })
                        .ToArray(),
                },
                cellTextDocuments = code.Select(one => new
                {
                    uri = ServeProcess.Cell(course.NotebookUri, one.At),
                    languageId = "csharp",
                    version = 1,
                    text = one.Cell.Source,
                })
                    .ToArray(),
            }
        );
    }

    /// <summary>Runs the setup, an answer and its check.</summary>
    private async Task<TestRun> CheckAsync(ServeProcess server, string exercise, string answer)
    {
        Cell[] code = [.. SmallCourse.Stub.Cells.Where(cell => cell.Type == CellType.Code)];
        int at = Array.FindIndex(code, cell => cell.Role is { Role: CellRole.Answer, Exercise: var own } && own == exercise),
            check = Array.FindIndex(code, cell => cell.Role is { Role: CellRole.Check, Exercise: var own } && own == exercise);
        await server.RunAsync(course.NotebookUri, code[0].Source, 0);
        await server.RunAsync(course.NotebookUri, answer, at);
        TestRun run = await server.RunAsync(course.NotebookUri, code[check].Source, check);
        Assert.True(run.State == "ok", run.Error);
        return run;
    }
}
