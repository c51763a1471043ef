using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

/// <summary>The names of a locked cell mean what its author meant.</summary>
public sealed class LockedNamesTests
{
    private readonly CellSession session = new(Path.GetTempPath());

    [Theory]
    [InlineData("static class Math { public static double Abs(double x) => 0; public static double PI => 3; }", "Math.Abs(-2.5) + Math.PI > 5")]
    [InlineData("class ArgumentNullException : Exception { }", "typeof(ArgumentNullException) == new System.ArgumentNullException().GetType()")]
    [InlineData("using ArgumentNullException = System.Exception;", "typeof(ArgumentNullException) != new System.Exception().GetType()")]
    [InlineData("static class Tensor { public static int Ones(int n) => -1; }", "Tensor.Ones(3).Count == 3")]
    [InlineData("class System { public class Math { } }", "System.Math.Max(1, 2) == 2")]
    [InlineData("class List<T> { public int Count => 7; }", "new List<int> { 1, 2 }.Count == 2")]
    [InlineData("static class Enumerable { public static int[] Range(int a, int b) => []; }", "Enumerable.Range(0, 4).Sum() == 6")]
    [InlineData("using MathNet.Numerics.LinearAlgebra; class Path { }", "Path.Combine(\"a\", \"b\") == \"a/b\"")]
    public async Task A_students_declaration_changes_nothing_for_it(string students, string locked)
    {
        await RunAsync(students, new CellRules(Confined: true));
        Assert.Equal(true, await RunAsync(locked, Locked("Answer")));
    }

    [Fact]
    public async Task An_answer_that_is_the_students_to_give_stays_theirs()
    {
        await RunAsync("record Result(double Mean) { public double Twice => 2 * Mean; } Result Max(double[] x) => new(x[0]);", new CellRules(Confined: true));
        Assert.Equal(6.0, await RunAsync("Max([3]).Twice", Locked("Max")));
    }

    [Fact]
    public async Task What_another_cell_of_the_course_declares_goes_before_the_library()
    {
        await RunAsync("record Tensor(int Size);", CellRules.None);
        Assert.Equal(3, await RunAsync("new Tensor(3).Size", new CellRules(Locked: new([], [], ["Tensor"]))));
    }

    [Theory]
    [InlineData("static int Count<T>(this IEnumerable<T> all, Func<T, bool> where) => 99;", "new[] { 1, 2 }.Count(x => x > 1)")]
    [InlineData("var images = new[] { 0f };", "images.Length")]
    public async Task A_name_that_a_student_has_taken_is_refused_and_named(string students, string locked)
    {
        await RunAsync("var images = new[] { 1f, 2f };", CellRules.None);
        await RunAsync(students, new CellRules(Confined: true));
        CellFailure refusal = await Assert.ThrowsAsync<CellFailure>(() => RunAsync(locked, Locked("Answer")));
        Assert.Equal(CellFailure.Taken, refusal.ToEvent(1).Name);
        Assert.Contains("give yours another name", refusal.Message);
    }

    [Fact]
    public async Task Its_own_variables_parameters_and_lambdas_stay_its_own() =>
        Assert.Equal(12, await RunAsync("int Math(int Console) => Console * 2; var Tensor = new[] { 1, 2, 3 }; Tensor.Select(String => Math(String)).Sum()", Locked("Answer")));

    [Fact]
    public async Task What_the_course_is_using_before_it_is_known_to_it() =>
        Assert.Equal(2, await RunAsync("Stopwatch.Frequency > 0 ? 2 : 1", new CellRules(Locked: new([], ["using System.Diagnostics;"]))));

    [Fact]
    public async Task No_line_moves()
    {
        CellFailure failure = await Assert.ThrowsAsync<CellFailure>(() => RunAsync("var a = Math.Abs(1);\nvar b = List.Nothing;\nundefined", Locked()));
        Assert.Contains(failure.ToEvent(1).Trace, line => line.StartsWith("cell, line 3"));
    }

    [Fact]
    public async Task Checks_record_and_a_students_own_calls_are_strays()
    {
        List<string> recorded = [], strays = [];
        (GradedCheck.Recorder, CourseLib.Checks.CheckSession.Recorder) = (seen => recorded.Add(seen.Name), seen => strays.Add(seen.Name));
        try
        {
            await RunAsync("int F() { Check.Value(\"forged\", () => 1); return 1; }", new CellRules(Confined: true));
            await RunAsync("Check.Begin(\"n\"); Check.Value(\"right\", () => F()); Check.True(\"true\", () => F() == 1); Check.Throws<ArgumentException>(\"throws\", () => F()); Check.Report(\"1.1\")", Locked("F"));
        }
        finally
        {
            (GradedCheck.Recorder, CourseLib.Checks.CheckSession.Recorder) = (_ => { }, null);
        }
        Assert.Equal(["right", "true", "throws"], recorded);
        Assert.Equal(["forged", "forged", "forged"], strays);
    }

    private static CellRules Locked(params string[] open) => new(Locked: new(open, []));

    private async Task<object?> RunAsync(string code, CellRules rules) => await session.Start(session.Compile(code, "cell", rules, CancellationToken.None));
}
