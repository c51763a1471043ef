namespace CourseKit.Datasets;

/// <summary>Whether a disk has room, before and when it has not.</summary>
internal static class DiskSpace
{
    // ENOSPC and EDQUOT of Linux and macOS; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    private static readonly int[] UnixCodes = OperatingSystem.IsMacOS() ? [28, 69] : [28, 122];
    private static readonly int[] WindowsCodes = [unchecked((int)0x80070027), unchecked((int)0x80070070)];

    public static bool IsFull(IOException failure) => (OperatingSystem.IsWindows() ? WindowsCodes : UnixCodes).Contains(failure.HResult);

    /// <exception cref="CourseKitException">The disk of <paramref name="folder"/> has less than <paramref name="bytes"/> left.</exception>
    public static void Require(string folder, long bytes, string dataset)
    {
        long free = Free(folder);
        if (free < bytes)
            throw new CourseKitException(
                $"{folder} has {ByteCount.Text(free)} free and '{dataset}' needs {ByteCount.Text(bytes)}; free some,"
                    + $" or set {CourseLib.Data.DatasetFolder.CacheVariable} to a folder on another disk");
    }

    /// <summary>What is free, or all there could be where the system does not say (some network folders).</summary>
    private static long Free(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }
}
