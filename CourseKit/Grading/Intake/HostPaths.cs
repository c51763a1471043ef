namespace CourseKit.Grading.Intake;

/// <summary>Takes the folders of the grader's machine out of texts that students read: an exception's message may name any of them.</summary>
internal static class HostPaths
{
    private const int ShortestPath = 4;

    private static readonly (string Path, string Shown)[] Known = [.. new[]
    {
        (Path: AppContext.BaseDirectory, Shown: "coursekit"), (Path: Sandbox.DotnetRoot, Shown: "dotnet"), (Path: Directory.GetCurrentDirectory(), Shown: "course"), (Path: Path.GetTempPath(), Shown: "tmp"),
        (Path: Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Shown: "home"),
    }.Select(entry => (Path: entry.Path.TrimEnd('/', '\\'), entry.Shown)).Where(entry => entry.Path.Length > ShortestPath && entry.Path != "/tmp").OrderByDescending(entry => entry.Path.Length)];

    public static string Hide(string text) => Known.Aggregate(text, (current, known) => current.Replace(known.Path + "/", $"…/{known.Shown}/", StringComparison.Ordinal)
        .Replace(known.Path + "\\", $"…\\{known.Shown}\\", StringComparison.Ordinal).Replace($"'{known.Path}'", $"'…/{known.Shown}'", StringComparison.Ordinal));
}
