using System.Text.Json;

namespace CourseKit.Notebooks;

/// <summary>An answer as students got it.</summary>
/// <param name="Cell">The id of its cell.</param>
internal sealed record AnswerStub(string Cell, string Code);

/// <summary>
/// The answers of a notebook as students got them, by exercise: in the author's course from the source, in a student's from a file that
/// came with it.
/// </summary>
internal static class AnswerStubs
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="notebook">A student's edition in which nobody has written yet.</param>
    public static IReadOnlyDictionary<string, AnswerStub> Of(Notebook notebook)
    {
        var stubs = new SortedDictionary<string, AnswerStub>(StringComparer.Ordinal);
        foreach (Cell cell in notebook.Cells)
            if (cell is { Type: CellType.Code, Role: { Role: CellRole.Answer, Exercise: string exercise } })
                stubs.TryAdd(exercise, new(cell.Id, cell.Source));
        return stubs;
    }

    /// <param name="name">Of the notebook.</param>
    /// <exception cref="CourseKitException">The course has neither its source nor that file.</exception>
    public static IReadOnlyDictionary<string, AnswerStub> Of(Course course, string name)
    {
        string source = Path.Combine(course.Sources, name + ".md"),
            kept = Path.Combine(course.Stubs, name + ".json");
        if (File.Exists(source))
            return Of(NotebookBuilder.Build(SourceDocument.Parse(File.ReadAllText(source), name), Edition.Student));
        if (!File.Exists(kept))
            throw new CourseKitException(
                $"what '{name}' began with is not here: there is no {kept}; take it from the course's package again"
            );
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, AnswerStub>>(File.ReadAllText(kept), Readable) ?? [];
        }
        catch (JsonException damaged)
        {
            throw new CourseKitException($"{kept} is damaged; take it from the course's package again", cause: damaged);
        }
    }

    public static void Write(IReadOnlyDictionary<string, AnswerStub> stubs, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, JsonSerializer.Serialize(stubs, Readable) + "\n");
    }

    /// <summary>The stub of an exercise.</summary>
    /// <exception cref="CourseKitException">The notebook has no such exercise.</exception>
    public static AnswerStub Find(Course course, string name, string exercise)
    {
        IReadOnlyDictionary<string, AnswerStub> stubs = Of(course, name);
        return stubs.TryGetValue(exercise, out AnswerStub? stub)
            ? stub
            : throw new CourseKitException(
                stubs.Count == 0
                    ? $"'{name}' has no exercises"
                    : $"'{name}' has no exercise {exercise}; it has {string.Join(", ", stubs.Keys)}",
                CourseKitException.WrongUsage
            );
    }
}
