using System.Globalization;
using System.Text.RegularExpressions;
using CourseKit.Notebooks;

namespace CourseKit.Tests;

/// <summary>The paragraph at the head of a notebook that says how long it takes and which part of it is enough.</summary>
public sealed partial class StudyTimeTests
{
    private static readonly Course Course = Course.Find();

    public static TheoryData<string> Sources => [.. Course.SourceNames()];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_notebook_says_how_long_it_takes(string name)
    {
        string path = Path.Combine(Course.Sources, name + ".md");
        Assert.Equal([], Wrong(SourceDocument.Load(path)));
    }

    [Theory]
    [InlineData("There are two exercises, 5 points in all.", "no paragraph **Time.**")]
    [InlineData("**Time.** About 20 minutes to read and run, and 13 for the exercises. **Core path:** the section *Size* with exercise 17.1; the rest is optional.", "does not follow the paragraph that counts the exercises")]
    [InlineData(Counted + "**Time.** About an hour.", "is not of the form")]
    [InlineData(Counted + "**Time.** About 20 minutes to read and run, and 12 for the exercises. **Core path:** the section *Size* with exercise 17.1; the rest is optional.", "says 12 minutes for the exercises, which take 13")]
    [InlineData(Counted + "**Time.** About 20 minutes to read and run, and 13 for the exercises. **Core path:** the section *Forms* with exercise 17.1; the rest is optional.", "no section 'Forms'")]
    [InlineData(Counted + "**Time.** About 20 minutes to read and run, and 13 for the exercises. **Core path:** the sections *Size* and *Shapes, two of them* with exercise 17.1; the rest is optional.", "sections out of order")]
    [InlineData(Counted + "**Time.** About 20 minutes to read and run, and 13 for the exercises. **Core path:** the section *Size* with exercises 17.1 and 17.3; the rest is optional.", "no exercise 17.3")]
    [InlineData(Counted + "**Time.** About 20 minutes to read and run, and 13 for the exercises. **Core path:** the section *Size* with exercises 17.2 and 17.1; the rest is optional.", "exercises out of order")]
    [InlineData(Counted + "**Time.** About 20 minutes to read and run, and 13 for the exercises. **Core path:** the sections *Shapes, two of them* and *Size* with exercises 17.1 and 17.2; the rest is optional.", null)]
    [InlineData(Counted + "**Time.** About 20 minutes to read and run, and 13 for the exercises. **Core path:** the section *Size* with exercise 17.2; the rest is optional.", null)]
    public void What_is_wrong_with_it_is_said(string opening, string? expected)
    {
        string[] found = Wrong(Notebook(opening, "minutes=3", "minutes=10"));
        if (expected is null) Assert.Empty(found);
        else Assert.Contains(expected, Assert.Single(found));
    }

    [Fact]
    public void An_exercise_without_minutes_is_named()
    {
        const string Opening = Counted + "**Time.** About 20 minutes to read and run, and 10 for the exercises. **Core path:** the section *Size* with exercise 17.2; the rest is optional.";
        Assert.Contains("exercise 17.1 has no minutes", Assert.Single(Wrong(Notebook(Opening, "", "minutes=10"))));
    }

    private const string Counted = "There are two exercises, 5 points in all.\n\n";

    private static SourceDocument Notebook(string opening, string first, string second)
    {
        string Exercise(int number, string minutes) => $"""
            ```csharp exercise="17.{number}" role="answer" {minutes}
            // BEGIN SOLUTION
            int Answer{number} = {number};
            // END SOLUTION
            ```

            ```csharp exercise="17.{number}" role="check" points=1
            Check.Report("17.{number}")
            ```


            """;
        return SourceDocument.Parse($"---\ntitle: T\ndescription: D\n---\n\n# T\n\n{opening}\n\n## Shapes, two of them\n\n{Exercise(1, first)}## Size\n\n{Exercise(2, second)}", "17-t");
    }

    /// <summary>What does not hold of the paragraph; nothing where all does.</summary>
    private static string[] Wrong(SourceDocument document)
    {
        Fence[] answers = [.. document.Blocks.OfType<Fence>().Where(fence => fence.Role.Role == CellRole.Answer)];
        string[] exercises = [.. answers.Select(answer => answer.Role.Exercise!)];
        string[] prose = [.. document.Blocks.OfType<Prose>().Select(block => block.Text)];
        string[] headings = [.. prose.SelectMany(text => text.Split('\n')).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..].Trim())];
        string[] paragraphs = [.. prose.SelectMany(text => text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)).Select(paragraph => paragraph.Trim())];

        var wrong = new List<string>();
        wrong.AddRange(answers.Where(answer => answer.Role.Minutes == 0).Select(answer => $"exercise {answer.Role.Exercise} has no minutes"));
        int at = Array.FindIndex(paragraphs, paragraph => paragraph.StartsWith("**Time.**", StringComparison.Ordinal));
        if (at < 0) return [.. wrong, "there is no paragraph **Time.**"];
        if (at == 0 || !CountParagraph().IsMatch(paragraphs[at - 1])) wrong.Add("it does not follow the paragraph that counts the exercises");
        if (TimeParagraph().Match(paragraphs[at]) is not { Success: true } match) return [.. wrong, $"it is not of the form: {paragraphs[at]}"];

        int told = int.Parse(match.Groups["exercises"].Value, CultureInfo.InvariantCulture), sum = answers.Sum(answer => answer.Role.Minutes);
        if (told != sum) wrong.Add($"it says {told} minutes for the exercises, which take {sum}");
        string[] sections = [.. SectionName().Matches(match.Groups["sections"].Value).Select(section => section.Groups[1].Value)];
        string[] core = [.. ExerciseNumber().Matches(match.Groups["core"].Value).Select(number => number.Value)];
        Named(sections, headings, "section '", "'", "sections");
        Named(core, exercises, "exercise ", "", "exercises");
        return [.. wrong];

        void Named(string[] named, string[] known, string before, string after, string all)
        {
            string[] missing = [.. named.Except(known)];
            wrong.AddRange(missing.Select(name => $"there is no {before}{name}{after}"));
            int[] places = [.. named.Select(name => Array.IndexOf(known, name))];
            if (missing.Length == 0 && !places.SequenceEqual(places.Distinct().Order())) wrong.Add($"it names {all} out of order, or twice");
        }
    }

    [GeneratedRegex(@"^There are \w+ exercises\b")]
    private static partial Regex CountParagraph();

    [GeneratedRegex(@"^\*\*Time\.\*\* About [1-9]\d* minutes to read and run, and (?<exercises>[1-9]\d*) for the exercises\. \*\*Core path:\*\* the " +
        @"(?:section (?<sections>\*[^*\n]+\*)|sections (?<sections>\*[^*\n]+\*(?:, \*[^*\n]+\*)* and \*[^*\n]+\*)) with " +
        @"(?:exercise (?<core>[\d.]+)|exercises (?<core>[\d.]+(?:, [\d.]+)* and [\d.]+)); the rest is optional\.$")]
    private static partial Regex TimeParagraph();

    [GeneratedRegex(@"\*([^*]+)\*")]
    private static partial Regex SectionName();

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex ExerciseNumber();
}
