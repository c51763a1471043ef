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
