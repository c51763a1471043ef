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
    private readonly ControlGroup? group;
    private readonly int memoryMegabytes;
    private readonly long start = Stopwatch.GetTimestamp();

    /// <param name="memoryMegabytes">0: nobody watches.</param>
    /// <param name="byTheWall">Its time is that which passes.</param>
    /// <param name="group">What it was started in, to be removed with it.</param>
    public WatchedProcess(WorkerClient client, int memoryMegabytes, bool byTheWall, ControlGroup? group = null)
    {
        (this.byTheWall, this.group, this.memoryMegabytes) = (byTheWall, group, memoryMegabytes);
        Client = client;
        watch = memoryMegabytes > 0 && OperatingSystem.IsLinux() ? new ProcessWatch(client.ProcessId, memoryMegabytes) : null;
        if (watch is not null && !byTheWall) client.Patience = watch.PassAsync;
    }

    public WorkerClient Client { get; }

    /// <summary>What it took too much of, when that was its end.</summary>
    public string? Excess =>
        Client.IsAlive ? null : watch?.Reason ?? (group is { HasRunOut: true } ? ProcessWatch.TooMuch(memoryMegabytes) : null);

    /// <summary>The time that it has been charged with since its start.</summary>
    public TimeSpan Charged => watch is null || byTheWall ? Stopwatch.GetElapsedTime(start) : watch.Charged;

    /// <summary>What it held at the last look, in bytes; 0 where nobody looks.</summary>
    public long Memory => watch?.Memory ?? 0;

    /// <summary>How many submissions have used it.</summary>
    public int Submissions { get; set; }

    public async ValueTask DisposeAsync()
    {
        watch?.Dispose();
        await Client.DisposeAsync();
        if (group is not null) await group.DisposeAsync();
    }
}
