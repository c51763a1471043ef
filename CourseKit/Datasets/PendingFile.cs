using System.Security.Cryptography;

namespace CourseKit.Datasets;

/// <summary>
/// A file that appears under its name whole or not at all: written beside its place, flushed to the disk, then renamed.
/// Disposed before <see cref="Commit"/> it leaves nothing behind.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    public const string Suffix = ".part";

    private readonly string path;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream stream;
    private bool committed;

    /// <param name="path">The file's final place.</param>
    /// <param name="open">Opens the temporary file; null for an ordinary one.</param>
    public PendingFile(string path, Func<string, Stream>? open = null)
    {
        this.path = path;
        stream = (open ?? Create)(path + Suffix);
    }

    public static Stream Create(string path) => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 17);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        stream.Write(bytes);
    }

    /// <summary>The SHA-256 of what was written so far, lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Puts the file in its place, replacing one that is there.</summary>
    public void Commit()
    {
        if (stream is FileStream file) file.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(path + Suffix, path, overwrite: true);
        committed = true;
    }

    public void Dispose()
    {
        hash.Dispose();
        if (committed) return;
        // Closing flushes what is buffered, which fails once more on a full disk; the file goes away in any case.
        try { stream.Dispose(); }
        catch (IOException) { }
        File.Delete(path + Suffix);
    }
}
