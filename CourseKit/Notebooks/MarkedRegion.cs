namespace CourseKit.Notebooks;

/// <summary>
/// The lines of a cell from one that contains <c>BEGIN SOLUTION</c> (or <c>BEGIN HIDDEN TESTS</c>) to one that contains the matching END:
/// nbgrader's rule, under which a marker may stand anywhere in its line.
/// </summary>
/// <param name="First">0-based line of the BEGIN.</param>
/// <param name="Last">0-based line of the END.</param>
internal sealed record MarkedRegion(int First, int Last)
{
    public const string Solution = "SOLUTION";
    public const string HiddenTests = "HIDDEN TESTS";

    /// <summary>The regions in <paramref name="source"/>, in order.</summary>
    /// <param name="error">Makes the exception for a mistake at a 0-based line.</param>
    public static IReadOnlyList<MarkedRegion> Find(string source, string mark, Func<int, string, CourseKitException> error)
    {
        var regions = new List<MarkedRegion>();
        string[] lines = source.Split('\n');
        int? open = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Contains("BEGIN " + mark, StringComparison.Ordinal))
                open = open is null ? i : throw error(i, $"BEGIN {mark} stands inside another such region; close the first with END {mark}");
            else if (lines[i].Contains("END " + mark, StringComparison.Ordinal))
            {
                regions.Add(new MarkedRegion(open ?? throw error(i, $"END {mark} without a BEGIN {mark} before it; add one or remove this line"), i));
                open = null;
            }
        }
        if (open is int unclosed) throw error(unclosed, $"BEGIN {mark} is never closed; add a line // END {mark}");
        return regions;
    }

    /// <summary>The source with each region replaced by the lines that <paramref name="replacement"/> makes of its BEGIN line.</summary>
    public static string Replace(string source, IReadOnlyList<MarkedRegion> regions, Func<string, IEnumerable<string>> replacement)
    {
        string[] lines = source.Split('\n');
        var kept = new List<string>();
        int next = 0;
        foreach (MarkedRegion region in regions)
        {
            kept.AddRange(lines[next..region.First]);
            kept.AddRange(replacement(lines[region.First]));
            next = region.Last + 1;
        }
        kept.AddRange(lines[next..]);
        return string.Join('\n', kept);
    }
}
