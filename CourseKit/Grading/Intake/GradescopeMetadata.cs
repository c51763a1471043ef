using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace CourseKit.Grading.Intake;

/// <summary>
/// Who handed in what, in the YAML that Gradescope writes: a key a submission, below it <c>:submitters:</c> with <c>:name:</c>, <c>:sid:</c>
/// and <c>:email:</c>, and <c>:created_at:</c>. All else is passed over.
/// </summary>
internal static class GradescopeMetadata
{
    /// <summary>Gives nobody for a text that is no such YAML.</summary>
    public static Dictionary<string, IReadOnlyList<PlatformName>> Read(string text)
    {
        IDeserializer yaml = new DeserializerBuilder().IgnoreUnmatchedProperties().Build();
        try
        {
            var parser = new Shallow(new Parser(new StringReader(text)));
            Dictionary<string, Submission?> submissions = yaml.Deserialize<Dictionary<string, Submission?>?>(parser) ?? [];
            return submissions.Select(entry => (entry.Key, People: PeopleOf(entry.Value))).Where(entry => entry.People.Count > 0).ToDictionary();
        }
        catch (YamlException)
        {
            return [];
        }
    }

    private static IReadOnlyList<PlatformName> PeopleOf(Submission? submission)
    {
        DateTimeOffset? time = submission?.CreatedAt is string text ? HandInTime.Parse(text).Time : null;
        return [.. (submission?.Submitters ?? []).OfType<Submitter>().Where(person => !string.IsNullOrWhiteSpace(person.Name)).Select(Named)];

        PlatformName Named(Submitter person) =>
            new(person.Name!, [.. new[] { person.Number, person.Email }.OfType<string>().Where(id => id.Length > 0)]) { Time = time };
    }

    /// <summary>Refuses what is nested deep: the parser's time grows with the square of the depth.</summary>
    private sealed class Shallow(Parser parser) : IParser
    {
        private const int Deepest = 100;
        private int depth;

        public ParsingEvent? Current => parser.Current;

        public bool MoveNext()
        {
            if (!parser.MoveNext()) return false;
            depth += parser.Current!.NestingIncrease;
            return depth <= Deepest ? true : throw new YamlException($"nested deeper than {Deepest}");
        }
    }

    private sealed class Submission
    {
        [YamlMember(Alias = ":submitters")]
        public List<Submitter?>? Submitters { get; set; }

        [YamlMember(Alias = ":created_at")]
        public string? CreatedAt { get; set; }
    }

    private sealed class Submitter
    {
        [YamlMember(Alias = ":name")]
        public string? Name { get; set; }

        [YamlMember(Alias = ":sid")]
        public string? Number { get; set; }

        [YamlMember(Alias = ":email")]
        public string? Email { get; set; }
    }
}
