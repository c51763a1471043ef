namespace CourseKit;

/// <summary>Writes files so that nobody ever finds half of one: into a temporary file beside it, then by renaming.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text));

    public static void Write(string path, byte[] bytes) => Write(path, temporary => File.WriteAllBytes(temporary, bytes));

    private static void Write(string path, Action<string> write)
    {
        string full = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            string temporary = $"{full}.{Environment.ProcessId}.tmp";
            try
            {
                write(temporary);
                File.Move(temporary, full, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException($"cannot write {path}: {cause.Message.TrimEnd('.')}; check the folder's permissions and the free space", cause: cause);
        }
    }
}
