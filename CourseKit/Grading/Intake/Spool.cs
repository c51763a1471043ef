namespace CourseKit.Grading.Intake;

/// <summary>The bytes of one file as they were when the submissions were read, whatever has become of the file since.</summary>
internal sealed record StoredBytes(int Length, Func<byte[]> Read)
{
    public static StoredBytes InMemory(byte[] bytes) => new(bytes.Length, () => bytes);
}

/// <summary>
/// Keeps what a class has handed in: small things in memory, the rest in one file that only this process has. On Linux and macOS that file has
/// no name any more once it is open, so that nobody else opens it and nothing of it is left, whichever way the process ends.
/// </summary>
internal sealed class Spool : IDisposable
{
    private const int SmallBytes = 32 << 10;

    private readonly FileStream file;
    private readonly Lock gate = new();
    private long end;

    /// <param name="folder">Where there is room.</param>
    public Spool(string folder)
    {
        string path = Path.Combine(folder, "spool");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
    }

    public StoredBytes Keep(byte[] bytes)
    {
        if (bytes.Length <= SmallBytes) return StoredBytes.InMemory(bytes);
        lock (gate)
        {
            long start = end;
            RandomAccess.Write(file.SafeFileHandle, bytes, start);
            end += bytes.Length;
            int length = bytes.Length;
            return new(length, () => Read(start, length));
        }
    }

    public void Dispose() => file.Dispose();

    private byte[] Read(long start, int length)
    {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length;)
        {
            int count = RandomAccess.Read(file.SafeFileHandle, bytes.AsSpan(done), start + done);
            done += count > 0 ? count : throw new EndOfStreamException("what was kept of the submissions is gone");
        }
        return bytes;
    }
}
