namespace CourseKit.Grading;

/// <summary>Keeps a second run out of a folder while one is writing there; the system lets go of it when the process ends, whichever way.</summary>
internal static class FolderLock
{
    /// <exception cref="CourseKitException">Another run has it.</exception>
    public static IDisposable Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
        }
        catch (IOException cause)
        {
            throw new CourseKitException($"another coursekit is grading into {folder}; wait for it, or give this run another folder", cause: cause);
        }
    }
}
