using System.Text.Json.Nodes;
using CourseKit.Serve;

namespace CourseKit.Tests.Serve;

public sealed class CheckLinesTests
{
    private const string Answer = """
        record Result(double Mean, double Spread);

        class Layer
        {
            public double Rate { get; set; }

            public Result Forward(double[] x) => new(0, 0);

            public double Backward(double up) => up;
        }

        double Slope(double x)
        {
            return x;
        }
        """;

    [Theory]
    [InlineData("Check.Value(\"a\", () => Slope(2));", 12)]
    [InlineData("var layer = new Layer();\nCheck.Value(\"a\", () => layer.Backward(1));", 9)]
    [InlineData("var result = new Layer().Forward([1]);\nCheck.Value(\"a\", () => result.Mean);", 7)]
    [InlineData("var (mean, spread) = Both();\nint Both() => (int)Slope(1);\nCheck.Value(\"a\", () => mean);", 12)]
    [InlineData("#!import course.dib\nCheck.Value(\"b\", () => Slope(2));\nCheck.Value(\"a\", () => new Layer().Rate);", 5)]
    public void A_failed_check_is_about_the_line_that_declares_what_it_calls(string check, int line) =>
        Assert.Equal(line, LineOf("a", "failed", check));

    [Theory]
    [InlineData("a", "failed", "Check.Value(\"a\", () => Math.Sqrt(2));")]
    [InlineData("a", "failed", "foreach (var n in new[] { \"a\" }) Check.Value(n, () => Slope(2));")]
    [InlineData("a", "passed", "Check.Value(\"a\", () => Slope(2));")]
    [InlineData("a", "failed", "Check.Value(\"a\", (")]
    public void What_is_not_known_has_no_line(string name, string state, string check) => Assert.Null(LineOf(name, state, check));

    private static int? LineOf(string name, string state, string check)
    {
        string report = new JsonObject { ["checks"] = new JsonArray(new JsonObject { ["name"] = name, ["state"] = state }) }.ToJsonString();
        return (int?)JsonNode.Parse(CheckLines.Added(report, check, Answer))!["checks"]![0]!["line"];
    }
}
