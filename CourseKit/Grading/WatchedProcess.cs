using System.Diagnostics;
using CourseKit.Worker;

namespace CourseKit.Grading;

/// <summary>
/// A worker that is ended when it takes too much of the machine, and whose time is counted as <see cref="RunLimits"/> says.
/// </summary>
internal sealed class WatchedProcess : IAsyncDisposable
{
    private readonly ProcessWatch? watch;
    private readonly bool byTheWall;
    private readonly long start = Stopwatch.GetTimestamp();

    /// <param name="memoryMegabytes">0: nobody watches.</param>
    /// <param name="byTheWall">Its time is that which passes.</param>
    public WatchedProcess(WorkerClient client, int memoryMegabytes, bool byTheWall)
    {
        this.byTheWall = byTheWall;
        Client = client;
        watch = memoryMegabytes > 0 && OperatingSystem.IsLinux() ? new ProcessWatch(client.ProcessId, memoryMegabytes) : null;
        if (watch is not null && !byTheWall) client.Patience = watch.PassAsync;
    }

    public WorkerClient Client { get; }

    /// <summary>What it took too much of, when that was its end.</summary>
    public string? Excess => Client.IsAlive ? null : watch?.Reason;

    /// <summary>The time that it has been charged with since its start.</summary>
    public TimeSpan Charged => watch is null || byTheWall ? Stopwatch.GetElapsedTime(start) : watch.Charged;

    /// <summary>What it held at the last look, in bytes; 0 where nobody looks.</summary>
    public long Memory => watch?.Memory ?? 0;

    /// <summary>How many submissions have used it.</summary>
    public int Submissions { get; set; }

    public ValueTask DisposeAsync()
    {
        watch?.Dispose();
        return Client.DisposeAsync();
    }
}
