namespace CourseKit.Grading.Intake;

/// <summary>Reads a folder of submissions from disk, once.</summary>
internal static class SubmissionsFolder
{
    private const int MostEntries = 20_000;

    /// <summary>What is in the folder; where a platform's download is all there is in it, as a folder or as a zip, what is in that.</summary>
    /// <exception cref="CourseKitException">There is no such folder, or it cannot be read.</exception>
    public static IReadOnlyList<HandedInEntry> Read(string folder, Func<byte[], StoredBytes> keep)
    {
        if (!Directory.Exists(folder))
            throw new CourseKitException($"there is no folder of submissions at '{folder}'; give one that has a folder, an archive or an .ipynb for each student", CourseKitException.WrongUsage);
        try
        {
            using DiskFolder root = DiskFolder.Open(folder);
            return Entries(root, keep);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException($"the submissions in '{folder}' cannot be read: {Archive.Explain(cause)}; check the folder's permissions", CourseKitException.WrongUsage, cause);
        }
    }

    private static IReadOnlyList<HandedInEntry> Entries(DiskFolder root, Func<byte[], StoredBytes> keep)
    {
        string[] names = [.. root.Names(MostEntries + 1).Where(name => !name.StartsWith('.') && name is not ("__MACOSX" or "Thumbs.db" or "desktop.ini" or "lost+found"))];
        if (names.Length > MostEntries) throw new IOException($"it holds more than {MostEntries} entries");
        if (names is [string only] && Within(root, only, keep) is IReadOnlyList<HandedInEntry> download) return download;
        return [.. names.Select(name => Entry(root, name, keep))];
    }

    /// <summary>What is in the only thing there is, if that is a platform's download; one student's own folder or zip is not.</summary>
    private static IReadOnlyList<HandedInEntry>? Within(DiskFolder root, string name, Func<byte[], StoredBytes> keep)
    {
        try
        {
            using DiskFolder? below = root.Folder(name);
            if (below is not null)
                return Platforms.Detect([.. below.Names(MostEntries).Select(inner => HandedInEntry.Named(inner, true))]) is null ? null : [.. below.Names(MostEntries).Where(inner => !inner.StartsWith('.')).Select(inner => Entry(below, inner, keep))];
            using OpenedFile file = root.File(name);
            IReadOnlyList<string[]> inside = [.. Archive.ZipNames(file.Stream, IntakeLimits.Class.Files).Select(entry => Inner(entry)).Where(parts => parts.Length > 0)];
            // Some platforms have one folder around everything, others have none.
            int skip = inside.Select(parts => parts[0]).Distinct().Count() == 1 && inside.All(parts => parts.Length > 1) ? 1 : 0;
            if (Platforms.Detect([.. inside.Select(parts => parts[skip]).Distinct().Select(inner => HandedInEntry.Named(inner, true))]) is null) return null;
            file.Stream.Position = 0;
            var reader = new SubmissionReader(keep, IntakeLimits.Class);
            reader.Add(name, file.Written, file.Stream, file.Stream.Length, -1, "");
            return Grouped(reader, skip);
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    private static string[] Inner(string path) => path.Split('/') is var parts && parts.Any(part => part is "__MACOSX" or ".DS_Store" or "..") ? [] : [.. parts.Where(part => part.Length > 0)];

    /// <summary>The files of a class's zip by their first names.</summary>
    private static IReadOnlyList<HandedInEntry> Grouped(SubmissionReader reader, int skip)
    {
        static string[] Parts(string path) => path.Split('/');
        ILookup<string, Flag> flags = reader.Flags.ToLookup(flag => Parts(flag.Message.TrimStart('\'')).ElementAtOrDefault(skip)?.Split('\'')[0] ?? "");
        return [.. reader.Files.Select(file => (File: file, Parts: Parts(file.Name))).Where(entry => entry.Parts.Length > skip).GroupBy(entry => entry.Parts[skip]).Select(group =>
        {
            bool isFile = group.All(entry => entry.Parts.Length == skip + 1 || entry.File.Layers > 0);
            return new HandedInEntry(
                group.Key, !isFile, [.. group.Select(entry => entry.Parts.Length == skip + 1 ? entry.File with { Name = group.Key } : entry.File with { Name = string.Join('/', entry.Parts[(skip + 1)..]) })], [.. flags[group.Key]]);
        })];
    }

    private static HandedInEntry Entry(DiskFolder root, string name, Func<byte[], StoredBytes> keep)
    {
        var reader = new SubmissionReader(keep, IntakeLimits.Student);
        try
        {
            using DiskFolder? folder = root.Folder(name);
            if (folder is null) reader.File(root, name, name, "");
            else reader.Folder(folder);
            return new(name, folder is not null, reader.Files, reader.Flags) { HasRepository = reader.HasRepository, IsUnreadable = folder is null && reader.Files.Count == 0 };
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new(name, cause is not (InvalidDataException or FileNotFoundException), reader.Files, [.. reader.Flags, new(Flag.Unreadable, $"'{name}' cannot be read: {Archive.Explain(cause)}")]) { IsUnreadable = true };
        }
    }
}
