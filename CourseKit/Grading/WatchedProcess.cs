using CourseKit.Worker;

namespace CourseKit.Grading;

/// <summary>A worker that is ended when it takes too much of the machine.</summary>
internal sealed class WatchedProcess : IAsyncDisposable
{
    private readonly ProcessWatch? watch;

    /// <param name="memoryMegabytes">0: nobody watches.</param>
    public WatchedProcess(WorkerClient client, int memoryMegabytes)
    {
        Client = client;
        watch = memoryMegabytes > 0 && OperatingSystem.IsLinux() ? new ProcessWatch(client.ProcessId, memoryMegabytes) : null;
    }

    public WorkerClient Client { get; }

    /// <summary>What it took too much of, when that was its end.</summary>
    public string? Excess => Client.IsAlive ? null : watch?.Reason;

    public ValueTask DisposeAsync()
    {
        watch?.Dispose();
        return Client.DisposeAsync();
    }
}
