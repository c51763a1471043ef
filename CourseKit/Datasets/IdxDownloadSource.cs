namespace CourseKit.Datasets;

/// <summary>IDX files on the authors' own host.</summary>
/// <param name="Folder">The address that they are beneath, with a slash at its end.</param>
/// <param name="Sizes">The bytes of each file.</param>
internal sealed record IdxDownloadSource(Uri Folder, IReadOnlyDictionary<string, long> Sizes) : DatasetSource
{
    public override string Title => Folder.Host;

    public override long ScratchSize => Sizes.Values.Sum();

    public override async Task Fetch(FetchJob job, CancellationToken cancellation)
    {
        bool resumed = Directory.EnumerateFiles(job.Scratch).Any();
        try
        {
            await DownloadAndDecode(job, cancellation);
        }
        catch (InvalidDataException damage)
        {
            Remove(job);
            if (!resumed) throw new SourceUnavailableException(damage.Message, damage);
            // The part from an earlier run may have been the damaged one.
            await DownloadAndDecode(job, cancellation);
        }
    }

    private async Task DownloadAndDecode(FetchJob job, CancellationToken cancellation)
    {
        foreach (CourseLib.Data.DatasetFile file in job.Missing)
        {
            (string images, string labels) = IdxFiles.Of(file.Split);
            foreach (string name in (string[])[images, labels])
                await new Download(new Uri(Folder, name), Sizes[name]).To(Path.Combine(job.Scratch, name), job.Progress, job.Open, cancellation);
        }
        IdxFiles.Decode(job, job.Scratch, cancellation);
    }

    private void Remove(FetchJob job)
    {
        foreach (string name in Sizes.Keys) File.Delete(Path.Combine(job.Scratch, name));
    }
}
