using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CourseKit.Grading.Intake;

/// <summary>How one platform names what it lets instructors download.</summary>
/// <param name="Least">So many entries of its shape are no accident.</param>
/// <param name="Reader">Made for all entries, as some names are read by what they have in common; it gives nobody for an entry of another shape.</param>
internal sealed record Platform(string Name, int Least, Func<IReadOnlyList<HandedInEntry>, Func<HandedInEntry, IReadOnlyList<PlatformName>>> Reader);

/// <summary>
/// The platforms whose downloads are understood. Which one it is, the whole folder tells and not one name in it: most entries must have its shape, so
/// that a student whose name looks like a platform's is taken by their name in a folder of plain names.
/// </summary>
internal static partial class Platforms
{
    private const double LeastShare = 0.6;
    private const string Metadata = "submission_metadata.yml";

    public static IReadOnlyList<Platform> All { get; } =
    [
        new("Moodle", 1, _ => Moodle), new("Brightspace", 1, _ => Brightspace), new("Blackboard", 1, Blackboard), new("Gradescope", 1, Gradescope), new("Canvas", 2, _ => Canvas),
        new("GitHub Classroom", 2, GitHubClassroom),
    ];

    /// <summary>The platform that a folder comes from and the reader of its names; null: the names are the students'.</summary>
    public static (Platform Platform, Func<HandedInEntry, IReadOnlyList<PlatformName>> Read)? Detect(IReadOnlyList<HandedInEntry> entries)
    {
        HandedInEntry[] counted = [.. entries.Where(entry => !IsPlatformFile(entry.Name))];
        foreach (Platform platform in All)
        {
            Func<HandedInEntry, IReadOnlyList<PlatformName>> read = platform.Reader(entries);
            int count = counted.Count(entry => read(entry).Count > 0);
            if (count >= platform.Least && count >= LeastShare * counted.Length) return (platform, read);
        }
        return null;
    }

    /// <summary>What platforms put beside the submissions.</summary>
    public static bool IsPlatformFile(string name) => name is "index.html" or Metadata or "manifest.xml";

    /// <summary><c>Ada Quill_657712_assignsubmission_file_</c>, with the file's name behind it where no folders were asked for. The first such words are Moodle's: what follows the student may write.</summary>
    private static IReadOnlyList<PlatformName> Moodle(HandedInEntry entry)
    {
        if (MoodleName().Match(entry.Name) is not { Success: true } match) return [];
        string id = match.Groups["id"].Value, name = match.Groups["name"].Value.Trim();
        return [new(name == "Participant" ? $"Participant {id}" : name, [$"Participant {id}", id]) { File = FileName(match), IsNote = match.Groups["kind"].Value == "onlinetext" }];
    }

    /// <summary><c>quillada_LATE_11001_900001_homework-1.ipynb</c>: last and first name, the student's number, the file's.</summary>
    private static IReadOnlyList<PlatformName> Canvas(HandedInEntry entry)
    {
        if (CanvasName().Match(entry.Name) is not { Success: true } match || match.Groups["name"].Value.Any(char.IsUpper)) return [];
        return [new(match.Groups["name"].Value, [match.Groups["id"].Value]) { File = FileName(match), IsLate = match.Groups["late"].Success }];
    }

    /// <summary><c>12345-67890 - Ada Quill - Nov 20, 2026 604 PM</c>, a folder for each time that something was handed in.</summary>
    private static IReadOnlyList<PlatformName> Brightspace(HandedInEntry entry)
    {
        if (BrightspaceName().Match(entry.Name) is not { Success: true } match) return [];
        return [new(match.Groups["name"].Value.Trim(), [match.Groups["id"].Value]) { File = FileName(match), Time = LocalTime($"{match.Groups["day"].Value} {match.Groups["hour"].Value}:{match.Groups["minute"].Value}", "MMM d yyyy h:mm tt") }];
    }

