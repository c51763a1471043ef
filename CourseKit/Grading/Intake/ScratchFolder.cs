namespace CourseKit.Grading.Intake;

/// <summary>A temporary folder of one grader, which holds a lock in it for as long as it lives; those of graders that were killed are taken away.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "coursekit-grade-", LockFile = ".lock";

    private readonly FileStream held;

    /// <exception cref="CourseKitException">There is no room for temporary files.</exception>
    public ScratchFolder()
    {
        try
        {
            Sweep();
            Path = Directory.CreateTempSubdirectory(Prefix).FullName;
            held = new FileStream(System.IO.Path.Combine(Path, LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1);
            Work = Directory.CreateDirectory(System.IO.Path.Combine(Path, "work")).FullName;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException(
                $"temporary files cannot be written to '{System.IO.Path.GetTempPath()}': {cause.Message.TrimEnd('.')}; make the folder, or let TMPDIR name another", CourseKitException.WrongUsage, cause);
        }
    }

    public string Path { get; }

    /// <summary>A folder within, for what is run.</summary>
    public string Work { get; }

    public void Dispose()
    {
        held.Dispose();
        Remove(Path);
    }

    /// <summary>A folder whose lock can be had belongs to nobody any more; one without a lock is somebody else's or just being made.</summary>
    private static void Sweep()
    {
        foreach (string folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
            try
            {
                if (new DirectoryInfo(folder).LinkTarget is not null || new FileInfo(System.IO.Path.Combine(folder, LockFile)) is not { Exists: true, LinkTarget: null } file) continue;
                using (new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1)) { }
                Remove(folder);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException) { }
    }

    private static void Remove(string folder)
    {
        try { Directory.Delete(folder, recursive: true); }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException) { }
    }
}
