using System.Text.RegularExpressions;

namespace CourseKit.Grading.Mutants;

/// <summary>
/// A line <c>// equivalent: z &lt; 0 -> z &lt;= 0 -- both branches give 1/2 there</c> above a line of a solution: the change is none, and why.
/// Instead of what stands there after the change, <c>*</c> means any.
/// </summary>
/// <param name="Line">1-based line of the answer cell that it speaks of.</param>
internal sealed partial record EquivalentMark(int Line, string Before, string After, string Reason)
{
    /// <summary>The marks in an answer cell.</summary>
    /// <exception cref="CourseKitException">A mark says no reason or no change.</exception>
    public static IReadOnlyList<EquivalentMark> Of(string answer, string exercise)
    {
        string[] lines = answer.Split('\n');
        var marks = new List<EquivalentMark>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].TrimStart().StartsWith("// equivalent:", StringComparison.Ordinal)) continue;
            if (Pattern().Match(lines[i]) is not { Success: true } mark)
                throw new CourseKitException($"exercise {exercise}, line {i + 1} of the answer: write '// equivalent: BEFORE -> AFTER -- why nothing changes'");
            int code = Array.FindIndex(lines, i, line => !line.TrimStart().StartsWith("// equivalent:", StringComparison.Ordinal));
            marks.Add(new(code + 1, mark.Groups["before"].Value, mark.Groups["after"].Value, mark.Groups["reason"].Value));
        }
        return marks;
    }

    public bool Speaks(Mutant mutant) => mutant.Line == Line && mutant.Before == Before && (After == "*" || After == mutant.After);

    public override string ToString() => $"{Before} -> {After}";

    [GeneratedRegex(@"// equivalent:\s+(?<before>\S.*?) -> (?<after>\S.*?) -- (?<reason>\S.*)$")]
    private static partial Regex Pattern();
}
