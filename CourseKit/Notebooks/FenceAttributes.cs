using System.Globalization;
using System.Text.RegularExpressions;

namespace CourseKit.Notebooks;

/// <summary>Reads what stands after <c>```csharp</c>: <c>exercise="08.1" role="check" points=3 covers="N3,N4" headline</c>.</summary>
internal static partial class FenceAttributes
{
    private static readonly string[] Known =
        ["exercise", "role", "points", "forbid", "require", "difficulty", "minutes", "covers", "grading", "headline", "fold", "id"];

    private static readonly string[] Roles = [CellRole.Setup, CellRole.Answer, CellRole.Check];

    public static (string? Id, CellRole Role) Parse(string text, string path, int line)
    {
        CourseKitException Wrong(string message) => SourceError.At(path, line, message);
        Dictionary<string, string?> found = Split(text, Wrong);

        string? Text(string key) => !found.TryGetValue(key, out string? value) ? null
            : string.IsNullOrWhiteSpace(value) ? throw Wrong($"'{key}' has no value; write {key}=\"…\"") : value.Trim();
        IReadOnlyList<string>? List(string key) => Text(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        string? role = Text("role"), exercise = Text("exercise"), grading = Text("grading"), id = Text("id");
        double? points = Text("points") is string spoken ? Points(spoken, Wrong) : null;

        if (role is not null && !Roles.Contains(role)) throw Wrong($"unknown role \"{role}\"; it is one of \"setup\", \"answer\" and \"check\"");
        if (exercise is not null && !ExercisePattern().IsMatch(exercise)) throw Wrong($"exercise \"{exercise}\" is not a number such as \"08.1\"");
        if (role is CellRole.Answer or CellRole.Check && exercise is null) throw Wrong($"the {role} fence does not say its exercise; add exercise=\"08.1\"");
        if (role is not (CellRole.Answer or CellRole.Check) && exercise is not null)
            throw Wrong("the fence has an exercise and is neither its answer nor its check; add role=\"answer\" or role=\"check\"");
        if (role == CellRole.Check && points is null) throw Wrong("the check fence does not say what it is worth; add points=1");
        if (role != CellRole.Check && points is not null) throw Wrong("only a check has points; remove them or add role=\"check\"");
        foreach (string own in new[] { "forbid", "require", "difficulty", "minutes" })
            if (role != CellRole.Answer && found.ContainsKey(own)) throw Wrong($"'{own}' belongs on the exercise's answer fence; move it there");
        if (grading is not (null or "skip")) throw Wrong($"grading=\"{grading}\" means nothing; write grading=\"skip\" or leave it out");
        if (grading is not null && role is not null) throw Wrong($"a {role} fence cannot be skipped in grading; remove grading=\"skip\"");
        foreach (string alone in new[] { "headline", "fold" })
            if (found.GetValueOrDefault(alone) is not null) throw Wrong($"'{alone}' takes no value; write it alone");
        if (role is CellRole.Answer or CellRole.Check && found.ContainsKey("fold")) throw Wrong($"the {role} fence is what a student reads; remove fold");
        if (id is not null && !CellIds.Pattern().IsMatch(id)) throw Wrong($"id \"{id}\" is no cell id; use 1 to 64 letters, digits, '-' and '_'");

        return (id, new CellRole(role, exercise, points ?? 0, List("covers"), List("forbid"), grading, found.ContainsKey("headline"),
            Difficulty(Text("difficulty"), Wrong), List("require"), found.ContainsKey("fold"), Minutes(Text("minutes"), Wrong)));
    }

    private static Dictionary<string, string?> Split(string text, Func<string, CourseKitException> wrong)
    {
        var found = new Dictionary<string, string?>();
        for (int at = 0; at < text.Length;)
        {
            Match attribute = AttributePattern().Match(text, at);
            if (!attribute.Success) throw wrong($"cannot read the attributes from '{text[at..].Trim()}' on; write key=\"value\" with spaces between");
            string key = attribute.Groups["key"].Value;
            if (!Known.Contains(key))
                throw wrong($"unknown attribute '{key}'; did you mean '{Known.MinBy(known => Spelling.Distance(key, known))}'?");
            if (!found.TryAdd(key, attribute.Groups["value"] is { Success: true } value ? value.Value : null))
                throw wrong($"attribute '{key}' stands twice; keep one");
            at += attribute.Length;
        }
        return found;
    }

    private static double Points(string spoken, Func<string, CourseKitException> wrong) =>
        double.TryParse(spoken, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double points) && double.IsFinite(points)
            ? points
            : throw wrong($"points \"{spoken}\" is not a number of points; write points=2 or points=0.5");

    private static int Difficulty(string? spoken, Func<string, CourseKitException> wrong) =>
        spoken is null ? 0
        : spoken.Length == 1 && spoken[0] is >= '1' and <= '5' ? spoken[0] - '0'
        : throw wrong($"difficulty \"{spoken}\" is not a number of stars; write 1 to 5");

    private static int Minutes(string? spoken, Func<string, CourseKitException> wrong) =>
        spoken is null ? 0
        : int.TryParse(spoken, NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) && minutes is >= 1 and <= 600 ? minutes
        : throw wrong($"minutes \"{spoken}\" is no time for an exercise; write 1 to 600");

    [GeneratedRegex("""\G\s*(?<key>[A-Za-z][A-Za-z0-9_-]*)(?:=(?:"(?<value>[^"]*)"|(?<value>[^\s"]+)))?(?=\s|$)""")]
    private static partial Regex AttributePattern();

    [GeneratedRegex(@"^(?=.{1,20}\z)[0-9A-Za-z]+(\.[0-9A-Za-z]+)*\z")]
    private static partial Regex ExercisePattern();
}
