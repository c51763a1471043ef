using System.Text.RegularExpressions;

namespace CourseKit.Notebooks;

/// <summary>Something that the course teaches, a line of <c>notebooks/src/concepts.tsv</c>.</summary>
/// <param name="Id">What the <c>covers</c> of a fence says: "N3".</param>
/// <param name="Notebooks">The numbers of the notebooks that teach it: "07", "08".</param>
/// <param name="Name">"BN algorithm 1".</param>
internal sealed partial record Concept(string Id, IReadOnlyList<string> Notebooks, string Name)
{
    /// <summary>All concepts in the order of the file; none where there is no such file.</summary>
    /// <exception cref="CourseKitException">A line is malformed, or an ID stands twice.</exception>
    public static IReadOnlyList<Concept> Of(Course course)
    {
        string path = Path.Combine(course.Sources, "concepts.tsv");
        if (!File.Exists(path)) return [];
        var concepts = new List<Concept>();
        foreach ((int number, string line) in File.ReadLines(path).Index())
        {
            if (Line().Match(line) is not { Success: true } match)
                throw new CourseKitException($"{path}, line {number + 1}: '{line}' is no concept; write ID, notebooks and name with tabs between: N3, 07,08, BN algorithm 1");
            if (concepts.Exists(known => known.Id == match.Groups[1].Value))
                throw new CourseKitException($"{path}, line {number + 1}: {match.Groups[1].Value} stands twice");
            concepts.Add(new(match.Groups[1].Value, match.Groups[2].Value.Split(','), match.Groups[3].Value));
        }
        return concepts;
    }

    [GeneratedRegex(@"^([A-Z]\d+)\t(\d\d(?:,\d\d)*)\t(\S.*)$")]
    private static partial Regex Line();
}
