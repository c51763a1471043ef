using System.Text.RegularExpressions;

namespace CourseKit.Grading.Intake;

/// <summary>
/// Who handed in what, in the YAML that Gradescope writes: a key a submission, below it <c>:submitters:</c> with <c>:name:</c>, <c>:sid:</c> and
/// <c>:email:</c>, and <c>:created_at:</c>. Only these lines are read.
/// </summary>
internal static partial class GradescopeMetadata
{
    public static Dictionary<string, IReadOnlyList<PlatformName>> Read(string text)
    {
        var found = new Dictionary<string, IReadOnlyList<PlatformName>>();
        string? submission = null;
        var people = new List<(string? Name, string? Number, string? Email)>();
        DateTimeOffset? time = null;
        foreach (string line in text.Split('\n').Append("end_0:"))
        {
            if (Submission().Match(line) is { Success: true } begin || line == "end_0:")
            {
                if (submission is not null) found[submission] = [.. people.Where(person => person.Name is not null).Select(person => Person(person, time))];
                (submission, time) = (line.TrimEnd().TrimEnd(':'), null);
                people.Clear();
            }
            else if (Member().Match(line) is { Success: true } member)
            {
                string value = member.Groups["value"].Value.Trim().Trim('\'', '"').Replace("''", "'", StringComparison.Ordinal);
                if (member.Groups["key"].Value == "created_at") time ??= member.Groups["indent"].Length <= 2 ? HandInTime.Parse(value).Time : null;
                else Add(member.Groups["key"].Value, value);
            }
        }
        return found.Where(entry => entry.Value.Count > 0).ToDictionary();

        // A member of the list begins with whichever key comes first, and the next one where a key comes again.
        void Add(string key, string value)
        {
            if (people.Count == 0 || key switch { "name" => people[^1].Name, "sid" => people[^1].Number, _ => people[^1].Email } is not null) people.Add(default);
            people[^1] = key switch { "name" => people[^1] with { Name = value }, "sid" => people[^1] with { Number = value }, _ => people[^1] with { Email = value } };
        }
    }

    private static PlatformName Person((string? Name, string? Number, string? Email) person, DateTimeOffset? time) =>
        new(person.Name!, [.. new[] { person.Number, person.Email }.OfType<string>().Where(id => id.Length > 0)]) { Time = time };

    [GeneratedRegex(@"^submission_[0-9]+:\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Submission();

    [GeneratedRegex(@"^(?<indent>\s+)(- )?:(?<key>name|sid|email|created_at): +(?<value>\S.{0,300})$", RegexOptions.CultureInvariant)]
    private static partial Regex Member();
}
