using System.Formats.Tar;
using System.IO.Compression;

namespace CourseKit.Grading.Intake;

/// <summary>Hears of each file of an archive, in its order.</summary>
internal delegate void OnEntry(string name, DateTimeOffset? written, Func<Stream> open, long length);

/// <summary>Reads archives of all kinds. What an archive says of its sizes is the sender's word: what comes out is counted.</summary>
internal static class Archive
{
    /// <param name="whole">From its beginning.</param>
    /// <param name="original">The same stream, for those who may look at its end first.</param>
    /// <param name="own">What this archive may hold.</param>
    /// <param name="all">What is left of the submission's.</param>
    /// <exception cref="InvalidDataException">It is broken, or holds more than anybody hands in.</exception>
    public static void Read(Packing packing, string path, Stream whole, Stream original, long length, IntakeBudget own, IntakeBudget all, OnEntry onEntry)
    {
        void Counted(string name, DateTimeOffset? written, Func<Stream> open, long size)
        {
            own.CountFile();
            all.CountFile();
            onEntry(name, written, open, size);
        }

        switch (packing)
        {
            case Packing.Zip when original.CanSeek:
                Zip(original, own, Counted);
                break;
            case Packing.Zip:
                using (var bytes = new MemoryStream(all.ReadAll(whole, length))) Zip(bytes, own, Counted);
                break;
            case Packing.Tar:
                Tar(new CountedStream(whole, own), Counted);
                break;
            case Packing.GZip:
                GZip(path, new CountedStream(new GZipStream(whole, CompressionMode.Decompress), own), Counted);
                break;
            default:
                using (var zip = new MemoryStream(Unpacker.ToZip(all.ReadAll(whole, length), own.Limits))) Zip(zip, own, Counted);
                break;
        }
    }

    /// <summary>The names in a zip, without unpacking anything.</summary>
    public static IReadOnlyList<string> ZipNames(Stream stream, int most)
    {
        RefuseMany(stream, most);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        return [.. zip.Entries.Select(entry => entry.FullName.Replace('\\', '/'))];
    }

    /// <summary>One sentence without a path of this machine.</summary>
    public static string Explain(Exception cause) => cause.Message.Split('\n')[0].TrimEnd('.');

    private static void Zip(Stream stream, IntakeBudget budget, OnEntry onEntry)
    {
        RefuseMany(stream, budget.Limits.Files);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\')) continue;
            if (entry.IsEncrypted) throw new InvalidDataException(Unpacker.Locked);
            onEntry(entry.FullName, entry.LastWriteTime, () => new CountedStream(entry.Open(), budget), entry.Length);
            if (budget.IsSpent) budget.Count(0);
        }
    }

    /// <summary>The list at the end of a zip is read whole, and each line of it becomes an object: it is counted first, in passing.</summary>
    private static void RefuseMany(Stream stream, int most)
    {
        stream.Position = 0;
        byte[] buffer = new byte[1 << 16];
        int found = 0;
        for (int kept = 0, count; (count = stream.Read(buffer.AsSpan(kept))) > 0;)
        {
            ReadOnlySpan<byte> seen = buffer.AsSpan(0, kept + count);
            if ((found += seen.Count("PK\u0001\u0002"u8)) > most) throw new InvalidDataException($"it holds more than {most} files");
            kept = Math.Min(3, seen.Length);
            seen[^kept..].CopyTo(buffer);
        }
        stream.Position = 0;
    }

    private static void Tar(Stream stream, OnEntry onEntry)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is TarEntry entry)
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.DataStream is Stream content) onEntry(entry.Name, entry.ModificationTime, () => content, entry.Length);
    }

    private static void GZip(string path, Stream stream, OnEntry onEntry)
    {
        byte[] head = new byte[FileSigns.HeadLength];
        int count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new PrefixedStream(head[..count], stream);
        string name = Path.GetFileName(path);
        if (FileSigns.PackingOf("", head.AsSpan(0, count)) == Packing.Tar) Tar(whole, onEntry);
        else onEntry(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name, null, () => whole, 0);
    }

    /// <summary>Counts what comes out of an archive, whoever reads it.</summary>
    private sealed class CountedStream(Stream inner, IntakeBudget budget) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            int count = inner.Read(buffer);
            budget.Count(count);
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
