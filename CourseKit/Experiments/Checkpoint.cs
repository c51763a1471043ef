using System.Security.Cryptography;
using CourseLib.Tensors;

namespace CourseKit.Experiments;

/// <summary>
/// Where a run stands, on disk: a safetensors file and the SHA-256 of its bytes behind it. The one before is kept beside it, so that
/// whenever the process or the machine ends, there is a whole one.
/// </summary>
internal static class Checkpoint
{
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        string fresh = path + ".new";
        Safetensors.Save(fresh, tensors);
        using (var file = new FileStream(fresh, FileMode.Open, FileAccess.ReadWrite))
        {
            byte[] digest = SHA256.HashData(file);
            file.Write(digest);
            file.Flush(flushToDisk: true);
        }
        if (File.Exists(path)) File.Move(path, Previous(path), overwrite: true);
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>The last whole checkpoint; null when there is none.</summary>
    public static Dictionary<string, Tensor>? Read(string path) => ReadWhole(path) ?? ReadWhole(Previous(path));

    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(Previous(path));
        File.Delete(path + ".new");
    }

    private static string Previous(string path) => path + ".previous";

    private static Dictionary<string, Tensor>? ReadWhole(string path)
    {
        if (!File.Exists(path)) return null;
        byte[] bytes = File.ReadAllBytes(path);
        int length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length))) return null;
        return Safetensors.Load(path);
    }
}
