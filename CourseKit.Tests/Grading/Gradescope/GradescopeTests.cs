using System.IO.Compression;
using System.Text;
using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Tests.Grading.Gradescope;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class GradescopeTests(GradescopeContainer container) : IClassFixture<GradescopeContainer>
{
    private const string File1 = SmallCourse.Name + ".ipynb";

    [SkippableTheory, InlineData(true), InlineData(false)]
    public void A_solved_notebook_earns_every_point_in_a_container_that_holds_nothing_but_the_zip(bool bubblewrap)
    {
        Need(bubblewrap);
        (string printed, GradescopeReport report) = container.Grade(bubblewrap, (File1, Text(SmallCourse.Solved)));
        Assert.True(report.Score == 6, printed + report.Text);
        Assert.Equal(6, report.Tests.Sum(test => test.MaxScore), 3);
        Assert.All(report.Tests, test => Assert.True(test.Passed));
        Assert.Equal(["01.1.1", "01.1.2", "01.1.3", "01.2.1", "01.2.2", "01.3.1", "01.3.2"], report.Tests.Select(test => test.Number));
        Assert.Equal("", report.Output);
        Assert.Contains(bubblewrap ? "by bubblewrap" : "by a user of its own", printed);
        Assert.Contains("worth 10 points on Gradescope, and the notebook 6", printed);
    }

    [SkippableTheory, InlineData(true), InlineData(false)]
    public void Mistakes_are_explained_and_nothing_of_a_hidden_check_is_told(bool bubblewrap)
    {
        Need(bubblewrap);
        (string printed, GradescopeReport report) = container.Grade(bubblewrap, (File1, Text(SmallCourse.SolvedBut(
            ("01.1", "int Add(int a, int b) => Math.Abs(a) + Math.Abs(b);"),
            ("01.2", "double Double(double x) { while (true) { } }"),
            ("01.3", "double Mean(double[] x) => x.Length == 0 ? throw new ArgumentException() : x.Average();")))));
        Assert.Equal(2, report.Score);
        GradescopeTest hidden = report.Tests.Single(test => test.Number == "01.1.3");
        Assert.Equal(("exercise 01.1: hidden check 1", false, 0d, "Hint: negative numbers count too", "visible"), (hidden.Name, hidden.Passed, hidden.Score, hidden.Output, hidden.Visibility));
        Assert.Contains($"did not end within {GradescopeContainer.CellSeconds} s", report.Tests.Single(test => test.Number == "01.2.1").Output);
        Assert.Contains("System.Linq.Enumerable.Average", report.Output);
        foreach (string secret in new[] { "secret", "minus one", "HIDDEN", "   at ", "CourseKit.Grading", "emptiness" }) Assert.DoesNotContain(secret, report.Text);
        Assert.Contains("secret minus one and four (hidden)", printed);
    }

    [SkippableTheory, InlineData(true), InlineData(false)]
    public void Student_code_reads_no_secret_reaches_no_network_and_writes_no_result(bool bubblewrap)
    {
        Need(bubblewrap);
        string[] files = [.. new[] { "source/secret/oracle.json", "source/secret/notebook.json", "results/results.json", "submission_metadata.json" }.Select(file => Path.Combine(container.Root, file))];
        string attempts = string.Join("\n", files.Select(file => $"Try(() => File.ReadAllText(\"{file}\"));")
            .Append($"Try(() => {{ File.WriteAllText(\"{files[2]}\", \"{{}}\"); return \"\"; }});")
            .Append($"Try(() => {{ File.WriteAllText(\"{container.Source}/coursekit/CourseLib.dll\", \"{{}}\"); return \"\"; }});")
            .Append($"Try(() => {{ Directory.Delete(\"{container.Root}/results\", true); return \"\"; }});")
            .Append("Try(() => File.ReadAllText($\"/proc/{Parent()}/environ\") is { Length: > 0 } text ? text : throw new Exception());"));
        string spy = $$"""
            var found = new List<string>();
            string Parent() => Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _) && name != $"{Environment.ProcessId}").Max();
            void Try<T>(Func<T> attempt) { try { found.Add("DONE " + attempt()); } catch (Exception refused) { found.Add(refused.GetType().Name); } }
            {{attempts}}
            int Add(int a, int b) => throw new Exception($"{found.Count} tried, {found.Count(text => text.StartsWith("DONE"))} done: {string.Join(", ", found)}, data {File.ReadAllText("../datasets/numbers.txt")}");
            """;
        (string printed, GradescopeReport report) = container.Grade(bubblewrap, (File1, Text(SmallCourse.SolvedBut(("01.1", spy)))));
        string told = report.Tests.Single(test => test.Number == "01.1.1").Output;
        Assert.Contains("8 tried, 0 done", told);
        Assert.Contains("data 42", told);
        Assert.Equal(3, report.Score);
        foreach (string secret in new[] { "secret", "PREVIOUS", "expected" }) Assert.DoesNotContain(secret, report.Text);
        Assert.Contains("01.1 Failed", printed);
    }

    public static TheoryData<string, string, string> Odd => new()
    {
        { "nothing", "", "There is no notebook in what you handed in (nothing). Upload 01-sums.ipynb." },
        { "notes.txt", "my thoughts", "There is no notebook in what you handed in (notes.txt). Upload 01-sums.ipynb." },
        { File1, "{ this is no notebook", "'01-sums.ipynb' is not a notebook: it is not JSON" },
        { File1, "", "'01-sums.ipynb' cannot be read: it is empty." },
        { "02-other.ipynb", """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "outputs": [], "execution_count": null}]}""", "'02-other.ipynb' is another notebook: no cell of it is a cell of 01-sums.ipynb." },
        { "work.zip", "PK no zip", "'work.zip' cannot be read" },
    };

    [SkippableTheory, MemberData(nameof(Odd))]
    public void A_submission_that_cannot_be_graded_gets_a_valid_result_that_says_why(string name, string text, string message)
    {
        NeedAny();
        (string printed, GradescopeReport report) = container.Grade(AnyGuard, name == "nothing" ? [] : [(name, text)]);
        Assert.Contains(message, report.Output);
        Assert.Equal((0d, 7), (report.Score, report.Tests.Count));
        Assert.DoesNotContain("   at ", report.Text + printed);
    }

    [SkippableFact]
    public void Of_several_notebooks_the_one_with_the_name_is_graded_and_the_student_is_told()
    {
        NeedAny();
        (_, GradescopeReport report) = container.Grade(AnyGuard, ("old/01-sums (1).ipynb", Text(SmallCourse.Stub)), ("work/" + File1, Text(SmallCourse.Solved)), ("__MACOSX/._x.ipynb", "junk"));
        Assert.Equal(6, report.Score);
        Assert.Contains("2 files could be 01-sums.ipynb; 'work/01-sums.ipynb' was graded.", report.Output);
    }

    [SkippableFact]
    public void When_the_grader_itself_fails_the_result_is_valid_and_says_that_it_is_no_fault_of_the_work()
    {
        NeedAny();
        string oracle = Path.Combine(container.Source, "secret", "oracle.json"), dotnet = Path.Combine(container.Source, "dotnet", "dotnet");
        File.Move(oracle, oracle + ".away");
        (string printed, GradescopeReport report) = container.Grade(AnyGuard, (File1, Text(SmallCourse.Solved)));
        File.Move(oracle + ".away", oracle);
        Assert.StartsWith("The autograder could not grade this.", report.Output);
        Assert.DoesNotContain("oracle", report.Text);
        Assert.Contains("oracle.json", printed);

        File.Move(dotnet, dotnet + ".away");
        File.WriteAllText(dotnet, "#!/bin/sh\nkill -9 $$\n");
        GradescopeContainer.MakeExecutable(dotnet);
        report = container.Grade(AnyGuard, (File1, Text(SmallCourse.Solved))).Report;
        File.Move(dotnet + ".away", dotnet, overwrite: true);
        Assert.StartsWith("The autograder stopped before it had an outcome.", report.Output);
        Assert.Empty(report.Tests);
    }

    [SkippableFact]
    public void The_zip_holds_what_it_needs_and_no_solution()
    {
        NeedAny();
        using ZipArchive zip = ZipFile.OpenRead(container.Zip);
        string[] names = [.. zip.Entries.Select(entry => entry.FullName)];
        Assert.Subset(names.ToHashSet(), new HashSet<string> { "setup.sh", "run_autograder", "coursekit/coursekit.dll", "dotnet/dotnet", "datasets/numbers.txt", "secret/oracle.json" });
        Assert.DoesNotContain("datasets/letters.txt", names);
        Assert.Equal(Convert.ToInt32("100755", 8), zip.GetEntry("run_autograder")!.ExternalAttributes >>> 16);
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.FullName.StartsWith("secret/", StringComparison.Ordinal)))
        {
            Assert.Equal(Convert.ToInt32("100600", 8), entry.ExternalAttributes >>> 16);
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            string text = reader.ReadToEnd();
            foreach (string solution in new[] { "return a + b", "return 2 * x", "BEGIN SOLUTION" }) Assert.DoesNotContain(solution, text);
        }
        Assert.InRange(new FileInfo(container.Zip).Length, 1, 100_000_000);
    }

    [Fact]
    public void A_gradebook_gives_each_student_a_result_with_marks_and_lateness()
    {
        string folder = Directory.CreateTempSubdirectory("gradescope-").FullName;
        try
        {
            using (var gradebook = new Gradebook(folder))
            {
                gradebook.Policy = LatePolicy.None with { Due = new Dictionary<string, DateTimeOffset> { ["01-sums"] = DateTimeOffset.UnixEpoch }, PerDay = 0.5 };
                ExerciseResult[] exercises =
                [
                    ExerciseResult.Of("01.1", [new("sum", false, 2, Outcome.Failed, "off by\u0007 one", "count", "minus"), new("secret sum", true, 2, Outcome.Passed, "secret reason", null, null)]),
                    ExerciseResult.Of("01.2", [new("twice", false, 3, Outcome.NotAttempted, null, "secret hint", null)]),
                ];
                gradebook.Save(new("anna", "01-sums", "k", DateTimeOffset.UnixEpoch.AddHours(1), 7, 2, exercises, [new(Flag.Tampering, "secret flag"), new(Flag.Changed, "edited")], [], 0.5));
                gradebook.Enter(new ManualMark("anna", "01-sums", "01.2", 2, "Right idea.", DateTimeOffset.UnixEpoch));
            }
            Assert.Equal(0, ExportGradescopeCommand.WriteResults(folder, "01", null, "after_published", TextWriter.Null));
            GradescopeReport report = GradescopeReport.Read(Path.Combine(folder, "gradescope", "anna", "results.json"));
            Assert.Equal(2, report.Score);
            Assert.Equal("handed in 1 day late: 50 % of the points are deducted\n\nedited", report.Output);
            Assert.Equal(
                [
                    new("01.1.1", "exercise 01.1: sum", 0, 2, false, "off by\uFFFD one\nHint: count", "visible"),
                    new("01.1.2", "exercise 01.1: hidden check 1", 2, 2, true, "", "after_published"),
                    new GradescopeTest("01.2", "exercise 01.2, marked by hand", 2, 3, false, "Right idea.", "visible"),
                ], report.Tests);
            Assert.DoesNotContain("secret", report.Text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_notebook_and_a_gradebook_it_says_what_to_name()
    {
        CourseKitException failure = await Assert.ThrowsAsync<CourseKitException>(() => Program.Root().Parse("export gradescope").InvokeAsync(new() { EnableDefaultExceptionHandler = false }));
        Assert.Equal((CourseKitException.WrongUsage, true), (failure.ExitCode, failure.Message.Contains("export gradescope 08", StringComparison.Ordinal)));
    }

    private static bool AnyGuard => GradescopeContainer.Missing(bubblewrap: true) is null;

    private static void Need(bool bubblewrap) => Skip.If(GradescopeContainer.Missing(bubblewrap) is string, GradescopeContainer.Missing(bubblewrap));

    private static void NeedAny() => Need(AnyGuard);

    private static string Text(Notebook notebook) => NotebookFile.ToText(notebook);
}
