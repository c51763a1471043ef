namespace CourseKit.Notebooks;

/// <summary>Which lines of an edited text are lines of the text before: the longest row of them that both have in this order.</summary>
internal static class LineMatch
{
    /// <summary>For each line before, its 0-based place in the edited text, or null where it was changed or taken out.</summary>
    public static int?[] Of(string[] before, string[] edited)
    {
        int[,] longest = new int[before.Length + 1, edited.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
            for (int j = edited.Length - 1; j >= 0; j--)
                longest[i, j] = before[i] == edited[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);

        var places = new int?[before.Length];
        for (int i = 0, j = 0; i < before.Length && j < edited.Length;)
        {
            if (before[i] == edited[j]) places[i++] = j++;
            else if (longest[i + 1, j] >= longest[i, j + 1]) i++;
            else j++;
        }
        return places;
    }
}
