using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Jupyter.Install;

/// <summary>An installed kernel as its kernel.json describes it.</summary>
internal sealed record KernelSpec(string Name, string Folder, string DisplayName, IReadOnlyList<string> Arguments)
{
    private const string ConnectionFilePlace = "{connection_file}";

    /// <summary>A square with a sharp in it; front ends show it beside the kernel's name.</summary>
    private const string Logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="10" fill="#0072b2"/>
        <path d="M24 14v36M40 14v36M14 25h36M14 39h36" stroke="#fff" stroke-width="5" stroke-linecap="round"/></svg>

        """;

    /// <summary>Writes our own spec.</summary>
    /// <param name="program">The coursekit.dll that is to be the kernel.</param>
    public static KernelSpec Write(string host, string program)
    {
        string[] arguments = [host, "exec", program, "kernel", "start", ConnectionFilePlace];
        var json = new JsonObject
        {
            ["argv"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]),
            ["display_name"] = KernelInfo.DisplayName,
            ["language"] = KernelInfo.Language,
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
        Directory.CreateDirectory(KernelFolders.OwnSpec);
        var readable = new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        File.WriteAllText(Path.Combine(KernelFolders.OwnSpec, "kernel.json"), json.ToJsonString(readable) + "\n");
        File.WriteAllText(Path.Combine(KernelFolders.OwnSpec, "logo-svg.svg"), Logo);
        return new KernelSpec(KernelInfo.Name, KernelFolders.OwnSpec, KernelInfo.DisplayName, arguments);
    }

    /// <summary>All kernels of this user, ours and others; what cannot be read is left out, as Jupyter does.</summary>
    public static IReadOnlyList<KernelSpec> All() =>
        !Directory.Exists(KernelFolders.KernelSpecs) ? []
            : [.. Directory.EnumerateDirectories(KernelFolders.KernelSpecs).Order(StringComparer.Ordinal).Select(Read).OfType<KernelSpec>()];

    public IReadOnlyList<string> ArgumentsFor(string connectionFile) => [.. Arguments.Select(argument => argument.Replace(ConnectionFilePlace, connectionFile))];

    private static KernelSpec? Read(string folder)
    {
        try
        {
            JsonElement json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "kernel.json"))).RootElement;
            if (json.Member("argv") is not { ValueKind: JsonValueKind.Array } arguments) return null;
            string name = Path.GetFileName(folder);
            return new KernelSpec(name, folder, json.Text("display_name") ?? name, [.. arguments.EnumerateArray().Select(argument => argument.ToString())]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
