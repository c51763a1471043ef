using CourseKit.Notebooks;

namespace CourseKit.Grading.Intake;

/// <summary>Which notebooks of the course a student's files are.</summary>
/// <param name="Files">By notebook; the one that counts first.</param>
/// <param name="Strays">What is wrong with the files that are no notebook of this course.</param>
internal sealed record Assignment(StudentWork Work, IReadOnlyDictionary<string, SubmittedFile[]> Files, IReadOnlyList<Flag> Strays)
{
    /// <summary>Notebooks of one student that are opened to see what they are: a small zip can hold thousands that are large.</summary>
    private const int MostLooks = 20;

    private const int MostNamed = 5;

    /// <summary>By what is in each file before what it is called; of several for one notebook the fullest attempt first, then the exact name, then the newest.</summary>
    /// <param name="wanted">The only notebook that is asked for; null: all.</param>
    public static Assignment Of(StudentWork work, NotebookNames names, string? wanted)
    {
        var strays = new List<Flag>();
        SubmittedFile[] likeliest = [.. work.Notebooks.OrderByDescending(file => names.ByFileName(file) is not null).ThenByDescending(file => file.Written)];
        if (likeliest.Length > MostLooks) strays.Add(new(Flag.Unmatched, $"{likeliest.Length} notebooks were handed in; only {MostLooks} of them were looked into"));
        Look[] looks = [.. likeliest.Take(MostLooks).Select(file => Look.At(file, names, work.Notebooks.Count == 1 ? wanted : null))];
        foreach (Look look in looks)
            if (look.Problem is not null && look.Name is null) strays.Add(new(Flag.Unreadable, look.Problem));
            else if (look.Name is null) strays.Add(new(Flag.Unmatched, $"'{look.File.Name}' is no notebook of this course"));
            else if (look.IsMisnamed) strays.Add(look.Misnamed);
        if (work.Notebooks.Count == 0 && work.Others.Count > 0)
            strays.Add(new(Flag.Unmatched, $"no notebook is in what was handed in: {Named(work.Others)}"));
        return new(work, looks.Where(look => look.Name is not null && (wanted is null || look.Name == wanted)).GroupBy(look => look.Name!).ToDictionary(group => group.Key, Ranked), strays);
    }

    private static SubmittedFile[] Ranked(IGrouping<string, Look> looks)
    {
        Look[] ranked = [.. looks.OrderByDescending(look => look.Problem is null).ThenByDescending(look => look.Attempted)
            .ThenByDescending(look => look.File.Stem == looks.Key).ThenByDescending(look => look.File.Written)];
        SubmittedFile[] files = [.. ranked.Select(look => look.IsMisnamed ? look.File with { Flags = [.. look.File.Flags, look.Misnamed] } : look.File)];
        if (ranked.Length > 1)
        {
            string why = ranked[0].Attempted > ranked.Skip(1).Max(look => look.Attempted) ? " as the one with most answers in it" : "";
            files[0] = files[0] with { Flags = [.. files[0].Flags, new(Flag.Several, $"{ranked.Length} files could be {looks.Key} ({Named([.. files.Select(file => file.Name)])}); '{files[0].Name}' counts{why}")] };
        }
        return files;
    }

    private static string Named(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed).Select(name => $"'{name}'")) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    /// <summary>One file, looked into.</summary>
    /// <param name="Name">The notebook that it is.</param>
    /// <param name="Called">The notebook that its name says.</param>
    /// <param name="Problem">Why it cannot be read.</param>
    private sealed record Look(SubmittedFile File, string? Name, string? Called, int Attempted, string? Problem)
    {
        public bool IsMisnamed => Name is not null && Called is not null && Name != Called;

        public Flag Misnamed => new(Flag.Unmatched, $"'{File.Name}' holds {Name} and not {Called}, and was taken for what it holds");

        public static Look At(SubmittedFile file, NotebookNames names, string? otherwise)
        {
            string? called = names.ByFileName(file);
            try
            {
                Notebook notebook = SubmittedFile.Parse(file.Read(), file.Name);
                string? held = names.ByContent(notebook), name = held ?? called ?? otherwise;
                return new(file, name, called, name is null ? 0 : names.Attempted(name, notebook), null);
            }
            catch (Exception cause) when (cause is not OutOfMemoryException)
            {
                // Whatever one file brings about, the rest of the class goes on.
                bool isExpected = cause is CourseKitException or IOException or InvalidDataException;
                return new(file, called ?? otherwise, called, 0, isExpected ? cause.Message : $"'{file.Name}' cannot be read: {cause.Message}");
            }
        }
    }
}
