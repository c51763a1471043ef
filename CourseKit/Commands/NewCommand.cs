using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using CourseKit.Notebooks;

namespace CourseKit.Commands;

/// <summary><c>coursekit new</c>: begins a notebook, an exercise, or an answer that tests an exercise's checks.</summary>
internal static partial class NewCommand
{
    private const string Summary = "## Summary";

    public static Command Create()
    {
        var what = new Argument<string>("what") { Description = "17-my-topic, 17.2, or 17.2/wrong-off-by-one." };
        var command = new Command("new", """
            Begins a notebook, an exercise, or a known answer, as a text that builds and verifies as it is. Then edit it.

            Examples:
              coursekit new 17-my-topic              notebooks/src/17-my-topic.md, with one exercise
              coursekit new 17.2                     the next exercise of notebook 17, above its summary
              coursekit new 17.2/wrong-off-by-one    a mistake that the checks must catch, beginning with its hint
              coursekit new 17.2/right-loop          a right answer that is written differently
            """)
        { what };
        command.SetAction(parsed => Run(Course.Find(), parsed.GetValue(what)!, Console.Out));
        return command;
    }

    internal static int Run(Course course, string what, TextWriter output)
    {
        string path = Answer().Match(what) is { Success: true } answer ? NewAnswer(course, answer.Groups[1].Value, answer.Groups[2].Value)
            : Exercise().IsMatch(what) ? NewExercise(course, what)
            : Name().Match(what) is { Success: true } name ? NewNotebook(course, what, name.Groups[2].Value)
            : throw new CourseKitException($"'{what}' is neither a notebook (17-my-topic), an exercise (17.2), nor an answer (17.2/wrong-off-by-one)", CourseKitException.WrongUsage);
        output.WriteLine($"wrote {path}");
        output.WriteLine($"edit it, then: coursekit build {what[..2]} && coursekit verify {what[..2]}");
        return CourseKitException.Done;
    }

    private static string NewNotebook(Course course, string name, string topic)
    {
        if (course.SourceNames().FirstOrDefault(known => known[..2] == name[..2]) is string taken)
            throw new CourseKitException($"there is a notebook {name[..2]} already, {taken}; choose another number", CourseKitException.WrongUsage);
        string title = char.ToUpper(topic[0], CultureInfo.InvariantCulture) + topic[1..].Replace('-', ' ');
        string path = Path.Combine(course.Sources, name + ".md");
        Directory.CreateDirectory(course.Sources);
        AtomicFile.Write(path, EmbeddedText.Read("new-notebook.md").Replace("{exercise}\n", ExerciseText($"{name[..2]}.1")).Replace("{title}", title).Replace("{name}", name));
        return path;
    }

    private static string NewExercise(Course course, string number)
    {
        SourceDocument source = Source(course, number);
        if (source.Blocks.OfType<Fence>().Any(fence => fence.Role.Exercise == number))
            throw new CourseKitException($"{source.Path} has an exercise {number} already; choose the next number", CourseKitException.WrongUsage);
        string text = File.ReadAllText(source.Path).ReplaceLineEndings("\n");
        int summary = text.LastIndexOf($"\n{Summary}\n", StringComparison.Ordinal) + 1;
        AtomicFile.Write(source.Path, summary > 0 ? text.Insert(summary, ExerciseText(number)) : $"{text.TrimEnd()}\n\n{ExerciseText(number).TrimEnd()}\n");
        return source.Path;
    }

    private static string NewAnswer(Course course, string number, string name)
    {
        SourceDocument source = Source(course, number);
        Fence solution = source.Blocks.OfType<Fence>().FirstOrDefault(fence => fence.Role.Role == CellRole.Answer && fence.Role.Exercise == number)
            ?? throw new CourseKitException($"{source.Path} has no exercise {number}; begin it with: coursekit new {number}", CourseKitException.WrongUsage);
        string path = Path.Combine(course.Answers, number, name + ".cs");
        if (File.Exists(path)) throw new CourseKitException($"{path} is there already; choose another name", CourseKitException.WrongUsage);
        string code = string.Join("\n", solution.Code.Split('\n').Where(line => !line.Trim().StartsWith("// BEGIN SOLUTION", StringComparison.Ordinal) && !line.Trim().StartsWith("// END SOLUTION", StringComparison.Ordinal)));
        string hint = name.StartsWith("wrong-", StringComparison.Ordinal) ? "// hint: What a good teaching assistant would say to a student who wrote this.\n" : "";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, hint + code.TrimEnd() + "\n");
        return path;
    }

    private static SourceDocument Source(Course course, string number) => SourceDocument.Load(Path.Combine(course.Sources, course.ResolveSource(number[..2]) + ".md"));

    private static string ExerciseText(string number) => EmbeddedText.Read("new-exercise.md").Replace("{number}", number).Replace("{function}", "Exercise" + number.Replace(".", "_"));

    [GeneratedRegex(@"^(\d\d)-([a-z0-9][a-z0-9-]*)$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\d\d\.\d+$")]
    private static partial Regex Exercise();

    [GeneratedRegex(@"^(\d\d\.\d+)/((?:wrong|right)-[a-z0-9-]+)$")]
    private static partial Regex Answer();
}
