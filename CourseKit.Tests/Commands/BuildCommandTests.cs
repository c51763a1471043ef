using System.Text.Json.Nodes;
using CourseKit.Commands;
using CourseKit.Tests.Notebooks;

namespace CourseKit.Tests.Commands;

public sealed class BuildCommandTests : IDisposable
{
    private readonly Course course = new(Directory.CreateTempSubdirectory("coursekit-build-").FullName);
    private readonly StringWriter output = new(), error = new();

    public BuildCommandTests()
    {
        Directory.CreateDirectory(course.Sources);
        Write("01-one", "text");
        Write("02-two", Sample.Answer("2.1") + Sample.Check("2.1"));
    }

    public void Dispose() => Directory.Delete(course.Root, recursive: true);

    private void Write(string name, string body) => File.WriteAllText(Path.Combine(course.Sources, name + ".md"), Sample.Source(body));

    private string Built(string name) => Path.Combine(course.Notebooks, name + ".ipynb");

    private int Build(params string[] names) => BuildCommand.Run(course, names, check: false, instructor: null, output, error);

    private int Check(params string[] names) => BuildCommand.Run(course, names, check: true, instructor: null, output, error);

    [Fact]
    public void Every_source_becomes_a_notebook_and_nothing_else_is_left_behind()
    {
        Assert.Equal(0, Build());
        Assert.Equal([Built("01-one"), Built("02-two")], Directory.EnumerateFiles(course.Notebooks).Order());
        Assert.Equal(0, Check());
    }

    [Fact]
    public void A_second_build_writes_nothing()
    {
        Build();
        DateTime written = File.GetLastWriteTimeUtc(Built("01-one"));
        Build();
        Assert.Equal(written, File.GetLastWriteTimeUtc(Built("01-one")));
        Assert.EndsWith("0 notebooks written, 2 notebooks unchanged.\n", output.ToString());
    }

    [Fact]
    public void A_name_may_be_a_number_and_a_wrong_one_is_answered_with_the_nearest()
    {
        Assert.Equal(0, Build("02"));
        Assert.False(File.Exists(Built("01-one")));
        var wrong = Assert.Throws<CourseKitException>(() => Build("02-tow"));
        Assert.Contains("did you mean '02-two'?", wrong.Message);
        Assert.Equal(CourseKitException.WrongUsage, wrong.ExitCode);
    }

    [Fact]
    public void Check_names_each_stale_missing_and_orphaned_notebook_and_writes_nothing()
    {
        Build();
        Write("01-one", "changed");
        File.Delete(Built("02-two"));
        File.WriteAllText(Built("03-three"), "{}");
        Assert.Equal(1, Check());
        string[] lines = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains("01-one.ipynb is not what its source gives", lines[0]);
        Assert.Contains("02-two.ipynb is missing", lines[1]);
        Assert.Contains("03-three.ipynb has no source", lines[2]);
        Assert.False(File.Exists(Built("02-two")));
    }

    [Fact]
    public void A_notebook_that_an_editor_has_run_and_saved_is_up_to_date_until_somebody_edits_it()
    {
        Build();
        JsonObject notebook = JsonNode.Parse(File.ReadAllText(Built("01-one")))!.AsObject();
        notebook["metadata"]!["language_info"] = JsonNode.Parse("""{ "name": "csharp", "version": "14.0" }""");
        notebook["metadata"]!["vscode"] = new JsonObject();
        foreach (JsonNode? cell in notebook["cells"]!.AsArray())
        {
            cell!["metadata"]!["vscode"] = new JsonObject { ["languageId"] = "csharp" };
            if (cell["cell_type"]!.ToString() != "code") continue;
            cell["execution_count"] = 1;
            cell["outputs"] = JsonNode.Parse("""[{ "output_type": "stream", "name": "stdout", "text": "1" }]""");
        }
        File.WriteAllText(Built("01-one"), notebook.ToJsonString(new() { WriteIndented = true }));
        Assert.Equal(0, Check());
        notebook["cells"]!.AsArray()[^1]!["source"] = "edited";
        File.WriteAllText(Built("01-one"), notebook.ToJsonString());
        Assert.Equal(1, Check());
    }

    [Fact]
    public void Each_wrong_source_is_named_and_then_nothing_is_written()
    {
        Write("01-one", Sample.Check("1.1"));
        Write("03-three", "```csharp");
        Assert.Equal(1, Build());
        string[] lines = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("01-one.md:4: ", lines[0]);
        Assert.Contains("03-three.md:4: ", lines[1]);
        Assert.Empty(Directory.EnumerateFiles(course.Notebooks));
    }

    [Fact]
    public void Instructor_notebooks_go_to_their_own_folder()
    {
        string keys = Path.Combine(course.Root, "keys");
        Assert.Equal(0, BuildCommand.Run(course, [], false, keys, output, error));
        Assert.Contains("BEGIN SOLUTION", File.ReadAllText(Path.Combine(keys, "02-two.ipynb")));
        Assert.False(File.Exists(Built("02-two")));
    }

    [Theory]
    [InlineData("notebooks")]
    [InlineData("notebooks/keys")]
    public void Instructor_notebooks_are_kept_out_of_the_students_folder(string folder) =>
        Assert.Contains("would put solutions among", Assert.Throws<CourseKitException>(
            () => BuildCommand.Run(course, [], false, Path.Combine(course.Root, folder), output, error)).Message);

    [Fact]
    public void Check_and_instructor_exclude_each_other() =>
        Assert.Throws<CourseKitException>(() => BuildCommand.Run(course, [], true, course.Root, output, error));

    [Fact]
    public void A_course_without_sources_says_so()
    {
        Directory.Delete(course.Sources, recursive: true);
        Assert.Contains("no notebook source", Assert.Throws<CourseKitException>(() => Build()).Message);
    }
}
