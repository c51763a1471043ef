using System.Globalization;
using System.Text;

namespace CourseKit.Grading.Intake;

/// <summary>
/// When each notebook was handed in. Whoever collects the work writes above it: of several time stamps on the way to a notebook the outermost counts,
/// and what came in the student's own archive counts only where nobody else says anything.
/// </summary>
internal static class TimeStamps
{
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(1);

    /// <param name="platform">The time by the platform's names.</param>
    /// <param name="areStudents">Everything in the folder was handed in by the student.</param>
    public static SubmittedFile Stamped(SubmittedFile notebook, IReadOnlyList<SubmittedFile> files, DateTimeOffset? platform, bool areStudents)
    {
        var flags = new List<Flag>(notebook.Flags);
        SubmittedFile[] stamps = [.. files.Where(file => file.Kind == FileKind.TimeStamp)];
        SubmittedFile[] above = [.. stamps.Where(stamp => IsAbove(stamp.Folder, notebook.Folder)).OrderBy(stamp => stamp.Folder.Length)];
        SubmittedFile[] trusted = [.. areStudents ? [] : above.Where(stamp => stamp.Layers == 0)];
        SubmittedFile? counts = trusted.FirstOrDefault() ?? (platform is null ? above.FirstOrDefault() : null);
        DateTimeOffset? time = platform;
        if (counts is not null && (platform is null || !areStudents))
        {
            HandInTime read = HandInTime.Parse(Encoding.UTF8.GetString(counts.Read()));
            if (read.Time is null) flags.Add(new(Flag.Time, $"when it was handed in is not known: '{counts.Name}' says \"{Shown(counts)}\"; {read.Doubt}"));
            else if (read.Doubt is not null) flags.Add(new(Flag.Time, $"'{counts.Name}': {read.Doubt}"));
            if (!trusted.Contains(counts) && read.Time is not null) flags.Add(new(Flag.Time, $"that it was handed in at {Shown(read.Time.Value)} is said by '{counts.Name}' only, which the student may have written"));
            time = platform ?? read.Time;
        }
        foreach (SubmittedFile other in stamps.Where(stamp => stamp != counts && (above.Contains(stamp) || IsAbove(notebook.Folder, stamp.Folder)) && !HasOwnNotebook(stamp, files, notebook)))
            if (HandInTime.Parse(Encoding.UTF8.GetString(other.Read())).Time is not DateTimeOffset said || time is null || (said - time.Value).Duration() > Same)
                flags.Add(new(Flag.Time, $"'{other.Name}' says \"{Shown(other)}\", {(time is null ? "and was not believed" : $"and {(counts is null ? "the platform" : $"'{counts.Name}'")} {Shown(time.Value)}, which counts")}"));
        return notebook with { HandedIn = time, Flags = flags };
    }

    private static bool HasOwnNotebook(SubmittedFile stamp, IReadOnlyList<SubmittedFile> files, SubmittedFile notebook) =>
        !IsAbove(stamp.Folder, notebook.Folder) && files.Any(file => file.IsNotebook && file != notebook && file.Folder == stamp.Folder);

    private static bool IsAbove(string folder, string other) => folder.Length == 0 || other == folder || other.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string Shown(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private static string Shown(SubmittedFile stamp)
    {
        string text = Encoding.UTF8.GetString(stamp.Read()).Trim();
        return new string([.. text.Take(60).Select(c => char.IsControl(c) ? ' ' : c)]) + (text.Length > 60 ? "…" : "");
    }
}
