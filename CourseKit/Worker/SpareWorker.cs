namespace CourseKit.Worker;

/// <summary>A warm worker that waits for whoever needs one next; sessions in the same folder can share it.</summary>
internal sealed class SpareWorker(WorkerLaunch launch) : IAsyncDisposable
{
    private readonly object gate = new();
    private Task<WorkerClient>? waiting;
    private bool disposed;

    /// <summary>Starts one unless one waits or starts already.</summary>
    public void Prepare()
    {
        lock (gate)
            if (!disposed)
                waiting ??= WorkerClient.StartAsync(launch, CancellationToken.None);
    }

    /// <summary>Completes when the one that waits has started, or failed to.</summary>
    public async Task WarmAsync()
    {
        Task<WorkerClient>? starting;
        lock (gate)
            starting = waiting;
        if (starting is not null)
            await Task.WhenAny(starting);
    }

    /// <summary>
    /// The one that waits, when it has started; null where there is none, it has ended, or it did not start: whoever needs one finds out
    /// why.
    /// </summary>
    public async Task<WorkerClient?> TakeAsync()
    {
        Task<WorkerClient>? taken;
        lock (gate)
            (taken, waiting) = (waiting, null);
        if (taken is null)
            return null;
        try
        {
            return await taken is { IsAlive: true } worker ? worker : null;
        }
        catch (CourseKitException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
            disposed = true;
        if (await TakeAsync() is WorkerClient worker)
            await worker.DisposeAsync();
    }
}
