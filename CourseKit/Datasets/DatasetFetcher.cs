using CourseLib.Data;

namespace CourseKit.Datasets;

/// <summary>
/// Brings a whole data set into the user's cache. Files appear whole and verified, the manifest after all of them; whatever stops
/// a run, the next one keeps the verified files and the downloads that were under way.
/// </summary>
/// <param name="open">Opens temporary files; null for ordinary ones.</param>
internal sealed class DatasetFetcher(FetchProgress progress, Func<string, Stream>? open = null)
{
    private const string LockName = ".lock";

    /// <exception cref="CourseKitException">It could not be had; the message says why and what to do.</exception>
    public async Task Fetch(DatasetEntry entry, CancellationToken cancellation)
    {
        string folder = entry.Folder;
        var job = new FetchJob(entry, folder, progress, open);
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream held = Lock(entry, folder);
            await Fetch(job, cancellation);
        }
        catch (OperationCanceledException stop) when (cancellation.IsCancellationRequested)
        {
            throw new CourseKitException($"interrupted; to go on from here, run again: coursekit data get {entry.Name}", cause: stop);
        }
        catch (IOException full) when (DiskSpace.IsFull(full))
        {
            FetchJob.Discard(job.Scratch);
            throw new CourseKitException(
                $"no space is left in {folder}; free some, or set {DatasetFolder.CacheVariable} to a folder on another disk,"
                    + $" and run again: coursekit data get {entry.Name}",
                cause: full);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException(
                $"cannot write to {folder}: {failure.Message.TrimEnd('.')}; set {DatasetFolder.CacheVariable} to a folder of yours", cause: failure);
        }
        finally
        {
            RemoveIfEmpty(job.Scratch);
            RemoveIfEmpty(folder);
        }
    }

    private async Task Fetch(FetchJob job, CancellationToken cancellation)
    {
        DatasetEntry entry = job.Entry;
        FindMissing(job);
        if (job.Missing.Count > 0)
        {
            // From here on the set is not whole, and no reader may think so.
            File.Delete(Path.Combine(job.Folder, DatasetManifest.FileName));
            Directory.CreateDirectory(job.Scratch);
            await FetchMissing(job, cancellation);
        }
        progress.Begin("checking class counts and channel statistics");
        IReadOnlyList<string> problems = DatasetVerifier.ContentProblems(entry, job.Folder);
        if (problems.Count > 0) throw new CourseKitException(problems[0]);
        if (entry.ClassList is { } list) Write(job.Folder, list, string.Concat(entry.Classes.Select(name => name + "\n")) + "\n");
        Write(job.Folder, DatasetManifest.FileName, entry.Manifest().ToJson());
        FetchJob.Discard(job.Scratch);
    }

    private void FindMissing(FetchJob job)
    {
        foreach (DatasetFile file in job.Entry.Files)
        {
            if (DatasetVerifier.ProblemOf(job.Folder, file, job.Entry.SizeOf(file)) is not { } problem) continue;
            if (File.Exists(Path.Combine(job.Folder, file.Name))) progress.Say($"{problem}; fetching it again");
            job.Want(file);
        }
    }

    private static async Task FetchMissing(FetchJob job, CancellationToken cancellation)
    {
        var reasons = new List<string>();
        foreach (DatasetSource source in job.Entry.Sources)
        {
            try
            {
                long still = Math.Max(0, source.ScratchSize - SizeOf(job.Scratch));
                DiskSpace.Require(job.Folder, job.Missing.Sum(job.Entry.SizeOf) + still, job.Entry.Name);
                await source.Fetch(job, cancellation);
                return;
            }
            catch (Exception failure) when (failure is SourceUnavailableException or InvalidDataException)
            {
                reasons.Add($"{source.Title}: {failure.Message}");
                job.Progress.Say($"{source.Title}: {failure.Message}");
            }
        }
        throw new CourseKitException(
            $"{job.Entry.Title} could not be fetched ({string.Join("; ", reasons)}); mend one of these and run again: coursekit data get {job.Entry.Name}");
    }

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private void Write(string folder, string name, string text)
    {
        using var file = new PendingFile(Path.Combine(folder, name), open);
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Commit();
    }

    private static FileStream Lock(DatasetEntry entry, string folder)
    {
        string path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException held) when (File.Exists(path) && !DiskSpace.IsFull(held))
        {
            throw new CourseKitException($"another 'coursekit data get {entry.Name}' is at work in {folder}; wait for it to end", CourseKitException.WorkFailed, held);
        }
    }

    /// <summary>A run that brought nothing leaves nothing, so that the set counts as not fetched and not as incomplete.</summary>
    private static void RemoveIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }
}
