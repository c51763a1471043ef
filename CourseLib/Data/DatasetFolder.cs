namespace CourseLib.Data;

/// <summary>Where data sets lie: the subsets that ship with a course, and the user's cache of whole sets.</summary>
internal static class DatasetFolder
{
    /// <summary>Names a folder that holds the embedded subsets, for courses that are laid out differently.</summary>
    public const string DatasetsVariable = "COURSEKIT_DATASETS";

    /// <summary>Names the folder of fetched data sets.</summary>
    public const string CacheVariable = "COURSEKIT_CACHE";

    /// <summary>"full" makes <see cref="DataSource.Auto"/> read whole data sets.</summary>
    public const string SourceVariable = "COURSEKIT_DATA";

    /// <summary>The user's cache: $COURSEKIT_CACHE, else the platform's own place for caches.</summary>
    public static string Cache()
    {
        if (Variable(CacheVariable) is { } chosen) return Path.GetFullPath(chosen);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        if (OperatingSystem.IsWindows())
            return Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "coursekit");
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Caches", "coursekit");
        // The XDG specification says to ignore a relative path here.
        return Variable("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache)
            ? Path.Combine(cache, "coursekit")
            : Path.Combine(home, ".cache", "coursekit");
    }

    /// <summary>The cache's folder of one whole data set.</summary>
    public static string Full(string name) => Path.Combine(Cache(), "datasets", name);

    /// <summary>
    /// The embedded subset <paramref name="name"/>: in $COURSEKIT_DATASETS, else in a folder "datasets" at or above the current
    /// folder, else at or above the library's own. Null when there is none.
    /// </summary>
    public static string? Embedded(string name)
    {
        if (Variable(DatasetsVariable) is { } chosen) return Existing(Path.Combine(chosen, name));
        string library = typeof(DatasetFolder).Assembly.Location;
        return AtOrAbove(Directory.GetCurrentDirectory(), name)
            ?? AtOrAbove(library.Length > 0 ? Path.GetDirectoryName(library)! : AppContext.BaseDirectory, name);
    }

    /// <summary>Whether <see cref="DataSource.Auto"/> means the whole set.</summary>
    public static bool WantsFull() => string.Equals(Variable(SourceVariable), "full", StringComparison.OrdinalIgnoreCase);

    private static string? AtOrAbove(string start, string name)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (Existing(Path.Combine(folder.FullName, "datasets", name)) is { } found) return found;
        return null;
    }

    private static string? Existing(string folder) => File.Exists(Path.Combine(folder, DatasetManifest.FileName)) ? Path.GetFullPath(folder) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
