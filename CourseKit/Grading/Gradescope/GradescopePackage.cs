using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using CourseKit.Notebooks;

namespace CourseKit.Grading.Gradescope;

/// <summary>
/// The zip that Gradescope builds an autograder from: its two scripts, this program, .NET for it to run on, the data sets that the notebook
/// names, and a folder of secrets. With .NET inside nothing is fetched by name and version on a machine that nobody here can see, and what
/// is tried out on one's own machine is what runs there; it costs half of the size.
/// </summary>
internal static class GradescopePackage
{
    private const int Executable = 0x81ED, Readable = 0x81A4, Secret = 0x8180; // regular files of modes 755, 644 and 600
    private const string Framework = "Microsoft.NETCore.App";

    /// <param name="dotnet">A .NET for Linux x64; null: the one that runs this program.</param>
    /// <exception cref="CourseKitException">There is no such .NET, or the file cannot be written.</exception>
    public static void Write(Course course, GradescopeAssignment assignment, string? dotnet, string path)
    {
        string runtime = dotnet ?? OwnRuntime(), full = Path.GetFullPath(path), fresh = full + ".new";
        IReadOnlyList<string> runtimeFiles = RuntimeFiles(runtime);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            try
            {
                using (ZipArchive zip = ZipFile.Open(fresh, ZipArchiveMode.Create))
                {
                    AddText(zip, "setup.sh", EmbeddedText.Read("setup.sh"), Executable);
                    AddText(zip, "run_autograder", EmbeddedText.Read("run_autograder.sh"), Executable);
                    foreach (string file in ReleasePackage.ProgramFiles().Where(file => !file.EndsWith(".xml", StringComparison.Ordinal)))
                        AddFile(zip, "coursekit/" + file, Path.Combine(AppContext.BaseDirectory, file));
                    foreach (string file in runtimeFiles) AddFile(zip, "dotnet/" + file, Path.Combine(runtime, file), file == "dotnet" ? Executable : Readable);
                    foreach (string file in Datasets(course, assignment.Course)) AddFile(zip, "datasets/" + file, Path.Combine(course.Datasets, file));
                    foreach ((string name, string text) in assignment.Files()) AddText(zip, "secret/" + name, text, Secret);
                }
                File.Move(fresh, full, overwrite: true);
            }
            finally
            {
                File.Delete(fresh);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException($"cannot write {path}: {cause.Message.TrimEnd('.')}; check the folder's permissions and the free space", cause: cause);
        }
    }

    private static string OwnRuntime() =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
            ? Sandbox.DotnetRoot
            : throw new CourseKitException(
                $"the autograder brings .NET for Linux x64, and this machine runs {RuntimeInformation.RuntimeIdentifier}; download the .NET {Environment.Version.Major} runtime for Linux x64, unpack it and give its folder: --dotnet DIR",
                CourseKitException.WrongUsage);

    /// <summary>The host and the newest runtime that this program can run on; not the SDK.</summary>
    private static IReadOnlyList<string> RuntimeFiles(string root)
    {
        string? Newest(params string[] parts)
        {
            string folder = Path.Combine([root, .. parts]);
            return !Directory.Exists(folder) ? null : Directory.EnumerateDirectories(folder)
                .Where(found => Version.TryParse(Path.GetFileName(found), out Version? version) && version.Major == Environment.Version.Major).MaxBy(found => Version.Parse(Path.GetFileName(found)));
        }

        if (Newest("shared", Framework) is not string framework || Newest("host", "fxr") is not string host || !File.Exists(Path.Combine(root, "dotnet")))
            throw new CourseKitException(
                $"'{root}' holds no .NET {Environment.Version.Major} runtime for Linux (the program 'dotnet' and the folders 'host' and 'shared/{Framework}'); give the folder of one with --dotnet", CourseKitException.WrongUsage);
        IEnumerable<string> licences = new[] { "LICENSE.txt", "ThirdPartyNotices.txt" }.Where(file => File.Exists(Path.Combine(root, file)));
        return ["dotnet", .. licences, .. new[] { host, framework }.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Select(file => Slashed(Path.GetRelativePath(root, file)))];
    }

    /// <summary>The files of each data set whose name stands in the notebook's code, however it is spelled: cifar10, Cifar10, "fashion-mnist".</summary>
    private static IEnumerable<string> Datasets(Course course, CourseNotebook notebook)
    {
        static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        string code = Plain(string.Join('\n', notebook.Cells.Select(cell => cell.Source)));
        return !Directory.Exists(course.Datasets) ? [] : Directory.EnumerateFileSystemEntries(course.Datasets).Where(entry => code.Contains(Plain(Path.GetFileNameWithoutExtension(entry)), StringComparison.Ordinal))
            .SelectMany(entry => Directory.Exists(entry) ? Directory.EnumerateFiles(entry, "*", SearchOption.AllDirectories) : [entry]).Select(file => Slashed(Path.GetRelativePath(course.Datasets, file)));
    }

    private static string Slashed(string path) => path.Replace('\\', '/');

    private static void AddFile(ZipArchive zip, string name, string path, int mode = Readable) => zip.CreateEntryFromFile(path, name).ExternalAttributes = mode << 16;

    private static void AddText(ZipArchive zip, string name, string text, int mode)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name);
        entry.ExternalAttributes = mode << 16;
        using Stream stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
