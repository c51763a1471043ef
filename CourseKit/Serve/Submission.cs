using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CourseKit.Notebooks;

namespace CourseKit.Serve;

/// <summary>Work that was handed in.</summary>
/// <param name="File">The URI of the student's one file.</param>
/// <param name="Time">Unix time in milliseconds.</param>
/// <param name="Receipt">To read out: the beginning of the SHA-256 of the notebook as it was handed in.</param>
/// <param name="To">Where that is, for people.</param>
internal sealed record Submission(string File, long Time, string Receipt, string To)
{
    private const string Folder = "submitted";

    /// <summary>
    /// Puts a notebook, with the time, into the student's archive in the course's folder "submitted", in the place of what was handed in of
    /// it before. Copied into a folder with those of other students it is what <c>coursekit grade</c> takes.
    /// </summary>
    /// <exception cref="CourseKitException">It is no notebook, or the archive cannot be written.</exception>
    public static Submission Write(string notebook, string? student)
    {
        byte[] bytes = System.IO.File.Exists(notebook)
            ? System.IO.File.ReadAllBytes(notebook)
            : throw new CourseKitException($"there is no notebook at {notebook}; save it first");
        NotebookFile.Read(notebook);
        string root = RootOf(notebook),
            name = Path.GetFileNameWithoutExtension(notebook);
        string archive = Path.Combine(root, Folder, Named(student ?? Environment.UserName) + ".zip");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string receipt = ReceiptOf(bytes);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
            string fresh = archive + ".new";
            if (System.IO.File.Exists(archive))
                System.IO.File.Copy(archive, fresh, overwrite: true);
            else
                System.IO.File.Delete(fresh);
            using (ZipArchive zip = ZipFile.Open(fresh, ZipArchiveMode.Update))
            {
                foreach (
                    ZipArchiveEntry earlier in zip
                        .Entries.Where(entry => entry.FullName.StartsWith(name + "/", StringComparison.Ordinal))
                        .ToArray()
                )
                    earlier.Delete();
                Add(zip, $"{name}/{name}.ipynb", bytes, now);
                Add(
                    zip,
                    $"{name}/timestamp.txt",
                    Encoding.UTF8.GetBytes(now.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) + "\n"),
                    now
                );
                Add(zip, $"{name}/receipt.txt", Encoding.UTF8.GetBytes(receipt + "\n"), now);
            }
            System.IO.File.Move(fresh, archive, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CourseKitException(
                $"cannot hand in to {archive}: {cause.Message.TrimEnd('.')}; check the folder's permissions and the free space",
                cause: cause
            );
        }
        return new Submission(
            DocumentUri.FromPath(archive),
            now.ToUnixTimeMilliseconds(),
            receipt,
            $"the file {Path.GetFileName(archive)} in the folder {Folder}"
        );
    }

    /// <summary>The folder of the notebook's course; its own where it belongs to none.</summary>
    public static string RootOf(string notebook) =>
        Path.GetDirectoryName(notebook) is string folder ? Course.TryFind(folder)?.Root ?? folder : "";

    /// <summary>Twelve digits of it, in fours.</summary>
    public static string ReceiptOf(byte[] notebook)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(notebook));
        return $"{hash[..4]}-{hash[4..8]}-{hash[8..12]}";
    }

    private static string Named(string student)
    {
        string name = string.Concat(
                student
                    .Trim()
                    .Select(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or ' ' or '@' ? character : '_')
            )
            .Trim('.', ' ');
        return name.Length > 0 ? name : "student";
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes, DateTimeOffset time)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name);
        entry.LastWriteTime = time;
        using Stream stream = entry.Open();
        stream.Write(bytes);
    }
}
