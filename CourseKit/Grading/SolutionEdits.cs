namespace CourseKit.Grading;

/// <summary>
/// An answer told by how it differs from the solution: lines that begin with "-" stand in the solution, one below the other, and are
/// replaced by the lines below them that begin with "+". Indentation does not count.
/// </summary>
internal static class SolutionEdits
{
    /// <exception cref="CourseKitException">The lines to be replaced do not stand in the solution exactly once.</exception>
    public static string Apply(string solution, string edits, string path)
    {
        List<string> lines = [.. solution.ReplaceLineEndings("\n").Split('\n')];
        bool any = false;
        foreach ((List<string> removed, List<string> added) in Hunks(edits))
        {
            if (removed.Count == 0)
                throw new CourseKitException($"{path} adds '{added[0].Trim()}' and does not say where; put the line of the solution before it, once with '-' and once with '+'");
            int[] places = [.. Enumerable.Range(0, lines.Count).Where(start => StandsAt(lines, start, removed))];
            if (places.Length != 1)
                throw new CourseKitException($"{path} replaces '{removed[0]}', which stands {places.Length} times in the solution, and must stand there once; give the lines as the solution has them, and more of them if need be");
            string indentation = lines[places[0]][..^lines[places[0]].TrimStart().Length];
            int margin = added.Count == 0 ? 0 : added[0].Length - added[0].TrimStart().Length;
            lines.RemoveRange(places[0], removed.Count);
            lines.InsertRange(places[0], added.Select(line => indentation + (line.Length - line.TrimStart().Length >= margin ? line[margin..] : line.TrimStart())));
            any = true;
        }
        return any ? string.Join('\n', lines) : throw new CourseKitException($"{path} changes nothing; replace lines of the solution, '-' before what it has and '+' before what stands there instead");
    }

    private static bool StandsAt(List<string> lines, int start, List<string> removed) =>
        start + removed.Count <= lines.Count && !removed.Where((line, offset) => lines[start + offset].Trim() != line).Any();

    private static IEnumerable<(List<string> Removed, List<string> Added)> Hunks(string edits)
    {
        var hunk = (Removed: new List<string>(), Added: new List<string>());
        foreach (string line in edits.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            bool removes = line.StartsWith('-'), adds = line.StartsWith('+');
            if (hunk.Removed.Count + hunk.Added.Count > 0 && ((!removes && !adds) || (removes && hunk.Added.Count > 0)))
            {
                yield return hunk;
                hunk = ([], []);
            }
            if (removes) hunk.Removed.Add(line[1..].Trim());
            if (adds) hunk.Added.Add(line[1..].TrimEnd());
        }
    }
}