    /// <summary><c>Homework 1_aquill_attempt_2026-11-20-18-04-05_nb.ipynb</c>, and the same without a file for the platform's own words.</summary>
    private static Func<HandedInEntry, IReadOnlyList<PlatformName>> Blackboard(IReadOnlyList<HandedInEntry> entries)
    {
        // The assignment's name and the student's may both have underscores; the assignment's is the same everywhere.
        string[] heads = [.. entries.Select(entry => BlackboardName().Match(entry.Name)).Where(match => match.Success).Select(match => match.Groups["head"].Value).Distinct()];
        string shared = heads.Length > 1 ? CommonPrefix(heads) : "";
        int assignment = shared.LastIndexOf('_') + 1;
        return entry =>
        {
            if (BlackboardName().Match(entry.Name) is not { Success: true } match) return [];
            string head = match.Groups["head"].Value, user = assignment > 0 && head.Length > assignment ? head[assignment..] : head[(head.LastIndexOf('_') + 1)..];
            if (user.Length == 0) return [];
            return [new(user, [user]) { File = FileName(match), Time = LocalTime(match.Groups["time"].Value, "yyyy-MM-dd-HH-mm-ss"), IsNote = match.Groups["note"].Success }];
        };
    }

    /// <summary><c>submission_12345</c>, and who that is in <c>submission_metadata.yml</c>; the members of a group each have it.</summary>
    private static Func<HandedInEntry, IReadOnlyList<PlatformName>> Gradescope(IReadOnlyList<HandedInEntry> entries)
    {
        bool isExport = entries.Any(entry => entry.Name == Metadata);
        Dictionary<string, IReadOnlyList<PlatformName>> known = [];
        if (entries.FirstOrDefault(entry => entry.Name == Metadata)?.Files is [SubmittedFile file, ..]) known = GradescopeMetadata.Read(Encoding.UTF8.GetString(file.Read()));
        return entry => !isExport || !GradescopeName().IsMatch(entry.Name) ? [] : known.GetValueOrDefault(entry.Name) ?? [new(entry.Name, [entry.Name["submission_".Length..]])];
    }

    /// <summary><c>homework-1-aquill</c>: clones of repositories that begin with the assignment's name.</summary>
    private static Func<HandedInEntry, IReadOnlyList<PlatformName>> GitHubClassroom(IReadOnlyList<HandedInEntry> entries)
    {
        string[] clones = [.. entries.Where(entry => entry is { IsFolder: true, HasRepository: true }).Select(entry => entry.Name)];
        string shared = clones.Length > 1 ? CommonPrefix(clones) : "";
        string prefix = shared[..(shared.LastIndexOf('-') + 1)];
        return entry => prefix.Length > 1 && entry.IsFolder && entry.Name.Length > prefix.Length && entry.Name.StartsWith(prefix, StringComparison.Ordinal) && clones.Contains(entry.Name)
            ? [new(entry.Name[prefix.Length..], [entry.Name[prefix.Length..]])] : [];
    }

    private static string CommonPrefix(IReadOnlyList<string> texts) => texts.Aggregate((x, y) => x[..x.AsSpan().CommonPrefixLength(y)]);

    private static string? FileName(Match match) => match.Groups["file"] is { Success: true, Length: > 0 } file ? file.Value : null;

    /// <summary>The platform writes its own local time and no zone; the zone of this machine is the best guess.</summary>
    private static DateTimeOffset? LocalTime(string text, string format) =>
        DateTime.TryParseExact(text.Replace(",", "", StringComparison.Ordinal), format, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out DateTime time) && time.Year is > 2000 and < 2100
            ? new DateTimeOffset(time, TimeZoneInfo.Local.GetUtcOffset(time)) : null;

    [GeneratedRegex("^(?<name>.+?)_(?<id>[0-9]+)_assignsubmission_(?<kind>file|onlinetext)_?(?<file>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex MoodleName();

    [GeneratedRegex(@"^(?<name>[^_\s]+)_(?<late>LATE_)?(?<id>[0-9]+)_[0-9]+_(?<file>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex CanvasName();

    [GeneratedRegex(@"^(?<id>[0-9]+)-[0-9]+ - (?<name>.+?) - (?<day>[A-Z][a-z]{2} [0-9]{1,2}, [0-9]{4}) (?<hour>[0-9]{1,2})(?<minute>[0-9]{2} [AP]M)( - (?<file>.+))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex BrightspaceName();

    [GeneratedRegex(@"^(?<head>.+?)_attempt_(?<time>[0-9]{4}(-[0-9]{2}){5})(_(?<file>.+)|(?<note>\.txt)|)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex BlackboardName();

    [GeneratedRegex("^submission_[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex GradescopeName();
}
