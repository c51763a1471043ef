using System.CommandLine;
using System.CommandLine.Parsing;
using CourseKit.Jupyter;
using CourseKit.Jupyter.Install;
using CourseKit.Worker;

namespace CourseKit.Commands;

/// <summary><c>coursekit kernel</c>: the C# kernel for Jupyter and VS Code.</summary>
internal static class KernelCommand
{
    private const string Verb = "kernel", StartVerb = "start";

    public static Command Create() =>
        new(Verb, "The C# kernel for Jupyter and VS Code.") { Subcommands = { Install(), Uninstall(), List(), Start() } };

    private static Command Install()
    {
        var inPlace = new Option<bool>("--in-place") { Description = "Use the program where it lies, instead of a copy compiled ahead; the first cell then takes a few seconds." };
        var command = new Command("install", "Makes the kernel known to VS Code and Jupyter, for this user; needs no Python.") { Options = { inPlace } };
        command.SetAction(async (parsed, cancellation) =>
        {
            string program = typeof(KernelCommand).Assembly.Location;
            if (!parsed.GetValue(inPlace)) program = await CompileAheadAsync(program, cancellation);
            KernelSpec spec = KernelSpec.Write(WorkerLaunch.Host(), program);
            KernelPrograms.RemoveOthers(program);
            Console.WriteLine($"Installed '{spec.DisplayName}' in {spec.Folder}");
            (TimeSpan ready, TimeSpan first) = await KernelProbe.RunAsync(spec, cancellation);
            Console.WriteLine($"Checked: it answers after {ready.TotalSeconds:0.0} s and has computed 1 + 1 after {first.TotalSeconds:0.0} s.");
            Console.WriteLine();
            Console.WriteLine("VS Code: install the extension 'Jupyter' (ms-toolsai.jupyter), open the folder of the course, open a notebook,");
            Console.WriteLine($"         and choose Select Kernel > Jupyter Kernel… > {spec.DisplayName}.");
            Console.WriteLine($"Jupyter: the kernel stands in the launcher; jupyter lab, jupyter notebook or jupyter console --kernel {KernelInfo.Name}.");
            return CourseKitException.Done;
        });
        return command;
    }

    private static async Task<string> CompileAheadAsync(string program, CancellationToken cancellation)
    {
        try
        {
            return await KernelPrograms.AddAsync(cancellation);
        }
        catch (Exception failure) when (failure is CourseKitException or TimeoutException or IOException)
        {
            Console.WriteLine($"That did not work ({failure.Message}); the kernel is installed where it lies, and only its first cell is slower.");
            return program;
        }
    }

    private static Command Uninstall()
    {
        var command = new Command("uninstall", "Takes the kernel away again.");
        command.SetAction(_ =>
        {
            if (!Directory.Exists(KernelFolders.OwnSpec))
                throw new CourseKitException($"the kernel is not installed: there is no {KernelFolders.OwnSpec}");
            Directory.Delete(KernelFolders.OwnSpec, recursive: true);
            KernelPrograms.RemoveOthers(keep: null);
            Console.WriteLine($"Removed {KernelFolders.OwnSpec}");
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "The kernels that this user has, ours and others.");
        command.SetAction(_ =>
        {
            IReadOnlyList<KernelSpec> specs = KernelSpec.All();
            foreach (KernelSpec spec in specs) Console.WriteLine($"{spec.Name,-16}  {spec.DisplayName,-24}  {spec.Folder}{Missing(spec)}");
            if (specs.All(spec => spec.Name != KernelInfo.Name)) Console.WriteLine("The CourseKit kernel is not installed; 'coursekit kernel install' does it.");
        });
        return command;
    }

    /// <summary>A kernel whose program has gone fails without saying why in most front ends.</summary>
    private static string Missing(KernelSpec spec) =>
        spec.Arguments.FirstOrDefault(argument => Path.IsPathRooted(argument) && !File.Exists(argument)) is string gone ? $"  (broken: there is no {gone}; install again)" : "";

    /// <summary>Whether the command itself says what signals mean. Of every other, Ctrl-C is the end.</summary>
    public static bool TakesSignals(ParseResult parsed) => parsed.CommandResult is { Command.Name: StartVerb, Parent: CommandResult { Command.Name: Verb } };

    private static Command Start()
    {
        var file = new Argument<string>("connection-file") { Description = "The file in which the front end says where to listen." };
        var command = new Command(StartVerb, "Runs the kernel; Jupyter and VS Code call this.") { Arguments = { file } };
        command.SetAction(async (parsed, _) =>
        {
            JupyterKernel? listening = null;
            // Before the ports are open: from then on a front end believes that it may interrupt.
            KernelSignals.Take(interrupt: () => listening?.Interrupt(), end: () =>
            {
                if (listening is null) Environment.Exit(CourseKitException.Done);
                listening.End();
            });
            var kernel = listening = new JupyterKernel(ConnectionFile.Read(parsed.GetValue(file)!), new WorkerLaunch(Directory.GetCurrentDirectory()));
            ParentWatch.Start(() => Environment.Exit(CourseKitException.Done));
            await kernel.RunAsync();
            // The workers are not asked whether they agree: they end with this process.
            return CourseKitException.Done;
        });
        return command;
    }
}
