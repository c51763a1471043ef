using CourseLib.Checks;

namespace CourseLib.Tests.Checks;

public class OracleTests
{
    private static readonly Oracle Sample = new("08-batchnorm2d", "0123", [
        new OracleCell("ex-08-1-check-1", "08.1", 2, false, [
            new Expectation(
                new Recording("Ausgabe «γ»", CheckKind.Value, Attempt.Finished, new RecordedValue("tensor", [2, 2], [0.1f, double.NaN, double.NegativeInfinity, 16777217]), Tolerance: 1e-5, Hint: "check ε"),
                [new Mistake("no-epsilon", "add ε → inside the root", new RecordedValue("error", [], [], "DivideByZeroException: <0>"))]),
        ]),
        new OracleCell("ex-08-1-check-1", "08.1", 1, true, [
            new Expectation(new Recording("secret", CheckKind.AtLeast, Attempt.Finished, new RecordedValue("number", [], [0.75]), Bound: 0.5), []),
        ]),
    ]);

    [Fact]
    public void An_oracle_survives_the_way_through_its_file()
    {
        Oracle back = Reload(Sample.ToJson());
        Assert.Equal(Sample.ToJson(), back.ToJson());
        Expectation expectation = back.Find("Ausgabe «γ»")!;
        Assert.Equal("add ε → inside the root", expectation.Mistakes[0].Hint);
        Assert.Equal(1e-5, expectation.Recording.Tolerance);
        Assert.Null(Comparison.Difference(Sample.Cells[0].Expected[0].Recording.Value!, expectation.Recording.Value!, 0));
        Assert.Equal(0.5, back.Find("secret")!.Recording.Bound);
    }

    [Fact]
    public void The_file_ends_with_one_line_feed_and_has_no_carriage_return()
    {
        string json = Sample.ToJson();
        Assert.EndsWith("}\n", json);
        Assert.DoesNotContain('\r', json);
    }

    [Fact]
    public void What_students_get_has_nothing_of_the_hidden_checks()
    {
        Oracle visible = Sample.Visible();
        Assert.Single(visible.Cells);
        Assert.Null(visible.Find("secret"));
        Assert.DoesNotContain("secret", visible.ToJson());
        Assert.Equal(2, visible.Cells[0].Points);
    }

    [Fact]
    public void Answers_to_questions_do_not_ship_in_plain_text_and_are_judged_all_the_same()
    {
        Expectation Question(string name, RecordedValue value, double tolerance, params Mistake[] mistakes) =>
            new(new Recording(name, CheckKind.Value, Attempt.Finished, value, Tolerance: tolerance, Veiled: true), mistakes);
        RecordedValue Text(string text) => new("text", [], [], text);
        RecordedValue Number(double number) => new("number", [], [number]);
        Oracle oracle = new("01", "0123", [new OracleCell("c", "01.1", 3, false, [
            Question("letter", Text("QUIRK"), 0, new Mistake("m", "think again", Text("ZEBRA"))), Question("count", Number(71234), 0), Question("fraction", Number(0.71234), 1e-4)])]);
        string shipped = oracle.Shipped().ToJson();
        Assert.DoesNotContain("QUIRK", shipped);
        Assert.DoesNotContain("ZEBRA", shipped);
        Assert.DoesNotContain("71234", shipped);
        Oracle back = Reload(shipped);
        Outcome Judged(string name, RecordedValue value) => Verdict.Of(back.Find(name)!, new Recording(name, CheckKind.Value, Attempt.Finished, value)).Outcome;
        Assert.Equal(Outcome.Passed, Judged("letter", Text("QUIRK")));
        Assert.Equal(Outcome.Failed, Judged("letter", Text("OTHER")));
        Assert.Equal(Outcome.Passed, Judged("count", Number(71234)));
        Assert.Equal(Outcome.Failed, Judged("count", Number(71235)));
        Assert.Equal("think again", Verdict.Of(back.Find("letter")!, new Recording("letter", CheckKind.Value, Attempt.Finished, Text("ZEBRA"))).Hint);
        Assert.Null(back.Find("fraction"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"notebook":"a","origin":"b","cells":null}""")]
    [InlineData("""{"notebook":"a","origin":"b","cells":[{"id":"a","exercise":"1","points":1,"hidden":false,"expected":[{"recording":null,"mistakes":[]}]}]}""")]
    [InlineData("""{"notebook":"a","origin":"b","cells":[{"id":"a","exercise":"1","points":1,"hidden":false,"expected":[{"recording":{"name":"n","kind":"Value","attempt":"Finished","value":{"type":"number","shape":[],"numbers":["x"]}},"mistakes":[]}]}]}""")]
    public void A_damaged_file_is_named_with_the_mend(string json)
    {
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Reload(json));
        Assert.Contains("is not an oracle", refusal.Message);
        Assert.Contains("build the notebooks again", refusal.Message);
    }

    private static Oracle Reload(string json)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return Oracle.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
