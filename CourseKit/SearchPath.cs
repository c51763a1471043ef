namespace CourseKit;

/// <summary>Programs where a shell would find them.</summary>
internal static class SearchPath
{
    /// <summary>The file of a command on this machine's PATH; null where it is not installed.</summary>
    public static string? Find(string command) =>
        Find(command, Environment.GetEnvironmentVariable("PATH") ?? "", OperatingSystem.IsWindows());

    /// <param name="path">The folders, as the system separates them.</param>
    public static string? Find(string command, string path, bool isWindows) =>
        path.Split(isWindows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder =>
                (isWindows ? (string[])[".cmd", ".exe"] : [""]).Select(extension => Path.Combine(folder.Trim('"'), command + extension)))
            .FirstOrDefault(File.Exists);
}
