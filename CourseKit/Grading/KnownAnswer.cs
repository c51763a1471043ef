namespace CourseKit.Grading;

/// <summary>An answer that students give, right or wrong, kept to test the checks with: <c>answers/08.1/wrong-no-epsilon.cs</c>.</summary>
/// <param name="Id">"no-epsilon".</param>
/// <param name="Hint">What a teaching assistant would say; empty for a right answer that needs none.</param>
/// <param name="Text">The full text of the answer cell.</param>
internal sealed record KnownAnswer(string Exercise, string Id, bool IsRight, string Hint, string Text)
{
    private const string Right = "right-", Wrong = "wrong-", HintMark = "// hint:";

    public string FileName => (IsRight ? Right : Wrong) + Id + ".cs";

    /// <summary>The known answers to a notebook's exercises, in order.</summary>
    public static IReadOnlyList<KnownAnswer> Of(Course course, IEnumerable<string> exercises) =>
        [.. exercises.Distinct().Order(StringComparer.Ordinal)
            .Select(exercise => (Exercise: exercise, Folder: Path.Combine(course.Answers, exercise)))
            .Where(entry => Directory.Exists(entry.Folder))
            .SelectMany(entry => Directory.EnumerateFiles(entry.Folder, "*.cs").Order(StringComparer.Ordinal).Select(path => Read(entry.Exercise, path)))];

    private static KnownAnswer Read(string exercise, string path)
    {
        string name = Path.GetFileNameWithoutExtension(path), text = File.ReadAllText(path).ReplaceLineEndings("\n");
        bool isRight = name.StartsWith(Right, StringComparison.Ordinal);
        if (!isRight && !name.StartsWith(Wrong, StringComparison.Ordinal))
            throw new CourseKitException($"{path} is neither a right nor a wrong answer; call it '{Right}{name}.cs' or '{Wrong}{name}.cs'");
        string first = text.Split('\n')[0];
        bool hasHint = first.StartsWith(HintMark, StringComparison.Ordinal) && first[HintMark.Length..].Trim().Length > 0;
        if (!isRight && !hasHint)
            throw new CourseKitException($"{path} does not say what to tell a student who makes this mistake; begin it with a line '{HintMark} …'");
        return new(exercise, name[Right.Length..], isRight, hasHint ? first[HintMark.Length..].Trim() : "", text);
    }
}
