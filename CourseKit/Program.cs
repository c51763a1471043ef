using System.CommandLine;
using CourseKit.Commands;

namespace CourseKit;

internal static class Program
{
    /// <summary>The command with all its verbs.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Runs, checks, releases and grades notebook courses in C#.");
        root.Add(RunCommand.Create());
        root.Add(CheckCommand.Create());
        root.Add(ResetCommand.Create());
        root.Add(BuildCommand.Create());
        root.Add(NewCommand.Create());
        root.Add(ImportCommand.Create());
        root.Add(VerifyCommand.Create());
        root.Add(ReleaseCommand.Create());
        root.Add(GradeCommand.Create());
        root.Add(GradeTaskCommand.Create());
        root.Add(MarkCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(ExperimentCommand.Create());
        root.Add(TrainCommand.Create());
        root.Add(DataCommand.Create());
        root.Add(KernelCommand.Create());
        root.Add(VscodeCommand.Create());
        root.Add(ServeCommand.Create());
        root.Add(AutogradeCommand.Create());
        root.Add(AheadCommand.Create());
        return root;
    }

    public static Task<int> Main(string[] arguments) =>
        arguments switch
        {
            [WorkerCommand.Verb, ..] => Task.FromResult(WorkerCommand.Run(arguments.AsSpan(1))),
            [UnpackCommand.Verb, _, _] => Task.FromResult(UnpackCommand.Run(arguments.AsSpan(1))),
            _ => RunAsync(arguments),
        };

    private static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            ParseResult parsed = Root().Parse(arguments);
            if (parsed.Errors.Count > 0)
            {
                foreach (var error in parsed.Errors) Console.Error.WriteLine($"coursekit: {error.Message}");
                return CourseKitException.WrongUsage;
            }
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            // With a time set, the library takes every Ctrl-C for the end, and that soon after it.
            if (KernelCommand.TakesSignals(parsed)) configuration.ProcessTerminationTimeout = null;
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("coursekit: interrupted");
            return CourseKitException.Interrupted;
        }
        catch (CourseKitException failure)
        {
            // What a library said may be in it, and have several lines.
            Console.Error.WriteLine($"coursekit: {failure.Message.ReplaceLineEndings(" ")}");
            return failure.ExitCode;
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine($"coursekit: {Explanation.Of(failure)}");
            if (Environment.GetEnvironmentVariable(Explanation.TraceVariable) is { Length: > 0 }) Console.Error.WriteLine(failure);
            return CourseKitException.WorkFailed;
        }
    }
}
