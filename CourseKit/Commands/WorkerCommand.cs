using System.CommandLine;
using CourseKit.Grading;
using CourseKit.Worker;

namespace CourseKit.Commands;

/// <summary><c>coursekit worker</c>: what the other verbs start to run C# in. It speaks to a program, not to a person.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var record = new Option<bool>("--record") { Description = "Send what checks see to the front, and open no oracle." };
        var filtered = new Option<bool>("--filtered") { Description = "Give up processes and sockets before the first cell." };
        var compiled = new Option<bool>("--compiled") { Description = "Every cell comes compiled; do not wait for a compiler to be warm." };
        var command = new Command("worker", "Runs cells for another coursekit process.") { Hidden = true, Options = { record, filtered, compiled } };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(filtered)) SystemCallFilter.Install();
            StandardStreams.LeaveGroup();
            (Stream input, Stream output) = StandardStreams.TakeOver();
            new WorkerProcess(input, output, parsed.GetValue(record), !parsed.GetValue(compiled)).Run();
        });
        return command;
    }
}
