using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Library = Microsoft.DotNet.Interactive.Formatting.Formatter;

namespace CourseKit.Worker;

/// <summary>
/// What packages bring for .NET Interactive: classes that are called with a kernel when the package has been fetched. They get the
/// library's own composite kernel with a C# kernel in it; what they submit to it becomes a part of the cell, what they display is shown.
/// </summary>
internal static class PackageExtensions
{
    private static readonly Lazy<Host> Kernels = new(() => new Host());

    /// <summary>Calls the extensions in <paramref name="assembly"/>.</summary>
    /// <param name="tell">Hears of those that fail; their package can be used without.</param>
    /// <returns>The code that they have submitted, in order.</returns>
    public static IReadOnlyList<string> Load(Assembly assembly, Action<string> tell, CancellationToken cancellation)
    {
        InteractiveFormatting.Activate();
        return Called(assembly, tell, cancellation);
    }

    /// <summary>Apart: what it names is loaded when it is compiled.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<string> Called(Assembly assembly, Action<string> tell, CancellationToken cancellation)
    {
        List<string> submitted = [];
        foreach (Type type in assembly.GetExportedTypes())
            if (type is { IsAbstract: false, IsClass: true } && typeof(IKernelExtension).IsAssignableFrom(type))
                submitted.AddRange(Kernels.Value.Call(type, tell, cancellation));
        return submitted;
    }

    private sealed class Host
    {
        private readonly CSharp csharp = new();

        public Host()
        {
            CompositeKernel root = [csharp];
            root.DefaultKernelName = csharp.Name;
            root.KernelEvents.Subscribe(new Listener());
            OnlyOurs();
        }

        public IReadOnlyList<string> Call(Type extension, Action<string> tell, CancellationToken cancellation)
        {
            csharp.Submitted.Clear();
            var command = new LoadExtension(extension);
            // The extension may send commands to the kernel itself: not on the cell's thread, which waits.
            Task<KernelCommandResult> sent = Task.Run(() => csharp.SendAsync(command, cancellation), cancellation);
            KernelCommandResult result = sent.WaitAsync(cancellation).GetAwaiter().GetResult();
            if (result.Events.OfType<CommandFailed>().FirstOrDefault() is CommandFailed failure)
                tell($"the extension {extension.FullName} failed: {failure.Message.Split('\n')[0].Trim()}");
            return [.. csharp.Submitted];
        }

        /// <summary>
        /// The library's kernels print to the console what is displayed outside their own commands; here <see cref="Displays"/> shows it.
        /// They subscribe in a static constructor and keep nothing that ends it: the event's own field is the only way.
        /// </summary>
        private static void OnlyOurs() =>
            typeof(Library).GetField("OnFormatterEvent", BindingFlags.NonPublic | BindingFlags.Static)
                ?.SetValue(null, (Action<DisplayedValue>)Displays.Follow);
    }

    private sealed class LoadExtension : KernelCommand
    {
        public LoadExtension(Type type) =>
            Handler = (_, context) => ((IKernelExtension)Activator.CreateInstance(type)!).OnLoadAsync(context.HandlingKernel.RootKernel);
    }

    /// <summary>Takes the code that is submitted, for the session to run.</summary>
    private sealed class CSharp : Kernel, IKernelCommandHandler<SubmitCode>
    {
        public CSharp() : base("csharp") => (KernelInfo.LanguageName, KernelInfo.DisplayName) = ("C#", "C#");

        public List<string> Submitted { get; } = [];

        Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
        {
            Submitted.Add(command.Code);
            return Task.CompletedTask;
        }
    }

    private sealed class Listener : IObserver<KernelEvent>
    {
        public void OnNext(KernelEvent value)
        {
            if (value is Microsoft.DotNet.Interactive.Events.DisplayEvent shown)
                Displays.Follow(new DisplayedValue(shown.Value, [.. shown.FormattedValues]));
        }

        public void OnError(Exception error) { }

        public void OnCompleted() { }
    }
}
