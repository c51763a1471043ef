namespace CourseKit.Grading.Intake;

/// <summary>
/// Reads what one student handed in, once: folders and archives in archives become a list of files. What cannot be read is a flag that names it,
/// and all the rest is read all the same.
/// </summary>
/// <param name="keep">Where bytes go.</param>
internal sealed class SubmissionReader(Func<byte[], StoredBytes> keep, IntakeLimits limits)
{
    private const int LongestStamp = 4096, LongestNote = 1 << 20, MostFlags = 50, MostUnpacked = 3;
    private const string Checkpoints = ".ipynb_checkpoints";
    private static readonly StoredBytes Nothing = StoredBytes.InMemory([]);

    private readonly IntakeBudget budget = new(limits);
    private readonly List<SubmittedFile> files = [];
    private readonly List<Flag> flags = [];
    private int unpacked;

    public IReadOnlyList<SubmittedFile> Files => files;

    public IReadOnlyList<Flag> Flags => flags;

    /// <summary>Whether it is, or was, a repository.</summary>
    public bool HasRepository { get; private set; }

    /// <summary>Everything below a folder.</summary>
    public void Folder(DiskFolder folder, string prefix = "", int depth = 0)
    {
        foreach (string name in folder.Names(budget.FilesLeft + 1))
        {
            string path = prefix + Plain(name);
            if (name == Checkpoints) files.Add(new(path, default, FileKind.Other, Nothing));
            if (IsIgnored(name)) continue;
            bool goesOn = Guarded(path, () =>
            {
                budget.CountFile();
                using DiskFolder? below = folder.Folder(name);
                if (below is null) File(folder, name, path);
                else if (depth < IntakeLimits.DeepestFolder) Folder(below, path + "/", depth + 1);
                else throw new InvalidDataException($"folders are nested more than {IntakeLimits.DeepestFolder} deep");
            });
            if (!goesOn) return;
        }
    }

    /// <summary>One file of a folder.</summary>
    /// <param name="path">What it is called.</param>
    /// <param name="inner">What names inside an archive begin with; null: with the archive's own name.</param>
    public void File(DiskFolder folder, string name, string path, string? inner = null) => Guarded(path, () =>
    {
        using OpenedFile file = folder.File(name);
        if (file.Names > 1) Tell(Flag.Doubtful, $"'{path}' has {file.Names} names on this disk (hard links); if another of them is another student's, so is the work");
        Add(path, file.Written, file.Stream, file.Stream.Length, 0, inner);
    });

