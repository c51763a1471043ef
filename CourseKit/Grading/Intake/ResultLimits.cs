namespace CourseKit.Grading.Intake;

/// <summary>
/// A result as large as one that a person reads. What a few bytes of a submission bring about (a hundred thousand flags, a cell of sixteen megabytes)
/// is cut, and says how much was left out.
/// </summary>
internal static class ResultLimits
{
    private const int MostFlagsOfAKind = 20, LongestMessage = 600, MostCells = 400, LongestCell = 20_000, LongestError = 2_000, LongestOfAll = 300_000;

    public static SubmissionResult Of(SubmissionResult result)
    {
        var cells = new List<FeedbackCell>();
        int left = LongestOfAll;
        foreach (FeedbackCell cell in result.Cells.Take(MostCells))
        {
            string source = Cut(cell.Source, Math.Min(LongestCell, left));
            cells.Add(cell with { Source = source, Error = cell.Error is null ? null : Cut(cell.Error, LongestError) });
            left -= Math.Min(source.Length, left);
            if (left == 0) break;
        }
        bool isWhole = cells.Count == result.Cells.Count;
        if (!isWhole) cells.Add(new(0, null, $"// {Counted(result.Cells.Count - cells.Count, "more cell is", "more cells are")} left out of this page", null));
        return result with { Cells = cells, Flags = Capped(result.Flags) };
    }

    /// <summary>So many of each kind, and one that counts the rest.</summary>
    public static IReadOnlyList<Flag> Capped(IReadOnlyList<Flag> flags) => [.. flags.GroupBy(flag => flag.Kind).SelectMany(kind =>
    {
        Flag[] all = [.. kind.Select(flag => flag with { Message = Cut(flag.Message, LongestMessage) })];
        return all.Length <= MostFlagsOfAKind + 1 ? all : [.. all[..MostFlagsOfAKind], new Flag(kind.Key, $"and {all.Length - MostFlagsOfAKind:N0} more like it")];
    })];

    private static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        // Half of a pair of surrogates is no text.
        int end = most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return $"{text[..end]}\n… {Counted(text.Length - end, "more character is", "more characters are")} left out";
    }

    private static string Counted(int count, string one, string many) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
