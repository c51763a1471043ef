using System.Text;
using CourseKit.Commands;
using CourseKit.Grading;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>Class lists as spreadsheets save them, and the marks that people enter.</summary>
public sealed class ListsTests : IDisposable
{
    private const string List = "id,last_name,first_name,email\njm,Müßig,Jürgen,j@x.org\nec,Côté,Éloïse,e@x.org\n";

    private readonly SmallCourse course = new();

    private string FileName => Path.Combine(course.Root, "class.csv");

    public void Dispose() => course.Dispose();

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1252", true)]
    public void Encodings_are_found_out_and_a_guess_is_told(string encoding, bool isGuess)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding code = Encoding.GetEncoding(encoding);
        File.WriteAllBytes(FileName, [.. code.GetPreamble(), .. code.GetBytes(List)]);
        Roster roster = Roster.Read(FileName);
        Assert.Equal(isGuess, roster.GuessedEncoding is not null);
        foreach (string name in new[] { "jm", "Jürgen Müßig", "Müßig, Jürgen", "Ju\u0308rgen Mu\u0308ßig", "JÜRGEN MÜßIG", " Müßig  Jürgen " }) Assert.Equal("j@x.org", roster.Find(name)?["email"]);
        Assert.Equal("e@x.org", roster.Find("E\u0301loi\u0308se Co\u0302te\u0301")?["email"]);
    }

    [Fact]
    public void What_the_platform_knows_a_student_by_goes_before_the_name()
    {
        File.WriteAllText(FileName, "Identifier,Full name\nParticipant 1,Sam Lee\nParticipant 2,Sam Lee\nParticipant 3,Ada\n");
        Roster roster = Roster.Read(FileName);
        Assert.Equal("Participant 2", roster.Find("Ada", ["Participant 2"])?["Identifier"]);
        Assert.Equal("Participant 3", roster.Find("Ada", ["unknown"])?["Identifier"]);
        Assert.Null(roster.Find("Sam Lee"));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'i', (byte)'d', 10, 0x81, 0x8D, 10 })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'i', (byte)'d', 10, 0xFC, 10 })]
    [InlineData(new byte[] { (byte)'i', (byte)'d', 10, 0xEF, 0xBF, 0xBD, 10 })]
    public void A_list_whose_letters_are_lost_is_refused(byte[] bytes)
    {
        File.WriteAllBytes(FileName, bytes);
        CourseKitException refusal = Assert.Throws<CourseKitException>(() => Roster.Read(FileName));
        Assert.Equal(CourseKitException.WrongUsage, refusal.ExitCode);
        Assert.Contains("UTF-8", refusal.Message);
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1e7)]
    [InlineData(-1d)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Points_that_no_exercise_has_are_refused(double points)
    {
        string folder = Path.Combine(course.Root, "grades");
        using (var gradebook = new Gradebook(folder)) gradebook.Save(new("Ju\u0308rgen", SmallCourse.Name, "k", null, 3, 0, [new("01.1", 3, 0, [])], [], [], 0));
        Assert.Throws<CourseKitException>(() => MarkCommand.Run(folder, "Ju\u0308rgen", "01.1", points, "", remove: false, TextWriter.Null));
        Assert.Equal(0, MarkCommand.Run(folder, "Jürgen", "01.1", 2, "", remove: false, TextWriter.Null));
    }

    [Theory]
    [InlineData("""{ "due": { "01": "0001-01-01T00:00:00Z" } }""", "is that the year?")]
    [InlineData("""{ "due": { "01": "9999-12-31T23:59:59-14:00" } }""", "late.json")]
    [InlineData("""{ "due": { "01": "2026-01-10T12:00:00Z", "1": "2026-02-10T12:00:00Z" } }""", "2 times")]
    [InlineData("""{ "due": {}, "extensions": { "a": { "*": 99999999999 } } }""", "extension of a")]
    [InlineData("""{ "due": {}, "extensions": { "a": null } }""", "extension of a")]
    [InlineData("""{ "due": {}, "graceDays": 2000000000 }""", "graceDays")]
    public void Late_rules_that_no_course_has_are_refused(string json, string message)
    {
        string path = Path.Combine(course.Root, "late.json");
        File.WriteAllText(path, json);
        Assert.Contains(message, Assert.Throws<CourseKitException>(() => LatePolicy.Load(path, course.Course)).Message);
    }

    [Fact]
    public void An_extension_finds_its_student_however_the_name_is_spelled()
    {
        var due = new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
        LatePolicy policy = new(new Dictionary<string, DateTimeOffset> { ["a"] = due }, 0.1, Extensions: new Dictionary<string, IReadOnlyDictionary<string, double>> { ["Ju\u0308rgen"] = new Dictionary<string, double> { ["a"] = 3 } });
        Assert.Equal(due.AddDays(3), policy.DueFor("Jürgen", "a"));
    }
}
