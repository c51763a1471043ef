using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CourseKit.Grading;
using Xunit.Abstractions;

namespace CourseKit.Tests.Grading;

/// <summary>Hostile programs take all that the machine has for a moment: nothing else is tested meanwhile.</summary>
[CollectionDefinition("hostile", DisableParallelization = true)]
public sealed class HostileCollection;

[Trait("Category", "Slow"), Collection("hostile")]
public sealed partial class HostileTests(HostileClass graded, ITestOutputHelper output) : IClassFixture<HostileClass>
{
    private const string NeedsSandbox = "needs bubblewrap; install it (apt install bubblewrap) to run this";
    private static readonly string[] Inert = ["script", "img", "iframe", "object", "embed", "form", "base", "input"];
    private static readonly string[] Void = ["!doctype", "meta", "br", "hr"];

    public static TheoryData<string> Programs => [.. HostileSubmission.All.Select(submission => submission.Name)];

    public static TheoryData<string> Files => [.. HostileClass.Files.Keys];

    [SkippableFact]
    public void The_class_is_graded_to_its_end()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.True(HostileSubmission.All.Count >= 60);
        Assert.Equal(0, graded.ExitCode);
        Assert.Equal(HostileSubmission.All.Count + HostileClass.Files.Count + 2, graded.Submissions.Count);
        foreach (HostileSubmission submission in HostileSubmission.All)
            output.WriteLine($"{submission.Name} | {Score(submission.Name)} | {Seconds(submission.Name)} s | {string.Join(", ", Flags(submission.Name).Distinct())} | {Reason(submission.Name)}");
    }

    [SkippableTheory, MemberData(nameof(Programs))]
    public void A_program_gains_no_point_beyond_its_honest_part(string name)
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        HostileSubmission submission = HostileSubmission.All.Single(submission => submission.Name == name);
        Assert.True(submission.IsAtMost ? Score(name) <= submission.Earns : Score(name) == submission.Earns, $"earned {Score(name)} instead of {submission.Earns}: {graded[name].GetRawText()}");
        if (submission.Flag is not null) Assert.Contains(submission.Flag, Flags(name));
        Assert.DoesNotContain(Flag.NotGraded, Flags(name));
    }

    [SkippableTheory, MemberData(nameof(Files))]
    public void A_file_gains_no_point_beyond_its_honest_part(string name)
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.Equal(HostileClass.Files[name], Score(name));
        Assert.Equal(6, graded[name].GetProperty("points").GetDouble());
    }

    [SkippableTheory]
    [InlineData(HostileClass.Honest)]
    [InlineData(HostileClass.Victim)]
    public void The_honest_among_them_get_all_that_they_have_earned(string student)
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.Equal(6, Score(student));
        Assert.Empty(Flags(student));
    }

    [SkippableFact]
    public void Nobody_takes_longer_than_the_limits_allow()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        // Two runs, charged with half of the time in which they only wait; each may begin a last cell before its time is over, and give it three seconds to stop; the rest is for starting workers on a busy machine.
        Assert.All(graded.Submissions, submission => Assert.InRange(graded.Seconds[submission.GetProperty("student").GetString()!], 0, 4 * (HostileClass.TotalSeconds + HostileClass.CellSeconds + 3) + 120));
    }

    [SkippableFact]
    public void Nobody_reads_what_is_not_theirs()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        string book = File.ReadAllText(Path.Combine(graded.Output, "gradebook.json")) + File.ReadAllText(Path.Combine(graded.Output, "gradebook.csv")) + graded.Console;
        string codes = string.Join(", ", graded.HiddenCanary.Take(20).Select(c => (int)c));
        foreach ((string place, string canary) in graded.Canaries)
        {
            foreach (JsonElement submission in graded.Submissions)
            {
                string student = submission.GetProperty("student").GetString()!;
                string page = graded.Feedback(student);
                Assert.False(page.Contains(canary) && student != place, $"'{student}' reads the canary of the {place}");
                Assert.False(page.Contains(codes), $"'{student}' reads the hidden check in numbers");
            }
            // The name of a hidden check stands in the instructor's own book.
            if (canary != graded.HiddenCanary) Assert.DoesNotContain(canary, book);
        }
    }

    [SkippableFact]
    public void Nobody_reaches_the_network_or_writes_to_the_data()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.False(graded.HasAnyoneCalled);
        Assert.Equal("42", graded.Data);
    }

    [SkippableFact]
    public void Every_page_is_well_formed_and_does_nothing()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        foreach (JsonElement submission in graded.Submissions)
        {
            string student = submission.GetProperty("student").GetString()!, page = graded.Feedback(student);
            var open = new Stack<string>();
            foreach (Match tag in TagPattern().Matches(page))
            {
                string name = tag.Groups["name"].Value.ToLowerInvariant();
                Assert.DoesNotContain(name, Inert);
                Assert.DoesNotMatch(@"(?i)\son\w+\s*=|javascript:", tag.Value);
                if (tag.Groups["end"].Value.Length > 0) Assert.True(open.TryPop(out string? opened) && opened == name, $"'{student}': {tag.Value} closes <{opened}>");
                else if (!Void.Contains(name) && !tag.Value.EndsWith("/>", StringComparison.Ordinal)) open.Push(name);
            }
            Assert.Empty(open);
            Assert.DoesNotContain(page, c => char.IsControl(c) && c is not ('\n' or '\t'));
        }
    }

    [SkippableFact]
    public void The_table_has_a_row_for_each_and_none_is_a_formula()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        List<string[]> rows = ReadCsv(File.ReadAllText(Path.Combine(graded.Output, "gradebook.csv")));
        Assert.Equal(graded.Submissions.Count + 1, rows.Count);
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        Assert.All(rows.SelectMany(row => row), field => Assert.DoesNotMatch(@"^[\s\p{C}]*[=+\-@|%＝＋－＠]", field));
    }

    [SkippableFact]
    public void The_console_shows_text_and_nothing_else()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.DoesNotContain(graded.Console, c => (char.IsControl(c) && c is not ('\n' or '\r')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
        Assert.Contains("[red]markup", graded.Console);
    }

    [SkippableFact]
    public void What_is_stored_stays_small()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.All(Directory.EnumerateFiles(graded.Output, "*", SearchOption.AllDirectories), file => Assert.InRange(new FileInfo(file).Length, 0, 4 << 20));
    }

    private double Score(string student) => graded[student].GetProperty("score").GetDouble();

    private string Seconds(string student) => graded.Seconds[CourseKit.Grading.Intake.PersonName.Joined(student)].ToString("0.0", CultureInfo.InvariantCulture);

    private IEnumerable<string> Flags(string student) => graded[student].GetProperty("flags").EnumerateArray().Select(flag => flag.GetProperty("kind").GetString()!);

    private string Reason(string student)
    {
        string reason = graded[student].GetProperty("exercises").EnumerateArray().SelectMany(exercise => exercise.GetProperty("checks").EnumerateArray())
            .Select(check => check.GetProperty("reason").GetString()).FirstOrDefault(reason => reason is not null) ?? "";
        return new string([.. reason.Take(110).Select(c => char.IsControl(c) ? ' ' : c)]);
    }

    /// <summary>RFC 4180.</summary>
    private static List<string[]> ReadCsv(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c != '\n') continue;
                rows.Add([.. row]);
                row.Clear();
            }
            else field.Append(c);
        }
        Assert.False(quoted);
        return rows;
    }

    [GeneratedRegex("""<(?<end>/?)(?<name>!?[a-zA-Z][a-zA-Z0-9]*)(?:[^<>"]|"[^"]*")*>""")]
    private static partial Regex TagPattern();
}
