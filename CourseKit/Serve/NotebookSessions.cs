using CourseKit.Worker;

namespace CourseKit.Serve;

/// <summary>
/// The workers of an editor window: one for each notebook that has run a cell, and a warm spare for each folder with notebooks.
/// </summary>
internal sealed class NotebookSessions(EditorConnection editor) : IAsyncDisposable
{
    private readonly object gate = new();
    private readonly Dictionary<string, NotebookSession> sessions = [];
    private readonly Dictionary<string, SpareWorker> spares = [];

    /// <summary>Called with the notebook's URI after one of its cells has run, and when what ran is forgotten.</summary>
    public event Action<string>? Changed;

    /// <summary>Has a worker warmed up for the notebooks of a folder.</summary>
    public void Prepare(string folder)
    {
        if (Directory.Exists(folder))
            SpareOf(folder).Prepare();
    }

    /// <summary>Completes when the workers that wait have started, or failed to.</summary>
    public Task WarmAsync()
    {
        lock (gate)
            return Task.WhenAll(spares.Values.Select(spare => spare.WarmAsync()));
    }

    /// <summary>The notebook's session; made when it is first asked for.</summary>
    public NotebookSession Of(string notebook)
    {
        string folder = FolderOf(notebook);
        lock (gate)
        {
            if (sessions.TryGetValue(notebook, out NotebookSession? known))
                return known;
            SpareWorker spare = SpareOf(folder);
            var session = new NotebookSession(notebook, editor, new WorkerLaunch(folder), spare);
            session.Changed += () => Changed?.Invoke(notebook);
            return sessions[notebook] = session;
        }
    }

    /// <summary>Null where no cell has run.</summary>
    public NotebookSession? Find(string notebook)
    {
        lock (gate)
            return sessions.GetValueOrDefault(notebook);
    }

    /// <summary>Ends the notebook's worker, whatever it is doing.</summary>
    public async Task CloseAsync(string notebook)
    {
        NotebookSession? session;
        lock (gate)
            sessions.Remove(notebook, out session);
        if (session is not null)
            await session.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable[] all;
        lock (gate)
        {
            all = [.. sessions.Values, .. spares.Values];
            sessions.Clear();
        }
        await Task.WhenAll(all.Select(one => one.DisposeAsync().AsTask()));
    }

    /// <summary>Where the notebook's cells find files: its own folder, or the user's where it has none.</summary>
    public static string FolderOf(string notebook) =>
        DocumentUri.ToPath(notebook) is string path && Path.GetDirectoryName(path) is { Length: > 0 } folder && Directory.Exists(folder)
            ? folder
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private SpareWorker SpareOf(string folder)
    {
        lock (gate)
        {
            if (!spares.TryGetValue(folder, out SpareWorker? spare))
                spares[folder] = spare = new SpareWorker(new WorkerLaunch(folder));
            return spare;
        }
    }
}
