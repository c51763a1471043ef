using System.Text.Json;
using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Grading.Gradescope;

/// <summary>How an autograder runs student code and what it tells.</summary>
/// <param name="HiddenChecks">When students see how hidden checks came out.</param>
internal sealed record GradescopeSettings(RunLimits Limits, string HiddenChecks);

/// <summary>What an autograder knows of its notebook: every cell with its hidden checks, what they expect, and no solution.</summary>
internal sealed record GradescopeAssignment(CourseNotebook Course, Oracle Oracle, GradescopeSettings Settings)
{
    private const string CellsFile = "notebook.json", OracleFile = "oracle.json", SettingsFile = "settings.json";

    private static readonly JsonSerializerOptions Json = new(GradebookTables.Json) { IgnoreReadOnlyProperties = true };

    public static GradescopeAssignment Of(CourseNotebook course, Oracle oracle, GradescopeSettings settings) =>
        new(course with { Cells = [.. course.Cells.Select(cell => cell.Role.Role == CellRole.Answer ? cell with { Source = cell.Released! } : cell)] }, oracle, settings);

    /// <summary>Its files: name and text.</summary>
    public IEnumerable<(string Name, string Text)> Files() =>
    [
        (CellsFile, JsonSerializer.Serialize(Course, Json) + "\n"), (OracleFile, Oracle.ToJson()), (SettingsFile, JsonSerializer.Serialize(Settings, Json) + "\n"),
    ];

    /// <exception cref="InvalidDataException">A file is not what <see cref="Files"/> gave.</exception>
    public static GradescopeAssignment Load(string folder) =>
        new(Read<CourseNotebook>(Path.Combine(folder, CellsFile)), Oracle.Load(Path.Combine(folder, OracleFile)), Read<GradescopeSettings>(Path.Combine(folder, SettingsFile)));

    private static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException($"{path} is not what an export writes: {cause.Message}", cause);
        }
    }
}
