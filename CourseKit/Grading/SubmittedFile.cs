using System.IO.Compression;
using System.Text;
using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>One file that a student handed in, on disk or inside a zip; nothing is ever unpacked to disk.</summary>
/// <param name="Name">Its path inside the submission, with forward slashes.</param>
/// <param name="Written">When it was last changed, for choosing among several.</param>
/// <param name="Read">Its bytes; throws <see cref="InvalidDataException"/> or <see cref="IOException"/> where they cannot be had.</param>
internal sealed record SubmittedFile(string Name, DateTimeOffset Written, Func<byte[]> Read)
{
    /// <summary>A larger file is refused: a notebook with every picture of the course has a tenth of this.</summary>
    public const int MaximumBytes = 64 << 20;

    private const int MaximumEntries = 20_000;
    private static readonly EnumerationOptions Plain = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 12,
        IgnoreInaccessible = true,
        // A link could lead to another student's work or to the instructor's own files.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
    };

    public string Stem => Path.GetFileNameWithoutExtension(Name);

    public bool IsNotebook => Name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase);

    public static SubmittedFile OnDisk(string path, string name) =>
        new(name, File.GetLastWriteTimeUtc(path), () =>
        {
            RefuseEmpty(path, name);
            using FileStream stream = File.OpenRead(path);
            return ReadAll(stream, name);
        });

    /// <summary>The notebooks and the time stamp in a student's folder.</summary>
    public static IReadOnlyList<SubmittedFile> InFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", Plain)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => IsWanted(file.Name))
            .Order()
            .Take(MaximumEntries)
            .Select(file => OnDisk(file.Path, file.Name))];

    /// <summary>The notebooks and the time stamp in a student's zip.</summary>
    /// <exception cref="InvalidDataException">It is not a zip, or not one that a student would make.</exception>
    public static IReadOnlyList<SubmittedFile> InZip(string path)
    {
        RefuseEmpty(path, Path.GetFileName(path));
        using ZipArchive zip = ZipFile.OpenRead(path);
        if (zip.Entries.Count > MaximumEntries) throw new InvalidDataException($"it has {zip.Entries.Count} entries");
        return [.. zip.Entries
            .Select((entry, index) => (Name: entry.FullName.Replace('\\', '/'), entry.LastWriteTime, Index: index))
            .Where(entry => IsWanted(entry.Name))
            .Select(entry => new SubmittedFile(entry.Name, entry.LastWriteTime, () => ReadEntry(path, entry.Index)))];
    }

    /// <summary>Whatever the bytes are, this gives a notebook or a <see cref="CourseKitException"/>.</summary>
    public static Notebook Parse(byte[] bytes, string name)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return NotebookFile.Parse(reader.ReadToEnd(), $"'{name}'");
        }
        catch (Exception cause) when (cause is not CourseKitException)
        {
            throw new CourseKitException($"'{name}' is not a notebook: {cause.Message}", cause: cause);
        }
    }

    private static bool IsWanted(string name)
    {
        string[] parts = name.Split('/');
        if (parts.Any(part => part is ".ipynb_checkpoints" or "__MACOSX") || parts[^1].StartsWith("._", StringComparison.Ordinal)) return false;
        return parts[^1] == "timestamp.txt" || parts[^1].EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase);
    }

    private static byte[] ReadEntry(string path, int index)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        using Stream stream = zip.Entries[index].Open();
        return ReadAll(stream, zip.Entries[index].FullName);
    }

    /// <summary>A named pipe looks like a file of no bytes, and whoever opens it waits for ever.</summary>
    private static void RefuseEmpty(string path, string name)
    {
        if (new FileInfo(path).Length == 0) throw new InvalidDataException($"{name} is empty");
    }

    /// <summary>Counts what really comes: the size that a zip declares is the sender's word.</summary>
    private static byte[] ReadAll(Stream stream, string name)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + count > MaximumBytes) throw new InvalidDataException($"{name} is larger than {MaximumBytes >> 20} MB");
            bytes.Write(buffer, 0, count);
        }
        return bytes.ToArray();
    }
}
