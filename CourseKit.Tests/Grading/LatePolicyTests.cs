using System.Globalization;
using CourseKit.Grading;

namespace CourseKit.Tests.Grading;

public sealed class LatePolicyTests : IDisposable
{
    private readonly SmallCourse course = new();

    public void Dispose() => course.Dispose();

    [Theory]
    [InlineData("2026-03-01T12:00:00Z", 0, 1.0)]
    [InlineData("2026-03-01T12:00:01Z", 1, 0.9)]
    [InlineData("2026-03-01T13:00:00+01:00", 0, 1.0)]
    [InlineData("2026-03-02T12:00:00Z", 1, 0.9)]
    [InlineData("2026-03-02T12:00:01Z", 2, 0.8)]
    [InlineData("2026-03-06T12:00:00Z", 5, 0.5)]
    [InlineData("2026-03-06T12:00:01Z", 6, 0.0)]
    [InlineData("2026-02-01T00:00:00Z", 0, 1.0)]
    public void A_day_begun_is_a_day(string handedIn, int days, double factor)
    {
        Lateness late = Policy(perDay: 0.1, cutOff: 5).Of("anna", [("a", Time(handedIn))])["a"];
        Assert.Equal((days, factor), (late.Days, late.Factor));
        Assert.Equal(days == 0, late.Message is null);
    }

    [Fact]
    public void Grace_days_pay_for_the_notebook_that_was_due_first()
    {
        var late = Policy(perDay: 0.2, grace: 3).Of("anna", [("b", Time("2026-04-03T00:00:00Z")), ("a", Time("2026-03-03T00:00:00Z")), ("c", Time("2030-01-01T00:00:00Z")), ("d", null)]);
        Assert.Equal((2, 2, 1d), (late["a"].Days, late["a"].GraceDays, late["a"].Factor));
        Assert.Equal((2, 1, 0.8), (late["b"].Days, late["b"].GraceDays, late["b"].Factor));
        Assert.Equal("handed in 2 days late, 1 of them paid with grace days: 20 % of the points are deducted", late["b"].Message);
        Assert.Equal(Lateness.None, late["c"]);
        Assert.Null(late["d"].Message);
    }

    [Fact]
    public void A_file_of_rules_calls_notebooks_by_number_and_knows_extensions()
    {
        string path = Path.Combine(course.Root, "late.json");
        File.WriteAllText(path, """{ "due": { "01": "2026-03-01T12:00:00Z" }, "perDay": 0.25, "extensions": { "anna": { "01": 2 }, "ben": { "*": 1 } } /* agreed */ }""");
        LatePolicy policy = LatePolicy.Parse(LatePolicy.Load(path, course.Course).ToJson());
        DateTimeOffset handedIn = Time("2026-03-03T11:00:00Z");
        Assert.Equal([1, 0.75, 0.5], new[] { "anna", "ben", "cleo" }.Select(student => policy.Of(student, [(SmallCourse.Name, handedIn)])[SmallCourse.Name].Factor));
    }

    [Theory]
    [InlineData("{}", "\"due\" is missing")]
    [InlineData("""{ "due": { "01": "yesterday" } }""", "late.json")]
    [InlineData("""{ "due": { "77": "2026-03-01T12:00:00Z" } }""", "there is no notebook '77'")]
    [InlineData("""{ "due": {}, "perDay": 10 }""", "a share of the points")]
    [InlineData("""{ "due": {}, "penalty": 0.1 }""", "penalty")]
    [InlineData("""{ "due": {}, "graceDays": -1 }""", "graceDays")]
    [InlineData("no JSON", "late.json")]
    public void Rules_that_make_no_sense_are_refused_by_name(string json, string message)
    {
        string path = Path.Combine(course.Root, "late.json");
        File.WriteAllText(path, json);
        CourseKitException refusal = Assert.Throws<CourseKitException>(() => LatePolicy.Load(path, course.Course));
        Assert.Contains(message, refusal.Message);
        Assert.Equal(CourseKitException.WrongUsage, refusal.ExitCode);
    }

    private static LatePolicy Policy(double perDay, int grace = 0, int? cutOff = null) => new(
        new Dictionary<string, DateTimeOffset> { ["a"] = Time("2026-03-01T12:00:00Z"), ["b"] = Time("2026-04-01T12:00:00Z") }, perDay, grace, cutOff);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
