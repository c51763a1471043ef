using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>
/// An answer that students give, right or wrong, kept to test the checks with: whole in <c>answers/08.1/wrong-no-epsilon.cs</c>,
/// or as what differs from the solution in <c>answers/08.1/wrong-no-epsilon.diff</c> (<see cref="SolutionEdits"/>).
/// </summary>
/// <param name="Name">"wrong-no-epsilon".</param>
/// <param name="Hint">What a teaching assistant would say; empty for a right answer that needs none.</param>
/// <param name="Text">The full text of the answer cell.</param>
internal sealed record KnownAnswer(string Exercise, string Name, string Hint, string Text)
{
    private const string Right = "right-", Wrong = "wrong-", Whole = ".cs", Edits = ".diff", HintMark = "hint:";

    public bool IsRight => Name.StartsWith(Right, StringComparison.Ordinal);

    /// <summary>"no-epsilon".</summary>
    public string Id => Name[Right.Length..];

    /// <summary>The known answers to a notebook's exercises, in order.</summary>
    public static IReadOnlyList<KnownAnswer> Of(Course course, SourceDocument source) =>
        [.. source.Blocks.OfType<Fence>().Where(fence => fence.Role.Role == CellRole.Answer).OrderBy(fence => fence.Role.Exercise, StringComparer.Ordinal).SelectMany(fence => Of(course, fence))];

    private static IEnumerable<KnownAnswer> Of(Course course, Fence solution)
    {
        string folder = Path.Combine(course.Answers, solution.Role.Exercise!);
        return !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => Read(solution, path));
    }

    private static KnownAnswer Read(Fence solution, string path)
    {
        string name = Path.GetFileNameWithoutExtension(path), kind = Path.GetExtension(path), text = File.ReadAllText(path).ReplaceLineEndings("\n");
        bool isRight = name.StartsWith(Right, StringComparison.Ordinal);
        if ((!isRight && !name.StartsWith(Wrong, StringComparison.Ordinal)) || kind is not (Whole or Edits))
            throw new CourseKitException($"{path} is neither a right nor a wrong answer; call it '{Right}{name}' or '{Wrong}{name}', with {Whole} for a whole answer or {Edits} for what differs from the solution");
        string first = text.Split('\n')[0].TrimStart('/', ' ');
        string hint = first.StartsWith(HintMark, StringComparison.Ordinal) ? first[HintMark.Length..].Trim() : "";
        if (!isRight && hint.Length == 0)
            throw new CourseKitException($"{path} does not say what to tell a student who makes this mistake; begin it with a line '{(kind == Whole ? "// " : "")}{HintMark} …'");
        return new(solution.Role.Exercise!, name, hint, kind == Whole ? text : SolutionEdits.Apply(solution.Code, text, path));
    }
}
