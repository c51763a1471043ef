using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace CourseKit.Worker;

/// <summary>The compiled cells, and the assemblies that cells asked for with <c>#r</c>.</summary>
internal sealed class CellAssemblies() : AssemblyLoadContext("cells")
{
    private readonly ConcurrentDictionary<string, Assembly> cells = [];
    private readonly ConcurrentDictionary<string, string> native = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> referenced = new(StringComparer.OrdinalIgnoreCase);

    public Assembly LoadCell(MemoryStream code, MemoryStream symbols)
    {
        code.Position = symbols.Position = 0;
        Assembly assembly = LoadFromStream(code, symbols);
        cells[assembly.GetName().Name!] = assembly;
        return assembly;
    }

    public void AddReference(string path) => referenced[Path.GetFileNameWithoutExtension(path)] = path;

    public void AddNativeLibraries(IEnumerable<string> paths)
    {
        foreach (string path in paths) native[Path.GetFileNameWithoutExtension(path)] = path;
    }

    /// <summary>Code says "sqlite3" where the file is libsqlite3.so.</summary>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string name = Path.GetFileNameWithoutExtension(unmanagedDllName);
        return native.TryGetValue(unmanagedDllName, out string? path) || native.TryGetValue(name, out path) || native.TryGetValue("lib" + name, out path)
            ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name is null) return null;
        // A cell or a package is about to call the library: what it does there must not pass unheard.
        if (name.Name == InteractiveFormatting.AssemblyName) InteractiveFormatting.Activate();
        if (cells.TryGetValue(name.Name, out Assembly? cell)) return cell;
        if (referenced.TryGetValue(name.Name, out string? path)) return LoadFromAssemblyPath(path);
        // What stands beside an assembly that was asked for is meant to be found too.
        foreach (string known in referenced.Values)
            if (Path.Combine(Path.GetDirectoryName(known)!, name.Name + ".dll") is string beside && File.Exists(beside) && !IsShared(name))
                return LoadFromAssemblyPath(beside);
        return null;
    }

    private static bool IsShared(AssemblyName name) => Default.Assemblies.Any(loaded => loaded.GetName().Name == name.Name);
}
