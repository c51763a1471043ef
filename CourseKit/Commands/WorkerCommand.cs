using CourseKit.Grading;
using CourseKit.Worker;

namespace CourseKit.Commands;

/// <summary><c>coursekit worker</c>: what the other verbs start to run C# in. It speaks to a program, not to a person.</summary>
/// <remarks>
/// <c>--record</c> sends what checks see to the front and opens no oracle; <c>--filtered</c> gives up processes and sockets before the first cell, <c>--walled</c> the files of processes;
/// <c>--compiled</c>: every cell comes compiled, no compiler need be warm. They are read here, and not as those of other verbs are: to make .NET
/// compile all that reads a command line, and the help of all verbs, is a third of what it takes to start a worker.
/// </remarks>
internal static class WorkerCommand
{
    public const string Verb = "worker";

    public static int Run(ReadOnlySpan<string> options)
    {
        if (options.Contains(FileWall.Option)) FileWall.Install();
        if (options.Contains("--filtered")) SystemCallFilter.Install();
        StandardStreams.LeaveGroup();
        (Stream input, Stream output) = StandardStreams.TakeOver();
        Cultures.Begin();
        new WorkerProcess(input, output, record: options.Contains("--record"), compiles: !options.Contains("--compiled")).Run();
        return CourseKitException.Done;
    }
}
