namespace CourseKit;

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
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // "Would block" on Linux and macOS, a sharing violation on Windows.
            bool isTaken = (cause.HResult & 0xFFFF) is 11 or 35 or 32;
            throw new CourseKitException(isTaken
                ? $"another coursekit is writing into {folder}; wait for it, or give this run another folder"
                : $"cannot write into {folder}: {cause.Message.TrimEnd('.')}; check the folder's permissions and the free space", cause: cause);
        }
    }
}
