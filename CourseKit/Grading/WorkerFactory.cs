using System.Collections.Concurrent;
using CourseKit.Worker;

namespace CourseKit.Grading;

/// <summary>Starts recording workers, shut in or not.</summary>
/// <remarks>
/// They are started from one thread that lives as long as the factory: a sandbox ends with the thread that started it, and those of
/// the pool come and go.
/// </remarks>
internal sealed class WorkerFactory : IDisposable
{
    private const int MostAttempts = 3;

    private readonly BlockingCollection<Action> starts = [];
    private readonly WorkerLaunch launch;

    private WorkerFactory(WorkerLaunch launch, int memoryMegabytes)
    {
        this.launch = launch with { StartLimit = TimeSpan.FromMinutes(5) };
        MemoryMegabytes = memoryMegabytes;
        new Thread(() => { foreach (Action start in starts.GetConsumingEnumerable()) start(); }) { IsBackground = true, Name = "worker starts" }.Start();
    }

    /// <summary>0 where nothing is limited.</summary>
    public int MemoryMegabytes { get; }

    /// <summary>For code that the user vouches for: the course's own, or a student's on the student's machine.</summary>
    public static WorkerFactory Trusted(string workingDirectory) => new(new WorkerLaunch(workingDirectory, Record: true), 0);

    /// <summary>For code that nobody vouches for.</summary>
    public static WorkerFactory Sandboxed(string? datasets, int memoryMegabytes)
    {
        Sandbox.Require();
        return new(new WorkerLaunch("/", Record: true, Sandbox: start => Sandbox.Wrap(start, datasets, memoryMegabytes)), memoryMegabytes);
    }

    /// <summary>As limited as can be without a sandbox, where the user has accepted the risk.</summary>
    public static WorkerFactory Unsandboxed(string workingDirectory, int memoryMegabytes) =>
        new(new WorkerLaunch(workingDirectory, Record: true, Environment: Sandbox.Limits(memoryMegabytes)), memoryMegabytes);

    /// <summary>Whether a worker has ever started: if one has, a failure is the machine's passing trouble and not a wrong set-up.</summary>
    public bool HasStarted { get; private set; }

    /// <exception cref="CourseKitException">No worker starts, not even when tried again.</exception>
    public async Task<WorkerClient> StartAsync(CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
            try
            {
                WorkerClient worker = await StartOnceAsync(cancellation);
                HasStarted = true;
                return worker;
            }
            catch (CourseKitException failure) when (attempt < MostAttempts && (HasStarted || failure.InnerException is TimeoutException))
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellation);
            }
    }

    public void Dispose() => starts.CompleteAdding();

    private Task<WorkerClient> StartOnceAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource<Task<WorkerClient>>(TaskCreationOptions.RunContinuationsAsynchronously);
        starts.Add(() => started.SetResult(WorkerClient.StartAsync(launch, cancellation)), cancellation);
        return started.Task.Unwrap();
    }
}
