using CourseKit.Grading.Intake;

namespace CourseKit.Grading;

/// <summary>Everything that one student handed in.</summary>
/// <param name="Student">The name by the platform, or that of the folder, archive or notebook; two students never share one.</param>
/// <param name="Identifiers">By which class lists may know the student, the surest first.</param>
/// <param name="Others">Names of what is no notebook.</param>
/// <param name="HandedIn">The time that goes for all of it, where a platform tells one.</param>
/// <param name="IsUnreadable">Something is there, and nobody can say what.</param>
internal sealed record StudentWork(
    string Student, IReadOnlyList<string> Identifiers, IReadOnlyList<SubmittedFile> Notebooks, IReadOnlyList<string> Others, DateTimeOffset? HandedIn, IReadOnlyList<Flag> Flags, bool IsUnreadable)
{
    /// <summary>Reads a folder that has a folder, an archive or a notebook for each student, or what a platform lets instructors download.</summary>
    /// <param name="spool">Keeps what is read; the folder is not looked at again.</param>
    /// <exception cref="CourseKitException">There is no such folder, or nothing in it.</exception>
    public static IReadOnlyList<StudentWork> ReadAll(string folder, Spool spool)
    {
        IReadOnlyList<HandedInEntry> entries = SubmissionsFolder.Read(folder, spool.Keep);
        if (entries.Count == 0)
            throw new CourseKitException($"'{folder}' holds no submissions; give a folder that has a folder, an archive or an .ipynb for each student", CourseKitException.WrongUsage);
        return Of(entries);
    }

    /// <summary>Puts together what belongs to one person.</summary>
    public static IReadOnlyList<StudentWork> Of(IReadOnlyList<HandedInEntry> entries)
    {
        var detected = Platforms.Detect(entries);
        bool isDownload = detected is not null && detected.Value.Platform.Name != "GitHub Classroom";
        var parts = entries.Where(entry => !(isDownload && Platforms.IsPlatformFile(entry.Name))).SelectMany(entry =>
        {
            IReadOnlyList<PlatformName> people = detected?.Read(entry) ?? [];
            return people.Count > 0 ? people.Select(person => (Entry: entry, Person: person, IsKnown: true)) : [(entry, Plain(entry), false)];
        }).ToArray();
        // One person is who has one identifier, or, where names are all there is, one name.
        var people = parts.GroupBy(part => part.IsKnown && part.Person.Identifiers.Count > 0 ? "id " + part.Person.Identifiers[0] : "name " + PersonName.Joined(part.Person.Name)).Select(group => group.ToArray()).ToArray();
        HashSet<string> shared = [.. people.GroupBy(own => PersonName.Joined(own[0].Person.Name)).Where(group => group.Count() > 1).Select(group => group.Key)];
        var taken = new HashSet<string>();
        return [.. people.Select(own => Of(own[0].Person, [.. own.Select(part => (part.Entry, part.Person))], own[0].IsKnown && isDownload, shared)).Select(work => Alone(work, taken))
            .OrderBy(work => work.Student, StringComparer.Ordinal)];
    }

    /// <summary>Whatever people are called, no two rows are.</summary>
    private static StudentWork Alone(StudentWork work, HashSet<string> taken)
    {
        string name = work.Student.Length > 0 ? work.Student : "unnamed", free = name;
        for (int n = 2; !taken.Add(free); n++) free = $"{name} [{n}]";
        return free == work.Student ? work : work with { Student = free, Flags = [.. work.Flags, new(Flag.Doubtful, $"another student is called '{name}', too; this one is '{work.Student}' in the submissions")] };
    }

    private static PlatformName Plain(HandedInEntry entry) => new(entry.IsFolder ? entry.Name : SubmittedFile.StemOf(entry.Name), []);

    private static StudentWork Of(PlatformName person, IReadOnlyList<(HandedInEntry Entry, PlatformName Name)> parts, bool isDownload, HashSet<string> shared)
    {
        string name = PersonName.Joined(person.Name), student = shared.Contains(name) && person.Identifiers.Count > 0 ? $"{name} ({person.Identifiers[^1]})" : name;
        var flags = new List<Flag>();
        IReadOnlyList<(HandedInEntry Entry, PlatformName Name)> counted = Latest(parts, flags);
        if (!isDownload && parts.Count > 1) flags.Add(new(Flag.Several, $"'{student}' was handed in {parts.Count} times ({string.Join(", ", parts.Select(part => $"'{part.Entry.Name}'"))}); the fullest notebook counts"));
        if (counted.Any(part => part.Name.IsLate)) flags.Add(new(Flag.Late, "the platform marks it late, and does not say by how much"));
        flags.AddRange(counted.SelectMany(part => part.Entry.Flags));
        DateTimeOffset? platform = counted.Select(part => part.Name.Time).Max();
        IEnumerable<SubmittedFile> Files((HandedInEntry Entry, PlatformName Name) part) =>
            part.Name.IsNote ? [] : part is { Name.File: string file, Entry.IsFolder: false } ? part.Entry.Files.Select(own => own.Name == part.Entry.Name ? own with { Name = file } : own) : part.Entry.Files;
        (SubmittedFile File, IReadOnlyList<SubmittedFile> Beside)[] files = [.. counted.SelectMany(part => (SubmittedFile[])[.. Files(part)] is var own ? own.Select(file => (file, (IReadOnlyList<SubmittedFile>)own)) : [])];
        return new(
            student, person.Identifiers, [.. files.Where(file => file.File.IsNotebook).Select(file => TimeStamps.Stamped(file.File, file.Beside, platform, isDownload))],
            [.. files.Where(file => file.File.Kind is FileKind.Other or FileKind.Note).Select(file => file.File.Name)], platform, flags,
            counted.All(part => part.Entry.IsUnreadable));
    }

    /// <summary>Of several attempts at different times the last one that holds a notebook.</summary>
    private static IReadOnlyList<(HandedInEntry Entry, PlatformName Name)> Latest(IReadOnlyList<(HandedInEntry Entry, PlatformName Name)> parts, List<Flag> flags)
    {
        var attempts = parts.Where(part => part.Name.Time is not null).GroupBy(part => part.Name.Time!.Value).OrderByDescending(group => group.Key).ToArray();
        if (attempts.Length < 2) return parts;
        var latest = attempts.FirstOrDefault(attempt => attempt.Any(part => part.Entry.Files.Any(file => file.IsNotebook))) ?? attempts[0];
        flags.Add(new(Flag.Several, $"there are {attempts.Length} attempts; that of {latest.Key:yyyy-MM-dd HH:mm} counts{(latest.Key == attempts[0].Key ? "" : ", as no later one holds a notebook")}"));
        return [.. latest, .. parts.Where(part => part.Name.Time is null)];
    }
}
