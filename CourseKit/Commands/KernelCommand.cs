using System.CommandLine;
using System.Runtime.InteropServices;
using CourseKit.Jupyter;
using CourseKit.Worker;

namespace CourseKit.Commands;

/// <summary><c>coursekit kernel</c>: the C# kernel for Jupyter and VS Code.</summary>
internal static class KernelCommand
{
    public static Command Create() => new("kernel", "The C# kernel for Jupyter and VS Code.") { Subcommands = { Start() } };

    private static Command Start()
    {
        var file = new Argument<string>("connection-file") { Description = "The file in which the front end says where to listen." };
        var command = new Command("start", "Runs the kernel; Jupyter and VS Code call this.") { Arguments = { file } };
        command.SetAction(async (parsed, _) =>
        {
            var kernel = new JupyterKernel(ConnectionFile.Read(parsed.GetValue(file)!), new WorkerLaunch(Directory.GetCurrentDirectory()));
            // Ctrl-C in the terminal of a front end reaches us too; it means the cell.
            using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
            {
                signal.Cancel = true;
                kernel.Interrupt();
            });
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                kernel.End();
            });
            ParentWatch.Start(() => Environment.Exit(CourseKitException.Done));
            await kernel.RunAsync();
            // The workers are not asked whether they agree: they end with this process.
            return CourseKitException.Done;
        });
        return command;
    }
}
