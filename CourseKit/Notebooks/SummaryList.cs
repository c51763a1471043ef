namespace CourseKit.Notebooks;

/// <summary>
/// The two lists that a notebook's summary ends with: <c>### Words</c>, each entry a term in bold and what it means, and
/// <c>### Formulas</c>. Gathered over the course they are its glossary and its formula sheet.
/// </summary>
internal static class SummaryList
{
    public const string Words = "Words", Formulas = "Formulas";

    /// <summary>The entries of the list under a heading, as Markdown; none where there is no such heading.</summary>
    public static IEnumerable<string> Of(Notebook notebook, string heading)
    {
        string? entry = null;
        bool within = false;
        foreach (string line in notebook.Cells.Where(cell => cell.Type == CellType.Markdown).SelectMany(cell => cell.Source.Split('\n').Append("")))
        {
            bool begins = line.StartsWith("* ", StringComparison.Ordinal), goesOn = entry is not null && line.StartsWith("  ", StringComparison.Ordinal);
            if (entry is not null && !goesOn)
            {
                yield return entry;
                entry = null;
            }
            if (line.StartsWith('#')) within = line.TrimStart('#').Trim() == heading;
            else if (within && begins) entry = line[2..].Trim();
            else if (goesOn) entry += " " + line.Trim();
            else if (line.Length > 0) within = false;
        }
    }

    /// <summary>The term that an entry explains: "receptive field" of "**receptive field**: …".</summary>
    public static string Term(string entry) => entry.StartsWith("**", StringComparison.Ordinal) && entry.IndexOf("**", 2, StringComparison.Ordinal) is > 2 and var end ? entry[2..end] : entry;
}
