using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace CourseLib.Interactive;

/// <summary>
/// By this .NET Interactive knows the course: its cells can name what they can name in the course's own kernel, and charts show without a
/// network.
/// </summary>
public sealed class CourseExtension : IKernelExtension
{
    /// <summary>The kernels that know the course: references that come twice would make names ambiguous.</summary>
    private static readonly ConditionalWeakTable<Kernel, object> Known = [];

    /// <summary>Makes the course known to the kernel whose cell calls this; a notebook's first line does, by <c>course.dib</c>.</summary>
    /// <exception cref="ArgumentException">It runs no C#.</exception>
    public static void Load() => new CourseExtension().OnLoadAsync(Kernel.Root).GetAwaiter().GetResult();

    /// <summary>Makes the course known to the C# kernel in <paramref name="kernel"/>, before its next submission.</summary>
    /// <remarks>Called again, it changes nothing.</remarks>
    /// <param name="kernel">The C# kernel itself, or one that holds it.</param>
    /// <exception cref="ArgumentException">There is no C# kernel in it.</exception>
    public Task OnLoadAsync(Kernel kernel)
    {
        Kernel csharp = kernel.FindKernelByName("csharp")
            ?? throw new ArgumentException("the course is in C#, and there is no C# kernel here", nameof(kernel));
        if (!Known.TryAdd(csharp, csharp)) return Task.CompletedTask;
        string folder = Path.GetDirectoryName(typeof(CourseExtension).Assembly.Location)!;
        CourseAssemblies.AnswerFrom(folder);
        Start(csharp, folder);
        return Task.CompletedTask;
    }

    /// <summary>Apart, since it needs assemblies that must be answered for first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Start(Kernel csharp, string folder)
    {
        Formatters.Register();
        ShownValues.Watch();
        // Not sent: what is sent from a running cell is forgotten when the cell ends.
        csharp.DeferCommand(new SubmitCode(CourseReferences.Code(folder)));
    }
}
