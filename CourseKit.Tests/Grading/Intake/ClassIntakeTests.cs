using System.Text.Json.Nodes;
using CourseKit.Grading;
using CourseKit.Grading.Intake;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>From a folder to rows with flags: with no time at all, each submission is read, matched and judged, and no worker is started for it.</summary>
[Trait("Category", "Slow"), Collection("graders")]
public sealed class ClassIntakeTests : IDisposable
{
    private const string Second = "02-more";

    private readonly SmallCourse course = new();
    private readonly SubmissionsOnDisk disk = new();

    public ClassIntakeTests()
    {
        Directory.Delete(course.Course.Answers, recursive: true);
        File.WriteAllText(Path.Combine(course.Course.Sources, Second + ".md"), SmallCourse.Source.Replace("01.", "02.").Replace("01-sums", Second).Replace("# Sums", "# More").Replace("zeros", "noughts"));
    }

    private string Output => Path.Combine(course.Root, "grades");

    public void Dispose()
    {
        disk.Dispose();
        course.Dispose();
    }

    [Fact]
    public async Task What_is_in_a_notebook_goes_before_its_name()
    {
        string first = SubmissionsOnDisk.Solved, second = NotebookFile.ToText(NotebookBuilder.Build(SourceDocument.Parse(File.ReadAllText(Path.Combine(course.Course.Sources, Second + ".md")), Second), Edition.Student));
        disk.With($"right/{SmallCourse.Name}.ipynb", first).With($"right/{Second}.ipynb", second);
        disk.With($"swapped/{SmallCourse.Name}.ipynb", second).With($"swapped/{Second}.ipynb", first);
        disk.With($"wrong/{SmallCourse.Name}.ipynb", second);
        disk.With($"stub/{SmallCourse.Name}.ipynb", SubmissionsOnDisk.Stub).With($"stub/{SmallCourse.Name}-final.ipynb", first);
        IReadOnlyList<Grade> grades = await GradeAsync();
        Flag[] Of(string student, string notebook) => [.. grades.Single(grade => grade.Student == student && grade.Notebook == notebook).Result.Flags];
        Assert.DoesNotContain(Of("right", SmallCourse.Name), flag => flag.Kind is Flag.Unmatched or Flag.Missing or Flag.Several);
        foreach (string notebook in new[] { SmallCourse.Name, Second }) Assert.Contains(Of("swapped", notebook), flag => flag.Kind == Flag.Unmatched && flag.Message.Contains("taken for what it holds"));
        Assert.DoesNotContain(Of("swapped", Second), flag => flag.Message.Contains("stripped") || flag.Message.Contains("is it the right notebook"));
        Assert.Contains(Of("wrong", SmallCourse.Name), flag => flag.Kind == Flag.Missing);
        Assert.Contains(Of("wrong", SmallCourse.Name), flag => flag.Message.Contains($"holds {Second}"));
        Assert.Contains(Of("stub", SmallCourse.Name), flag => flag.Kind == Flag.Several && flag.Message.Contains($"'{SmallCourse.Name}-final.ipynb' counts as the one with most answers"));
    }

    [Fact]
    public async Task Another_class_in_the_same_output_is_refused_unless_that_is_meant()
    {
        foreach (string student in new[] { "a", "b", "c" }) disk.With($"{student}/{SmallCourse.Name}.ipynb", SubmissionsOnDisk.Solved);
        await GradeAsync();
        foreach (string student in new[] { "a", "b", "c" }) Directory.Move(disk.At(student), disk.At(student + "2"));
        CourseKitException refusal = await Assert.ThrowsAsync<CourseKitException>(() => GradeAsync());
        Assert.Contains("--other-class", refusal.Message);
        using (var gradebook = new Gradebook(Output)) Assert.Equal(["a", "b", "c"], gradebook.Results().Select(result => result.Student));
        Assert.Equal(["a2", "b2", "c2"], (await GradeAsync(isOther: true)).Select(grade => grade.Student));
    }