    /// <summary>A file of whatever origin.</summary>
    public void Add(string path, DateTimeOffset written, Stream stream, long length, int layers, string? inner = null)
    {
        byte[] head = new byte[FileSigns.HeadLength];
        int count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> begin = head.AsSpan(0, count);
        string name = Path.GetFileName(path);
        var whole = new PrefixedStream(head[..count], stream);
        if (name == "timestamp.txt") Keep(path, written, FileKind.TimeStamp, whole, LongestStamp, layers);
        else if (FileSigns.PackingOf(name, begin) is var packing && packing != Packing.None) Unpack(path, written, packing, whole, stream, length, layers, inner ?? path + "/");
        else if (name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)) Notebook(path, written, whole, length, layers);
        else if (FileSigns.BeginsLikeJson(begin)) Candidate(path, written, whole, length, layers);
        else if (IsNote(name, length)) Keep(path, written, FileKind.Note, whole, LongestNote, layers);
        else
        {
            if (FileSigns.IsCalledArchive(name)) Tell(Flag.Unreadable, $"'{path}' cannot be read: it is called an archive and is none; ask for it again as a .zip");
            files.Add(new(path, written, FileKind.Other, Nothing, layers));
        }
    }

    private void Unpack(string path, DateTimeOffset written, Packing packing, PrefixedStream whole, Stream original, long length, int layers, string inner)
    {
        if (layers >= IntakeLimits.MostLayers)
        {
            Tell(Flag.Unreadable, $"'{path}' is an archive in an archive in an archive; it was not opened");
            return;
        }
        if (packing == Packing.Other && ++unpacked > MostUnpacked)
        {
            Tell(Flag.Unreadable, $"'{path}' was not opened: there are more than {MostUnpacked} archives of its kind; ask for one .zip");
            return;
        }
        int before = files.Count;
        IntakeLimits allowed = layers < 0 ? limits : IntakeLimits.Packed(length);
        try
        {
            Archive.Read(packing, path, whole, original, length, new IntakeBudget(allowed), budget, (name, time, open, size) =>
            {
                string[] parts = name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length == 0 || parts.Any(IsIgnored)) return;
                string entry = inner + string.Join('/', parts.Where(part => part is not ("." or "..")));
                Guarded(entry, () =>
                {
                    using Stream stream = open();
                    Add(entry, time ?? written, stream, size, layers + 1);
                });
            });
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            // Readers of archives throw what they like at broken ones: a size that overflows, a date that is none.
            Tell(Flag.Unreadable, $"'{path}' cannot be {(files.Count > before ? "read to its end" : "read")}: {(IsExpected(cause) ? Archive.Explain(cause) : "it is broken")}");
        }
        if (files.Count == before) files.Add(new(path, written, FileKind.Other, Nothing, layers));
    }

    private void Notebook(string path, DateTimeOffset written, Stream stream, long length, int layers)
    {
        try
        {
            byte[] bytes = budget.ReadAll(stream, length);
            if (bytes.Length == 0) throw new InvalidDataException("it is empty");
            files.Add(new(path, written, FileKind.Notebook, keep(bytes), layers));
        }
        catch (Exception cause) when (IsExpected(cause))
        {
            // It has its place among the student's notebooks all the same: the flag tells why it earns nothing.
            string reason = Archive.Explain(cause);
            files.Add(new(path, written, FileKind.Notebook, new(0, () => throw new InvalidDataException($"'{path}' cannot be read: {reason}")), layers));
        }
    }

    /// <summary>JSON of another name than a notebook's.</summary>
    private void Candidate(string path, DateTimeOffset written, Stream stream, long length, int layers)
    {
        byte[] bytes = budget.ReadAll(stream, length);
        bool isNotebook = FileSigns.IsNotebook(bytes);
        files.Add(new(path, written, isNotebook ? FileKind.Notebook : FileKind.Other, isNotebook ? keep(bytes) : Nothing, layers)
        {
            Flags = isNotebook ? [new(Flag.Doubtful, $"'{path}' is not named like a notebook, and is one by what is in it")] : [],
        });
    }

    private void Keep(string path, DateTimeOffset written, FileKind kind, Stream stream, int most, int layers)
    {
        byte[] bytes = new byte[most + 1];
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        files.Add(new(path, written, kind, StoredBytes.InMemory(bytes[..Math.Min(count, most)]), layers));
    }

    /// <summary>Runs it; what cannot be read becomes a flag. False when there is no more to be read at all.</summary>
    private bool Guarded(string path, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception cause) when (IsExpected(cause))
        {
            Tell(Flag.Unreadable, $"'{path}' cannot be read: {Archive.Explain(cause)}");
            return budget.FilesLeft >= 0;
        }
    }

    private void Tell(string kind, string message)
    {
        if (flags.Count < MostFlags) flags.Add(new(kind, message));
    }

    private bool IsIgnored(string name)
    {
        HasRepository |= name is ".git" or ".github" or ".gitignore" or ".gitattributes";
        return name is Checkpoints or "__MACOSX" or ".DS_Store" or "Thumbs.db" or "desktop.ini" or ".git" or ".vs" || name.StartsWith("._", StringComparison.Ordinal);
    }

    private static bool IsNote(string name, long length) =>
        length <= LongestNote && Path.GetExtension(name).ToLowerInvariant() is ".yml" or ".yaml" or ".txt";

    /// <summary>A slash in a name would make a folder of it.</summary>
    private static string Plain(string name) => name.Replace('\\', '/').Replace('/', '_');

    private static bool IsExpected(Exception cause) => cause is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or CourseKitException;
}
