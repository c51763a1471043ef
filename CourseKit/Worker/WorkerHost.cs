using System.Diagnostics;

namespace CourseKit.Worker;

/// <summary>A front's session: a worker, and behind it a warm spare that takes over when the worker dies.</summary>
/// <param name="keepSpare">Costs the memory of a second worker; worth it where a person waits.</param>
/// <param name="shared">The spare of several sessions in the folder of <paramref name="launch"/>, in place of one of its own.</param>
internal sealed class WorkerHost(WorkerLaunch launch, bool keepSpare, SpareWorker? shared = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly SpareWorker? spare = shared ?? (keepSpare ? new SpareWorker(launch) : null);
    private WorkerClient? current;
    private WorkerClient? noticed;
    private bool disposed;

    /// <summary>How many workers have died; grows by one whenever variables are lost.</summary>
    public int Deaths { get; private set; }

    /// <inheritdoc cref="WorkerClient.OnInput"/>
    public Func<InputEvent, Task<string?>>? OnInput { get; set; }

    /// <summary>Starts the first worker ahead of the first cell.</summary>
    public Task StartAsync(CancellationToken cancellation) => TakeAsync(cancellation);

    /// <inheritdoc cref="WorkerClient.ExecuteAsync"/>
    /// <remarks>When the worker has died, a fresh one runs the cell, and knows nothing of earlier ones.</remarks>
    /// <exception cref="CourseKitException">No worker starts.</exception>
    public async Task<CellStatus> ExecuteAsync(ExecuteRequest request, Action<WorkerEvent> onEvent, TimeSpan? timeout, CancellationToken cancellation)
    {
        WorkerClient? before = current;
        WorkerClient worker = await TakeAsync(CancellationToken.None);
        if (before is not null && before != worker && Notice(before))
            onEvent(new StreamEvent(request.Id, "stderr", $"Between the cells, {before.DeathNotice}; all variables are lost.\n"));
        CellStatus status = await worker.ExecuteAsync(request, onEvent, timeout, cancellation);
        if (!worker.IsAlive && Notice(worker) && spare is not null) _ = TakeAsync(CancellationToken.None);
        return status;
    }

    /// <inheritdoc cref="WorkerClient.AskAsync"/>
    public async Task<T?> AskAsync<T>(Func<int, Question> make, TimeSpan patience) where T : Answer
    {
        long start = Stopwatch.GetTimestamp();
        WorkerClient worker;
        try { worker = await TakeAsync(CancellationToken.None).WaitAsync(patience); }
        catch (Exception late) when (late is TimeoutException or CourseKitException) { return null; }
        TimeSpan left = patience - Stopwatch.GetElapsedTime(start);
        return left > TimeSpan.Zero ? await worker.AskAsync<T>(make, left) : null;
    }

    /// <summary>Whether a worker is there for the next cell.</summary>
    public bool IsReady => current is { IsAlive: true };

    /// <summary>Asks the running cell to stop.</summary>
    public Task InterruptAsync() => current?.InterruptAsync() ?? Task.CompletedTask;

    /// <summary>Ends the worker on purpose, whatever it is doing; the next cell finds a fresh one.</summary>
    public async Task RestartAsync()
    {
        noticed = current;
        if (current is WorkerClient worker) await worker.DisposeAsync();
        await TakeAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        disposed = true;
        gate.Release();
        if (current is not null) await current.DisposeAsync();
        if (spare is not null && spare != shared) await spare.DisposeAsync();
    }

    /// <summary>Counts a death; false when it is known already, or was on purpose.</summary>
    private bool Notice(WorkerClient dead)
    {
        if (dead == noticed) return false;
        noticed = dead;
        Deaths++;
        return true;
    }

    /// <summary>Null when it has ended instead; the reason of one that is only slow is not mended by another.</summary>
    private static async Task<WorkerClient?> StartedAsync(Task<WorkerClient> starting)
    {
        try { return await starting; }
        catch (CourseKitException failure) when (failure.InnerException is not TimeoutException) { return null; }
    }

    private async Task<WorkerClient> TakeAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (current is { IsAlive: true }) return current;
            WorkerClient? dead = current;
            current = null;
            if (spare is not null) current = await spare.TakeAsync();
            // A worker that is still starting shares the terminal's Ctrl-C with its front, and may die of it: that is no reason to do without.
            current ??= await StartedAsync(WorkerClient.StartAsync(launch, cancellation)) ?? await WorkerClient.StartAsync(launch, cancellation);
            current.OnInput = input => OnInput?.Invoke(input) ?? Task.FromResult<string?>(null);
            spare?.Prepare();
            if (dead is not null) await dead.DisposeAsync();
            return current;
        }
        finally
        {
            gate.Release();
        }
    }
}
