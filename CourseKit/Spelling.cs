namespace CourseKit;

/// <summary>How far apart two spellings are, for "did you mean".</summary>
internal static class Spelling
{
    /// <summary>The least number of insertions, deletions and replacements that turn <paramref name="a"/> into <paramref name="b"/> (Levenshtein).</summary>
    public static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            previous = current;
        }
        return previous[b.Length];
    }
}
