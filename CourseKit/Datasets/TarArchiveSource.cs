using System.Formats.Tar;
using System.IO.Compression;

namespace CourseKit.Datasets;

/// <summary>The authors' own archive: a gzipped tar that has the record files in it.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">Its published digest.</param>
internal sealed record TarArchiveSource(Uri Address, long Size, string Sha256) : DatasetSource
{
    public override string Title => Address.Host;

    public override long ScratchSize => Size;

    public override async Task Fetch(FetchJob job, CancellationToken cancellation)
    {
        string archive = Path.Combine(job.Scratch, Path.GetFileName(Address.LocalPath));
        bool resumed = File.Exists(archive);
        await new Download(Address, Size).To(archive, job.Progress, job.Open, cancellation);
        if (!IsIntact(archive))
        {
            // The part from an earlier run may have been the damaged one.
            File.Delete(archive);
            if (!resumed) throw Wrong();
            await new Download(Address, Size).To(archive, job.Progress, job.Open, cancellation);
            if (!IsIntact(archive))
            {
                File.Delete(archive);
                throw Wrong();
            }
        }
        Unpack(job, archive, cancellation);
    }

    private bool IsIntact(string archive)
    {
        using FileStream file = File.OpenRead(archive);
        return file.Length == Size && FileDigest.Sha256(file) == Sha256;
    }

    private SourceUnavailableException Wrong() => new($"{Path.GetFileName(Address.LocalPath)} came with other bytes than its published SHA-256 says");

    private static void Unpack(FetchJob job, string archive, CancellationToken cancellation)
    {
        using var unpacked = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        byte[] buffer = new byte[1 << 17];
        while (job.Missing.Count > 0 && tar.GetNextEntry() is { } entry)
        {
            string name = Path.GetFileName(entry.Name);
            if (entry.DataStream is not { } content || !job.Misses(name)) continue;
            job.Progress.Begin($"unpacking {name}", content.Length);
            job.Store(name, target =>
            {
                long done = 0;
                for (int count; (count = content.Read(buffer)) > 0;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    target.Write(buffer.AsSpan(0, count));
                    job.Progress.Reach(done += count);
                }
            });
        }
        if (job.Missing.Count > 0)
            throw new SourceUnavailableException($"{Path.GetFileName(archive)} has no {string.Join(", no ", job.Missing.Select(file => file.Name))}");
    }
}
