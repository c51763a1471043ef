using System.CommandLine;
using CourseKit.Grading.Gradescope;

namespace CourseKit.Commands;

/// <summary><c>coursekit autograde</c>: what the scripts of a Gradescope autograder call.</summary>
internal static class AutogradeCommand
{
    public static Command Create()
    {
        var root = new Argument<string>("root") { Description = "Where Gradescope has put things: /autograder." };
        var attempt = new Option<bool>("--try") { Description = "Tell whether the grader would run here." };
        var command = new Command("autograde", "Grades the submission in a Gradescope container.") { Hidden = true };
        command.Add(root);
        command.Add(attempt);
        command.SetAction((parsed, cancellation) =>
        {
            var run = new GradescopeRun(Path.GetFullPath(parsed.GetValue(root)!), Console.Out);
            return parsed.GetValue(attempt) ? run.TryAsync(cancellation) : run.RunAsync(cancellation);
        });
        return command;
    }
}
