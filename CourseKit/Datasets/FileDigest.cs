using System.Security.Cryptography;

namespace CourseKit.Datasets;

/// <summary>SHA-256 of files, as the catalog and the manifests write it.</summary>
internal static class FileDigest
{
    public static string Sha256(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Sha256(file);
    }

    public static string Sha256(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
