using System.CommandLine;
using CourseKit.Grading.Slurm;

namespace CourseKit.Commands;

/// <summary><c>coursekit grade-task</c>: what a task of a cluster's job calls.</summary>
internal static class GradeTaskCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("job") { Description = "The folder of the job." };
        var task = new Argument<int>("task") { Description = "Which task of it this is." };
        var command = new Command("grade-task", "Runs the submissions of one task of a job.") { Arguments = { folder, task }, Hidden = true };
        command.SetAction((parsed, cancellation) =>
            new GradingShare(new JobFolder(parsed.GetValue(folder)!), parsed.GetValue(task), Console.Out).RunAsync(cancellation));
        return command;
    }
}
