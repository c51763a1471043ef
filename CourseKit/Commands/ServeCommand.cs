using System.CommandLine;
using CourseKit.Serve;
using CourseKit.Worker;

namespace CourseKit.Commands;

/// <summary><c>coursekit serve</c>: the server behind an editor. It speaks to a program, not to a person.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var stdio = new Option<bool>("--stdio") { Description = "Speak on standard input and output; the only way there is." };
        var command = new Command(
            "serve",
            """
            Serves an editor: runs the cells of its notebooks, and answers what it asks about C# by the Language Server Protocol. Editors start it;
            it ends with them.
            """
        )
        {
            stdio,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                if (!parsed.GetValue(stdio))
                    throw new CourseKitException("editors start this; write: coursekit serve --stdio", CourseKitException.WrongUsage);
                (Stream input, Stream output) = StandardStreams.TakeOver();
                ParentWatch.Start(() => Environment.Exit(CourseKitException.Done));
                await EditorServer.RunAsync(input, output, Console.Error);
                // The workers are not asked whether they agree: they end with this process.
                Environment.Exit(CourseKitException.Done);
            }
        );
        return command;
    }
}
