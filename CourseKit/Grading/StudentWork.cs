using System.Globalization;
using System.Text;

namespace CourseKit.Grading;

/// <summary>Everything that one student handed in.</summary>
/// <param name="Student">The name of the folder, zip or notebook.</param>
/// <param name="HandedIn">What <c>timestamp.txt</c> says, if there is one.</param>
internal sealed record StudentWork(string Student, IReadOnlyList<SubmittedFile> Notebooks, DateTimeOffset? HandedIn, IReadOnlyList<Flag> Flags)
{
    /// <summary>Reads a folder that has a folder, a zip or a notebook for each student; a broken one becomes an empty work with a flag.</summary>
    public static IReadOnlyList<StudentWork> ReadAll(string folder)
    {
        if (!Directory.Exists(folder))
            throw new CourseKitException($"there is no folder of submissions at '{folder}'; give one that has a folder, a .zip or an .ipynb for each student", CourseKitException.WrongUsage);
        var works = new Dictionary<string, StudentWork>(StringComparer.Ordinal);
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith('.') || entry.Name == "__MACOSX" || Read(entry) is not StudentWork work) continue;
            works[work.Student] = works.TryGetValue(work.Student, out StudentWork? other) ? Join(other, work) : work;
        }
        if (works.Count == 0)
            throw new CourseKitException($"'{folder}' holds no submissions; give a folder that has a folder, a .zip or an .ipynb for each student", CourseKitException.WrongUsage);
        return [.. works.Values];
    }

    private static StudentWork? Read(FileSystemInfo entry)
    {
        string student = Path.GetFileNameWithoutExtension(entry.Name);
        if (entry.LinkTarget is not null)
            return new(student, [], null, [new(Flag.Unreadable, $"'{entry.Name}' is a link; links are not followed")]);
        try
        {
            if (entry is DirectoryInfo) return Of(entry.Name, SubmittedFile.InFolder(entry.FullName));
            return entry.Extension.ToLowerInvariant() switch
            {
                ".zip" => Of(student, SubmittedFile.InZip(entry.FullName)),
                ".ipynb" => Of(student, [SubmittedFile.OnDisk(entry.FullName, entry.Name)]),
                _ => null,
            };
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(student, [], null, [new(Flag.Unreadable, $"'{entry.Name}' cannot be read: {cause.Message}")]);
        }
    }

    private static StudentWork Of(string student, IReadOnlyList<SubmittedFile> files) =>
        new(student, [.. files.Where(file => file.IsNotebook)], TimeStamp(files), []);

    private static StudentWork Join(StudentWork one, StudentWork other) =>
        new(one.Student, [.. one.Notebooks, .. other.Notebooks], one.HandedIn ?? other.HandedIn,
            [.. one.Flags, .. other.Flags, new(Flag.Several, $"'{one.Student}' was handed in more than once; the newest notebook counts")]);

    private static DateTimeOffset? TimeStamp(IReadOnlyList<SubmittedFile> files)
    {
        if (files.FirstOrDefault(file => !file.IsNotebook) is not SubmittedFile stamp) return null;
        try
        {
            string text = Encoding.UTF8.GetString(stamp.Read()).Trim().Replace(" UTC", "Z", StringComparison.Ordinal);
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
