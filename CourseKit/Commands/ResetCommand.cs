using System.CommandLine;
using CourseKit.Notebooks;

namespace CourseKit.Commands;

/// <summary><c>coursekit reset</c>: an answer back to what it began with.</summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var exercise = new Argument<string>("exercise") { Description = "07.3: the notebook's number and the exercise's." };
        var command = new Command(
            "reset",
            """
            Puts the answer of one exercise back to the stub that it began with; all else in the notebook stays. What was there is kept in a
            file beside the course (.coursekit/reset), should you want it back.

            Example:
              coursekit reset 07.3
            """
        )
        {
            exercise,
        };
        command.SetAction(parsed => Run(Course.Find(), parsed.GetValue(exercise)!, Console.Out));
        return command;
    }

    internal static int Run(Course course, string exercise, TextWriter output)
    {
        if (exercise.Split('.') is not [{ Length: > 0 } number, { Length: > 0 }])
            throw new CourseKitException($"'{exercise}' is no exercise; write it like 07.3", CourseKitException.WrongUsage);
        string name = course.Resolve(number),
            path = Path.Combine(course.Notebooks, name + ".ipynb");
        AnswerStub stub = AnswerStubs.Find(course, name, exercise);
        Notebook notebook = NotebookFile.Read(path);
        Cell? answer =
            notebook.Cells.FirstOrDefault(cell => cell.Role is { Role: CellRole.Answer, Exercise: var own } && own == exercise)
            ?? notebook.Cells.FirstOrDefault(cell => cell.Id == stub.Cell);
        if (answer is null)
            throw new CourseKitException(
                $"{path} has no cell for the answer to {exercise} any more; take the notebook from the course's package again"
            );
        if (answer.Source == stub.Code)
        {
            output.WriteLine($"Exercise {exercise} is as it began.");
            return CourseKitException.Done;
        }
        string kept = Path.Combine(course.Root, ".coursekit", "reset", $"{exercise}-{DateTime.Now:yyyyMMdd-HHmmss}.cs");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllText(kept, answer.Source);
        NotebookFile.Write(
            notebook.Map(cell => cell == answer ? cell with { Source = stub.Code, Outputs = [], ExecutionCount = null } : cell),
            path
        );
        output.WriteLine(
            $"Exercise {exercise} is a stub again; what was there is kept in {Path.GetRelativePath(Directory.GetCurrentDirectory(), kept)}"
        );
        return CourseKitException.Done;
    }
}