    [SkippableFact]
    public async Task What_can_no_longer_be_read_keeps_what_it_earned_and_is_flagged()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "makes symbolic links; run it on Linux");
        disk.With($"a/{SmallCourse.Name}.ipynb", SubmissionsOnDisk.Solved).With($"b/{SmallCourse.Name}.ipynb", SubmissionsOnDisk.Solved);
        using (var gradebook = new Gradebook(Output)) gradebook.Save(new("a", SmallCourse.Name, "k", null, 6, 5, [new("01.1", 6, 5, [])], [], [], 0));
        Directory.Delete(disk.At("a"), recursive: true);
        Directory.CreateSymbolicLink(disk.At("a"), disk.At("b"));
        Grade grade = (await GradeAsync()).Single(grade => grade.Student == "a");
        Assert.Equal(5, grade.Score);
        Assert.Contains(grade.Result.Flags, flag => flag.Kind == Flag.Unreadable);
        Assert.DoesNotContain(grade.Result.Flags, flag => flag.Kind == Flag.Missing);
        using var after = new Gradebook(Output);
        Assert.Equal(5, after.Results().Single(result => result.Student == "a").Score);
    }

    [Fact]
    public async Task What_a_few_bytes_bring_about_is_cut_and_counted()
    {
        JsonObject notebook = JsonNode.Parse(SubmissionsOnDisk.Solved)!.AsObject();
        JsonArray cells = notebook["cells"]!.AsArray();
        JsonNode own = JsonNode.Parse("""{"cell_type":"code","metadata":{},"outputs":[],"source":""}""")!;
        for (int i = 0; i < 15_000; i++)
        {
            JsonNode cell = own.DeepClone();
            cell["source"] = i == 0 ? "// " + new string('x', 3_000_000) : $"int Own{i}() => {i};";
            cells.Add(cell);
        }
        disk.With("gil.zip", SubmissionsOnDisk.Zip(SmallCourse.Name + ".ipynb", notebook.ToJsonString()));
        Grade grade = (await GradeAsync()).Single();
        Assert.InRange(grade.Result.Cells.Sum(cell => cell.Source.Length), 1, 400_000);
        string page = File.ReadAllText(Path.Combine(Output, "feedback", "gil.html"));
        Assert.InRange(page.Length, 1000, 2_000_000);
        Assert.Contains("left out", page);
        Assert.InRange(new DirectoryInfo(Output).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length), 1, 5_000_000);
    }

    [Fact]
    public void Flags_of_a_kind_are_capped_with_their_number()
    {
        Flag[] many = [.. Enumerable.Range(0, 194_693).Select(i => new Flag(Flag.Duplicate, $"number {i} {new string('x', 1000)}")), new(Flag.Late, "late")];
        IReadOnlyList<Flag> capped = ResultLimits.Capped(many);
        Assert.InRange(capped.Count, 10, 30);
        Assert.Contains(capped, flag => flag.Message == "and 194,673 more like it");
        Assert.Contains(capped, flag => flag.Kind == Flag.Late);
        Assert.All(capped, flag => Assert.InRange(flag.Message.Length, 1, 700));
    }

    [SkippableFact]
    public async Task Names_with_control_characters_and_the_folders_of_this_machine_stay_out_of_the_pages()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such names");
        disk.With($"gil\u001B[31m\u0007/{SmallCourse.Name}.ipynb", SubmissionsOnDisk.Solved).With($"hal/{SmallCourse.Name}.ipynb", "no notebook");
        IReadOnlyList<Grade> grades = await GradeAsync();
        Assert.Equal(2, grades.Count);
        foreach (string file in Directory.GetFiles(Path.Combine(Output, "feedback")).Append(Path.Combine(Output, "class.html")))
        {
            string page = File.ReadAllText(file);
            Assert.DoesNotContain('\u001B', page);
            Assert.DoesNotContain(disk.Root, page);
            Assert.DoesNotContain(course.Root, page);
        }
        Assert.Equal("is in …/coursekit/x.cs", HostPaths.Hide($"is in {AppContext.BaseDirectory}x.cs"));
    }

    private async Task<IReadOnlyList<Grade>> GradeAsync(bool isOther = false)
    {
        GradeOptions options = new(disk.Folder, Output, null, 2, new RunLimits(TimeSpan.FromSeconds(20), TimeSpan.Zero, 1024), !GradedClass.IsSandboxed, IsOtherClass: isOther);
        return (await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None)).Grades;
    }
}
