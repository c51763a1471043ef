using System.Collections.Concurrent;
using System.Text;
using Microsoft.CodeAnalysis;

namespace CourseKit.Worker;

/// <summary>Finds one member in the XML documentation that lies beside libraries, or in the SDK for those of .NET itself.</summary>
/// <remarks>The files are searched as bytes: one look-up in all of .NET's takes milliseconds, reading them as XML would take seconds.</remarks>
internal static class DocumentationFiles
{
    private static readonly ConcurrentDictionary<string, string[]> Candidates = [];

    /// <summary>The member's element; null when nothing is written about it.</summary>
    public static string? Find(IAssemblySymbol? assembly, string id)
    {
        return assembly?.GetMetadata()?.GetModules() is [{ Name: string file }, ..] ? Find(Path.GetFileNameWithoutExtension(file), id) : null;
    }

    /// <param name="assembly">The name of its file, without extension.</param>
    public static string? Find(string assembly, string id)
    {
        byte[] wanted = Encoding.UTF8.GetBytes($"<member name=\"{System.Security.SecurityElement.Escape(id)}\"");
        foreach (string path in Candidates.GetOrAdd(assembly, FilesFor))
            if (Search(path, wanted) is string found) return found;
        return null;
    }

    private static string[] FilesFor(string assembly)
    {
        string own = Path.Combine(AppContext.BaseDirectory, assembly + ".xml");
        if (File.Exists(own)) return [own];
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/ runs; …/dotnet/packs/Microsoft.NETCore.App.Ref/10.0.0/ref/net10.0/ describes.
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(packs)) return [];
        string[] all = [.. Directory.EnumerateFiles(packs, "*.xml", SearchOption.AllDirectories)];
        string? newest = all.Select(path => Path.GetDirectoryName(path)!).Distinct().Order(StringComparer.Ordinal).LastOrDefault();
        // What is implemented in one assembly is described under the name of another, more often than not in the large ones.
        return [.. all.Where(path => Path.GetDirectoryName(path) == newest)
            .OrderBy(path => Path.GetFileNameWithoutExtension(path) == assembly ? 0 : 1).ThenByDescending(path => new FileInfo(path).Length)];
    }

    private static string? Search(string path, byte[] wanted)
    {
        try
        {
            ReadOnlySpan<byte> text = File.ReadAllBytes(path);
            int start = text.IndexOf(wanted);
            if (start < 0) return null;
            text = text[start..];
            int end = text.IndexOf("</member>"u8);
            return end < 0 ? null : Encoding.UTF8.GetString(text[..(end + "</member>"u8.Length)]);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
