using CourseLib.Data;

namespace CourseKit.Datasets;

/// <summary>The files that one run of <c>data get</c> has to store, and where.</summary>
/// <param name="entry">The data set.</param>
/// <param name="folder">Where its files go.</param>
/// <param name="progress">What the user sees meanwhile.</param>
/// <param name="open">Opens temporary files; null for ordinary ones.</param>
internal sealed class FetchJob(DatasetEntry entry, string folder, FetchProgress progress, Func<string, Stream>? open = null)
{
    private readonly List<DatasetFile> missing = [];

    public DatasetEntry Entry => entry;

    public string Folder => folder;

    public FetchProgress Progress => progress;

    /// <summary>Opens temporary files; null for ordinary ones.</summary>
    public Func<string, Stream>? Open => open;

    /// <summary>Downloads live here until the set is whole; a later run goes on with them.</summary>
    public string Scratch => Path.Combine(folder, ".fetch");

    public IReadOnlyList<DatasetFile> Missing => missing;

    public void Want(DatasetFile file) => missing.Add(file);

    public bool Misses(string name) => missing.Any(file => file.Name == name);

    /// <summary>Writes one file; it takes its place only when it has the digest that it must have.</summary>
    /// <exception cref="InvalidDataException">Other bytes came than the catalog wants; the message names the file.</exception>
    public void Store(string name, Action<PendingFile> write)
    {
        DatasetFile file = missing.Single(file => file.Name == name);
        using var pending = new PendingFile(Path.Combine(folder, name), open);
        write(pending);
        string found = pending.Sha256();
        if (found != file.Sha256)
            throw new InvalidDataException($"{name} came with other bytes than it should have (SHA-256 {found[..12]}…, wanted {file.Sha256[..12]}…)");
        pending.Commit();
        missing.Remove(file);
    }

    public static void Discard(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
