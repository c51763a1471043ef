using CourseKit.Commands;
using CourseKit.Grading;
using CourseLib.Checks;

namespace CourseKit.Tests.Grading;

public sealed class GradebookTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradebook-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_result_is_found_as_it_was_saved_and_only_under_its_key()
    {
        using var gradebook = new Gradebook(folder);
        SubmissionResult saved = Result("ann'a; DROP TABLE mark; 學生", 2, "k");
        gradebook.Save(Result(saved.Student, 1, "older"));
        gradebook.Save(saved);
        Assert.Equal(GradebookTables.ToJson(Grade.Of([saved], LatePolicy.None, [])), GradebookTables.ToJson(Grade.Of([gradebook.Find(saved.Student, "01-sums", "k")!], LatePolicy.None, [])));
        Assert.Null(gradebook.Find(saved.Student, "01-sums", "older"));
        Assert.Null(gradebook.Find("somebody", "01-sums", "k"));
        Assert.Single(gradebook.Results());
        gradebook.Keep(["02"], new HashSet<string>());
        Assert.Single(gradebook.Results());
        gradebook.Keep(["01-sums"], new HashSet<string>());
        Assert.Empty(gradebook.Results());
    }

    [Fact]
    public void A_mark_takes_the_place_of_the_checks_points_until_it_is_removed()
    {
        using (var gradebook = new Gradebook(folder)) gradebook.Save(Result("anna", 2, "k"));
        Assert.Equal("anna, 01-sums: 3.5 of 4 points\n", Mark("anna", "01.1", 1.5, "half right"));
        Assert.Equal("anna, 01-sums: 4 of 4 points\n", Mark("anna", "01.1", 2));
        Assert.Equal("anna, 01-sums: 4 of 4 points\n", Mark("anna", "01", null, "well done"));
        Assert.Contains("well done", File.ReadAllText(Path.Combine(folder, "feedback", "anna.html")));
        Assert.Contains("01-sums,,,anna,,,,4,0,4,4", File.ReadAllText(Path.Combine(folder, "gradebook.csv")));
        Assert.Equal("anna, 01-sums: 2 of 4 points\n", Mark("anna", "01.1", remove: true));
    }

    [Theory]
    [InlineData("ana", "01.1", 1.0, "did you mean 'anna'?")]
    [InlineData("anna", "02.1", 1.0, "has no notebook '02'")]
    [InlineData("anna", "01.9", 1.0, "has no exercise 01.9; it has 01.1, 01.2")]
    [InlineData("anna", "01.1", -1.0, "-1 points cannot be given")]
    [InlineData("anna", "01.1", double.NaN, "NaN points cannot be given")]
    [InlineData("anna", "01", 3.0, "points are given for an exercise: 01.1, 01.2")]
    [InlineData("anna", "01.1", null, "give points, --comment, or both")]
    public void A_mark_that_makes_no_sense_is_refused(string student, string exercise, double? points, string message)
    {
        using (var gradebook = new Gradebook(folder)) gradebook.Save(Result("anna", 2, "k"));
        Assert.Contains(message, Assert.Throws<CourseKitException>(() => Mark(student, exercise, points)).Message);
    }

    [Fact]
    public void What_is_no_gradebook_is_named()
    {
        Assert.Contains("grade first", Assert.Throws<CourseKitException>(() => new Gradebook(folder, create: false)).Message);
        File.WriteAllText(Path.Combine(folder, "gradebook.db"), new string('x', 5000));
        Assert.Contains("is no gradebook; move it away", Assert.Throws<CourseKitException>(() => new Gradebook(folder)).Message);
    }

    [Fact]
    public void Two_runs_never_write_into_one_folder()
    {
        using (FolderLock.Take(folder)) Assert.Contains("another coursekit", Assert.Throws<CourseKitException>(() => FolderLock.Take(folder)).Message);
        FolderLock.Take(folder).Dispose();
    }

    [Fact]
    public void Canvas_gets_its_own_ids_and_whom_it_does_not_know_is_named()
    {
        using (var gradebook = new Gradebook(folder)) foreach (string student in new[] { "anna", "Ben, B.", "stranger" }) gradebook.Save(Result(student, 2, "k"));
        string roster = Path.Combine(folder, "canvas-export.csv");
        File.WriteAllText(roster, "\uFEFFStudent,ID,SIS User ID,SIS Login ID,Section,Old work (12)\n    Points Possible,,,,,10\n\"Ben, B.\",77,u7,ben,A,3\n\"Anna, A.\",78,u8,ANNA,A,4\n");
        (int code, string text, string error) = Export("canvas", roster);
        Assert.Equal("Student,ID,SIS User ID,SIS Login ID,Section,01-sums\n    Points Possible,,,,,4\n\"Ben, B.\",77,u7,ben,A,2\n\"Anna, A.\",78,u8,ANNA,A,2\n".Split('\n').Order(), text.Split('\n').Order());
        Assert.Equal((1, "coursekit: not in the class list: stranger\n"), (code, error));
        Assert.Contains("--roster", Assert.Throws<CourseKitException>(() => Export("canvas", null)).Message);
    }

    [Fact]
    public void Moodles_worksheet_is_filled_in_and_without_one_there_is_a_column_a_notebook()
    {
        using (var gradebook = new Gradebook(folder)) foreach (string student in new[] { "anna", "ben" }) gradebook.Save(Result(student, 2, "k"));
        Mark("ben", "01", null, "See \"me\"");
        Assert.Equal("username,01-sums\nanna,2\nben,2\n", Export("moodle", null).Text);
        string roster = Path.Combine(folder, "worksheet.csv");
        File.WriteAllText(roster, "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\nParticipant 9,Ben B,ben,Submitted,,10.00,\n");
        (int code, string text, string error) = Export("moodle", roster);
        Assert.Equal("Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\nParticipant 9,Ben B,ben,Submitted,2,4,\"See \"\"me\"\"\"\n", text);
        Assert.Equal((1, "coursekit: not in the class list: anna\n"), (code, error));
    }

    [Fact]
    public void Nbgraders_table_has_names_from_the_class_list()
    {
        using (var gradebook = new Gradebook(folder)) gradebook.Save(Result("anna", 2, "k"));
        string roster = Path.Combine(folder, "roster.csv");
        File.WriteAllText(roster, "id;last_name;first_name;email\nanna;=HYPERLINK(1);Anna;anna@example.org\n");
        Assert.Equal("01-sums,,,anna,\"'=HYPERLINK(1)\",Anna,anna@example.org,2,0,2,4", Export("csv", roster).Text.Split('\n')[1]);
    }

    private static SubmissionResult Result(string student, double score, string key) => new(student, "01-sums", key, null, 4, score,
        [ExerciseResult.Of("01.1", [new("sum", false, 2, Outcome.Failed, "off", null, "minus")]), ExerciseResult.Of("01.2", [new("secret", true, 2, score > 0 ? Outcome.Passed : Outcome.NotAttempted, null, null, null)])],
        [new(Flag.Doubtful, "look")], [new(3, "01.1", "1 + 1", null)], 0.5);

    private string Mark(string student, string exercise, double? points = null, string comment = "", bool remove = false)
    {
        var output = new StringWriter { NewLine = "\n" };
        MarkCommand.Run(folder, student, exercise, points, comment, remove, output);
        return output.ToString();
    }

    private (int Code, string Text, string Error) Export(string form, string? roster)
    {
        string to = Path.Combine(folder, "out.csv");
        var error = new StringWriter { NewLine = "\n" };
        int code = ExportCommand.Run(form, folder, roster is null ? null : Roster.Read(roster), null, to, TextWriter.Null, error);
        return (code, File.ReadAllText(to), error.ToString());
    }
}
