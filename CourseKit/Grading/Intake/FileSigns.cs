using System.Text;

namespace CourseKit.Grading.Intake;

/// <summary>How an archive is packed.</summary>
internal enum Packing { None, Zip, Tar, GZip, Other }

/// <summary>Tells what a file is by its first bytes.</summary>
internal static class FileSigns
{
    public const int HeadLength = 512;

    private static readonly string[] Documents =
        [".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar", ".nupkg", ".epub", ".apk", ".vsix", ".whl", ".npz", ".dll", ".exe", ".pdf", ".png", ".jpg", ".safetensors"];

    private static readonly (byte[] Sign, int At, Packing Packing)[] Signs =
    [
        ("PK\u0003\u0004"u8.ToArray(), 0, Packing.Zip), ("PK\u0005\u0006"u8.ToArray(), 0, Packing.Zip),
        ([0x1F, 0x8B], 0, Packing.GZip), ("ustar"u8.ToArray(), 257, Packing.Tar),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, Packing.Other), ("Rar!\u001A\u0007"u8.ToArray(), 0, Packing.Other),
        ("BZh"u8.ToArray(), 0, Packing.Other), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], 0, Packing.Other),
    ];

    /// <summary>Office documents are zips, too, and nobody's homework of notebooks.</summary>
    public static Packing PackingOf(string name, ReadOnlySpan<byte> head)
    {
        if (Documents.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)) return Packing.None;
        foreach ((byte[] sign, int at, Packing packing) in Signs)
            if (head.Length >= at + sign.Length && head.Slice(at, sign.Length).SequenceEqual(sign)) return packing;
        return Packing.None;
    }

    /// <summary>Whether the name promises an archive.</summary>
    public static bool IsCalledArchive(string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".zip" or ".7z" or ".rar" or ".tar" or ".gz" or ".tgz" or ".bz2" or ".xz" or ".tbz2" or ".txz";

    /// <summary>Whether it could be a notebook: JSON begins with a brace, whatever the encoding.</summary>
    public static bool BeginsLikeJson(ReadOnlySpan<byte> head)
    {
        foreach (byte b in head)
            if (b == '{') return true;
            else if (b is not (0 or 9 or 10 or 13 or 32 or 0xEF or 0xBB or 0xBF or 0xFE or 0xFF)) return false;
        return false;
    }

    /// <summary>Whether JSON of any name is a notebook: it has cells, and says its format.</summary>
    public static bool IsNotebook(byte[] bytes)
    {
        bool Has(string word) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(word)) >= 0
            || bytes.AsSpan().IndexOf(Encoding.BigEndianUnicode.GetBytes(word)) >= 0;
        return Has("\"cells\"") && (Has("\"nbformat\"") || Has("\"cell_type\""));
    }
}
