using System.CommandLine;
using System.Globalization;
using CourseKit.Grading;
using CourseKit.Grading.Intake;

namespace CourseKit.Commands;

/// <summary><c>coursekit mark</c>: points and comments by hand.</summary>
internal static class MarkCommand
{
    public static Command Create()
    {
        var student = new Argument<string>("student") { Description = "As the gradebook calls them." };
        var exercise = new Argument<string>("exercise") { Description = "08.2, or 08 for the whole notebook." };
        var points = new Argument<double?>("points") { Description = "In the place of what the checks gave.", Arity = ArgumentArity.ZeroOrOne };
        var comment = new Option<string>("--comment") { Description = "What the student reads on the feedback page.", DefaultValueFactory = _ => "", HelpName = "TEXT" };
        var remove = new Option<bool>("--remove") { Description = "Take the mark away again." };
        var output = new Option<string>("--output", "-o") { Description = "The folder that was graded into.", HelpName = "DIR", Required = true };
        var command = new Command("mark", """
            Enters points or a comment of your own into the gradebook, and writes its tables and pages anew. Grading again keeps them.

            Examples:
              coursekit mark anna 08.2 3.5 --comment "Right idea; the variance is biased." -o grades
              coursekit mark anna 08 --comment "Well explained." -o grades
              coursekit mark anna 08.2 --remove -o grades
            """)
        { student, exercise, points, comment, remove, output };
        command.SetAction(parsed => Run(
            parsed.GetValue(output)!, parsed.GetValue(student)!, parsed.GetValue(exercise)!, parsed.GetValue(points), parsed.GetValue(comment)!, parsed.GetValue(remove), Console.Out));
        return command;
    }

    /// <summary>No exercise is worth as much, and sums stay numbers.</summary>
    private const double MostPoints = 1_000_000;

    internal static int Run(string folder, string student, string spoken, double? points, string comment, bool remove, TextWriter output)
    {
        CourseKitException Wrong(string message) => new(message, CourseKitException.WrongUsage);
        if (points is not null and not (>= 0 and <= MostPoints))
            throw Wrong($"{points.Value.ToString(CultureInfo.InvariantCulture)} points cannot be given; give 0 or more, and at most {MostPoints.ToString("0", CultureInfo.InvariantCulture)}");
        if (remove ? points is not null || comment.Length > 0 : points is null && comment.Length == 0) throw Wrong("give points, --comment, or both; or --remove alone");
        using var gradebook = new Gradebook(folder, create: false);
        using IDisposable only = FolderLock.Take(folder);
        IReadOnlyList<SubmissionResult> results = gradebook.Results();
        string called = results.Any(result => result.Student == student) ? student : results.Select(result => result.Student).FirstOrDefault(name => PersonName.Of(name) == PersonName.Of(student)) ?? student;
        SubmissionResult[] own = [.. results.Where(result => result.Student == called)];
        if (own.Length == 0)
        {
            string? nearest = results.Select(result => result.Student).Distinct().MinBy(name => Spelling.Distance(name, student));
            throw Wrong($"the gradebook has no student '{student}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")}");
        }
        string number = spoken.Split('.')[0];
        SubmissionResult work = own.FirstOrDefault(result => result.Notebook == spoken || result.Notebook.StartsWith(number + "-", StringComparison.Ordinal))
            ?? throw Wrong($"{student} has no notebook '{number}' in the gradebook; there is {string.Join(", ", own.Select(result => result.Notebook))}");
        bool whole = !spoken.Contains('.', StringComparison.Ordinal);
        if (whole && points is not null) throw Wrong($"points are given for an exercise: {string.Join(", ", work.Exercises.Select(exercise => exercise.Exercise))}");
        if (!whole && work.Exercises.All(exercise => exercise.Exercise != spoken))
            throw Wrong($"{work.Notebook} has no exercise {spoken}; it has {string.Join(", ", work.Exercises.Select(exercise => exercise.Exercise))}");

        gradebook.Enter(new ManualMark(called, work.Notebook, whole ? "" : spoken, points, comment, DateTimeOffset.Now));
        Grade grade = ClassReport.Write(folder, gradebook, results).Single(grade => grade.Student == called && grade.Notebook == work.Notebook);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{student}, {work.Notebook}: {grade.Score:0.##} of {grade.Result.Points:0.##} points"));
        return CourseKitException.Done;
    }
}
