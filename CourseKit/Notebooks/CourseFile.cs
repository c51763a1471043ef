using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>What a release says of its course besides the notebooks: <c>coursekit.json</c> in its folder.</summary>
/// <param name="Submit">Where work is handed in; null: nowhere but in the student's own folder.</param>
internal sealed record CourseFile(string? Submit)
{
    private const string Name = "coursekit.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The course's own; an empty one where the folder has none.</summary>
    /// <exception cref="CourseKitException">It cannot be read.</exception>
    public static CourseFile Read(string root)
    {
        string path = Path.Combine(root, Name);
        if (!File.Exists(path))
            return new CourseFile(Submit: null);
        try
        {
            return new CourseFile(JsonNode.Parse(File.ReadAllText(path))?["submit"]?.GetValue<string>());
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException(
                $"{path} does not say where to hand in: {cause.Message}; take it from the course's package again",
                cause: cause
            );
        }
    }

    public void Write(string root) =>
        File.WriteAllText(Path.Combine(root, Name), new JsonObject { ["submit"] = Submit }.ToJsonString(Readable) + "\n");
}
