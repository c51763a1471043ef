namespace CourseKit.Grading.Intake;

/// <summary>One thing in the folder of submissions: a folder or a file, with all that is in it.</summary>
/// <param name="Name">As the file system has it.</param>
internal sealed record HandedInEntry(string Name, bool IsFolder, IReadOnlyList<SubmittedFile> Files, IReadOnlyList<Flag> Flags)
{
    /// <summary>Nothing at all can be said of what is in it.</summary>
    public bool IsUnreadable { get; init; }

    public bool HasRepository { get; init; }

    /// <summary>An entry of which only the name is known yet.</summary>
    public static HandedInEntry Named(string name, bool isFolder) => new(name, isFolder, [], []);
}

/// <summary>What a platform's names tell of an entry.</summary>
/// <param name="Name">Of the student, as the platform spells it.</param>
/// <param name="Identifiers">By which the platform's own lists know the student; the first is theirs alone.</param>
internal sealed record PlatformName(string Name, IReadOnlyList<string> Identifiers)
{
    /// <summary>What the student called the file, where the entry is one.</summary>
    public string? File { get; init; }

    /// <summary>When it was handed in.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The platform says that it was late, and not by how much.</summary>
    public bool IsLate { get; init; }

    /// <summary>The platform's own words beside the submission, and nothing of the student's.</summary>
    public bool IsNote { get; init; }
}
