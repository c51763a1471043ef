using CourseKit.Grading;

namespace CourseKit.Tests.Grading;

public sealed class SolutionEditsTests
{
    private const string Solution = "int F(int x)\n{\n    // BEGIN SOLUTION\n    if (x < 0)\n        return 0;\n    return x;\n    // END SOLUTION\n}\n\nint G() => 0;";

    [Theory]
    [InlineData("hint: h\n- return x;\n+ return -x;\n", "    return x;", "    return -x;")]
    [InlineData("-return x;\n+return\n+    x + 1;", "    return x;", "    return\n        x + 1;")]
    [InlineData("- if (x < 0)\n-     return 0;", "    if (x < 0)\n        return 0;\n", "")]
    [InlineData("- if (x < 0)\n+ x++;\n+ if (x < 0)\r\n", "    if (x < 0)", "    x++;\n    if (x < 0)")]
    public void Lines_of_the_solution_are_replaced(string edits, string before, string after) =>
        Assert.Equal(Solution.Replace(before, after), SolutionEdits.Apply(Solution, edits, "a.diff"));

    [Fact]
    public void Several_places_are_changed_in_one_file() =>
        Assert.Equal(Solution.Replace("return x;", "return 1;").Replace("=> 0;", "=> 2;"), SolutionEdits.Apply(Solution, "- return x;\n+ return 1;\n- int G() => 0;\n+ int G() => 2;", "a.diff"));

    [Theory]
    [InlineData("hint: nothing", "changes nothing")]
    [InlineData("+ return 1;", "does not say where")]
    [InlineData("- return 7;\n+ return 1;", "stands 0 times")]
    [InlineData("- return x;\n- return 0;\n+ 1", "stands 0 times")]
    public void What_cannot_be_applied_is_refused(string edits, string message) =>
        Assert.Contains(message, Assert.Throws<CourseKitException>(() => SolutionEdits.Apply(Solution, edits, "a.diff")).Message);
}
