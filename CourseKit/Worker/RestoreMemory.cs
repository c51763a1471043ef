using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CourseKit.Worker;

/// <summary>
/// What restores gave, kept for this user: the same packages in the same versions, with the same sources and configuration, take
/// milliseconds in the next kernel instead of a start of the SDK, and no network.
/// </summary>
/// <param name="folder">One file for each restore; made when first needed.</param>
/// <param name="place">Where the notebook runs: a NuGet.config there or above counts.</param>
internal sealed class RestoreMemory(string folder, string place)
{
    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive, IgnoreInaccessible = true };

    public static RestoreMemory OfUser => new(
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "coursekit", "packages"),
        Directory.GetCurrentDirectory());

    /// <param name="project">The text of the project that would be restored.</param>
    /// <returns>Null where it was never restored so, or a file of it has gone since.</returns>
    public PackageFiles? Find(string project)
    {
        try
        {
            PackageFiles? files = JsonSerializer.Deserialize<PackageFiles>(File.ReadAllBytes(PathOf(project)));
            return files is { Assemblies: not null, NativeLibraries: not null, Extensions: not null }
                && files.Assemblies.Concat(files.NativeLibraries).Concat(files.Extensions).All(File.Exists) ? files : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps it, whole or not at all; where nothing may be written, nothing is remembered.</summary>
    public void Keep(string project, PackageFiles files)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string path = PathOf(project), partial = $"{path}.{Environment.ProcessId}";
            File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(files));
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string PathOf(string project)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{project}\n{Environment.GetEnvironmentVariable("NUGET_PACKAGES")}\n"));
        foreach (string configuration in Configurations())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{configuration}\n"));
            hash.AppendData(File.ReadAllBytes(configuration));
        }
        return Path.Combine(folder, Convert.ToHexStringLower(hash.GetHashAndReset()) + ".json");
    }

    /// <summary>The NuGet.config files that count: the notebook's folder's, those above, the user's.</summary>
    private IEnumerable<string> Configurations()
    {
        string user = OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "NuGet")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet");
        for (DirectoryInfo? level = new(place); level is not null; level = level.Parent)
            foreach (string file in In(level.FullName)) yield return file;
        foreach (string file in In(user)) yield return file;

        static IEnumerable<string> In(string folder) =>
            Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "nuget.config", AnyCase).Order(StringComparer.Ordinal) : [];
    }
}
