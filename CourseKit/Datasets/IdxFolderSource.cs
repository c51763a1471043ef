using CourseLib.Data;

namespace CourseKit.Datasets;

/// <summary>IDX files that a package of the operating system put on this machine.</summary>
/// <param name="Folder">Where that package puts them.</param>
/// <param name="Mend">How to install it.</param>
internal sealed record IdxFolderSource(string Folder, string Mend) : DatasetSource
{
    public override string Title => Folder;

    public override long ScratchSize => 0;

    public override Task Fetch(FetchJob job, CancellationToken cancellation)
    {
        foreach (DatasetFile file in job.Missing)
        {
            (string images, string labels) = IdxFiles.Of(file.Split);
            if (!File.Exists(Path.Combine(Folder, images)) || !File.Exists(Path.Combine(Folder, labels)))
                throw new SourceUnavailableException($"not installed; {Mend}");
        }
        IdxFiles.Decode(job, Folder, cancellation);
        return Task.CompletedTask;
    }
}
