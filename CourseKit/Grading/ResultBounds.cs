namespace CourseKit.Grading;

/// <summary>What is kept of a submission's own words: a notebook can hold ten thousand cells, or one of sixty million characters.</summary>
internal static class ResultBounds
{
    /// <summary>Of each kind; then one more that counts the rest.</summary>
    public const int MostFlags = 100;

    /// <summary>Cells of the student's that the page shows, and the characters of their text and errors.</summary>
    public const int MostCells = 2000, MostText = 1 << 20;

    /// <summary>The result, cut where there is too much of it, and saying so. Points are as they were.</summary>
    public static SubmissionResult Keep(SubmissionResult result) =>
        result with { Flags = Flags(result.Flags), Cells = Cells(result.Cells) };

    private static IReadOnlyList<Flag> Flags(IReadOnlyList<Flag> flags)
    {
        IGrouping<string, Flag>[] kinds = [.. flags.GroupBy(flag => flag.Kind)];
        return kinds.All(kind => kind.Count() <= MostFlags) ? flags : [.. kinds.SelectMany(kind =>
            kind.Count() <= MostFlags ? kind
                : kind.Take(MostFlags).Append(new Flag(kind.Key, $"and {kind.Count() - MostFlags} more of this kind")))];
    }

    private static List<FeedbackCell> Cells(IReadOnlyList<FeedbackCell> cells)
    {
        var kept = new List<FeedbackCell>();
        int left = MostText;
        foreach (FeedbackCell cell in cells)
        {
            if (kept.Count == MostCells || left <= 0)
            {
                kept.Add(new(cell.Number, null, $"… and {cells.Count - kept.Count} more cells", null));
                break;
            }
            kept.Add(cell.Source.Length <= left ? cell
                : cell with { Source = $"{cell.Source[..left]}\n… and {cell.Source.Length - left} more characters" });
            left -= cell.Source.Length + (cell.Error?.Length ?? 0);
        }
        return kept;
    }
}
