using System.Reflection;
using System.Runtime.Loader;

namespace CourseLib.Interactive;

/// <summary>Loads the course's assemblies for a kernel that looks for them in vain.</summary>
/// <remarks>
/// The kernel has an FSharp.Core that is older than the one that Plotly.NET asks for, and the C# scripting library loads an assembly
/// once for each that asks for it. So all of the course lies in one context, which goes before the kernel's for these names only, and
/// each is loaded once.
/// </remarks>
internal sealed class CourseAssemblies : AssemblyLoadContext
{
    private static readonly HashSet<string> Names = [.. CourseReferences.Assemblies, "Giraffe.ViewEngine", "Fable.Core", "System.IO.Hashing"];

    private static CourseAssemblies? answering;

    private readonly string folder;

    private CourseAssemblies(string folder) : base("CourseLib") => this.folder = folder;

    /// <summary>Goes on answering for as long as the process lives; called again, it changes nothing.</summary>
    /// <param name="folder">Where all of them lie.</param>
    public static void AnswerFrom(string folder)
    {
        var assemblies = new CourseAssemblies(folder);
        if (Interlocked.CompareExchange(ref answering, assemblies, null) is null) Default.Resolving += (_, name) => assemblies.Load(name);
    }

    /// <summary>Null for what is not the course's: the kernel's own is taken.</summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == typeof(CourseAssemblies).Assembly.GetName().Name) return typeof(CourseAssemblies).Assembly;
        if (assemblyName.Name is not string name || !Names.Contains(name)) return null;
        string path = Path.Combine(folder, name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
