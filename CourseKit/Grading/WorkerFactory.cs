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

    /// <summary>
    /// A compiler has a limit of its own, however little a submission may use: what it needs for one must not depend on what it has kept of
    /// others.
    /// </summary>
    private const int CompilerMegabytes = 2048;

    /// <summary>
    /// Bytes; a compiler that has grown beyond makes room for a new one when its submission is done. One that has forgotten what it may
    /// holds a quarter.
    /// </summary>
    private const long GrownCompiler = (long)CompilerMegabytes / 2 << 20;

    private readonly BlockingCollection<Action> starts = [];
    private readonly ConcurrentBag<WatchedProcess> compilers = [];
    private readonly WorkerLaunch launch, compiling, optimisingCompiler;
    private readonly int memoryMegabytes;
    private readonly bool compilesApart, byTheWall;
    private readonly ControlGroups? groups;
    private int optimising;

    private WorkerFactory(
        Func<IReadOnlyDictionary<string, string>, int, WorkerLaunch> launchWith, int memoryMegabytes, int? optimising = null,
        bool byTheWall = false, ControlGroups? groups = null)
    {
        (this.byTheWall, this.groups) = (byTheWall, groups);
        launch = launchWith(new Dictionary<string, string>(), memoryMegabytes) with { StartLimit = TimeSpan.FromMinutes(5) };
        compiling = launchWith(new Dictionary<string, string>(), CompilerMegabytes) with { StartLimit = launch.StartLimit };
        // .NET compiles a method quickly when it is first called, and well once it is known to be called often. What is long at work begins with the latter.
        var optimised = new Dictionary<string, string> { ["DOTNET_TieredCompilation"] = "0" };
        optimisingCompiler = launchWith(optimised, CompilerMegabytes) with { StartLimit = launch.StartLimit };
        (compilesApart, this.optimising) = (optimising is not null, optimising ?? 0);
        this.memoryMegabytes = memoryMegabytes;
        new Thread(() => { foreach (Action start in starts.GetConsumingEnumerable()) start(); }) { IsBackground = true, Name = "worker starts" }.Start();
    }

    /// <summary>For code that the user vouches for: the course's own, or a student's on the student's machine.</summary>
    public static WorkerFactory Trusted(string workingDirectory) => new((_, _) => new WorkerLaunch(workingDirectory, Record: true), 0);

    /// <summary>For code that nobody vouches for.</summary>
    /// <param name="optimising">
    /// How many compilers are to begin slowly and be fast then; one that must be replaced in the midst of a submission begins quickly. Null: for
    /// so few submissions that each had better compile itself.
    /// </param>
    /// <param name="byTheWall">Somebody else ends all of it after a time that passes, with one submission in it: so do the limits.</param>
    /// <param name="groups">Where each worker that runs a submission gets one; compilers get none.</param>
    public static WorkerFactory Sandboxed(
        string? datasets, int memoryMegabytes, int? optimising, bool byTheWall = false, ControlGroups? groups = null)
    {
        Sandbox.Require();
        return new(
            (environment, memory) => new WorkerLaunch(
                "/", Record: true, Sandbox: start => Nice.Wrap(Sandbox.Wrap(start, datasets, memory, environment))),
            memoryMegabytes, optimising, byTheWall, groups);
    }

    /// <summary>As limited as can be without a sandbox, where the user has accepted the risk.</summary>
    public static WorkerFactory Unsandboxed(
        string workingDirectory, int memoryMegabytes, int optimising, ControlGroups? groups = null) => new(
        (environment, memory) => new WorkerLaunch(
            workingDirectory, Record: true, Environment: Sandbox.Limits(memory).Concat(environment).ToDictionary(), Sandbox: Nice.Wrap),
        memoryMegabytes, optimising, groups: groups);

    /// <summary>Whether a worker has ever started: if one has, a failure is the machine's passing trouble and not a wrong set-up.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Starts what runs one submission.</summary>
    /// <param name="compilesItself">The submission holds what the compiler alone cannot do, such as to fetch packages.</param>
    /// <param name="newCompiler">Nobody else's cells are to have a part in how these are compiled.</param>
    /// <exception cref="CourseKitException">No worker starts, not even when tried again.</exception>
    public async Task<SubmissionWorker> StartAsync(bool compilesItself, CancellationToken cancellation, bool newCompiler = false)
    {
        if (compilesItself || !compilesApart) return new(await StartAsync(launch, memoryMegabytes, cancellation, groups), null, _ => { });
        Task<WatchedProcess> runner = StartAsync(launch with { Compiled = true }, memoryMegabytes, cancellation, groups);
        try
        {
            WatchedProcess compiler = await (newCompiler
                ? StartAsync(compiling, CompilerMegabytes, cancellation) : TakeCompilerAsync(cancellation));
            compiler.Submissions++;
            return new(await runner, compiler, GiveBack);
        }
        catch when (!runner.IsFaulted)
        {
            await (await runner).DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        starts.CompleteAdding();
        while (compilers.TryTake(out WatchedProcess? idle)) idle.DisposeAsync().AsTask().Wait();
    }

    private async Task<WatchedProcess> TakeCompilerAsync(CancellationToken cancellation)
    {
        while (compilers.TryTake(out WatchedProcess? idle))
        {
            if (idle.Client.IsAlive) return idle;
            await idle.DisposeAsync();
        }
        bool optimises = Interlocked.Decrement(ref optimising) >= 0;
        return await StartAsync(optimises ? optimisingCompiler : compiling, CompilerMegabytes, cancellation);
    }

    private void GiveBack(WatchedProcess compiler)
    {
        if (compiler.Client.IsAlive && compiler.Memory <= GrownCompiler && !starts.IsAddingCompleted) compilers.Add(compiler);
        else compiler.DisposeAsync().AsTask().Wait();
    }

    private async Task<WatchedProcess> StartAsync(WorkerLaunch kind, int memory, CancellationToken cancellation, ControlGroups? within = null)
    {
        for (int attempt = 1; ; attempt++)
        {
            ControlGroup? group = within?.Create(memory);
            try
            {
                WorkerLaunch bounded = group is null ? kind : kind with { Sandbox = start => group.Wrap(kind.Sandbox!(start)) };
                WorkerClient worker = await StartOnceAsync(bounded, cancellation);
                HasStarted = true;
                return new(worker, memory, byTheWall, group);
            }
            catch (Exception failure)
            {
                if (group is not null) await group.DisposeAsync();
                bool isPassing = failure is CourseKitException && (HasStarted || failure.InnerException is TimeoutException);
                if (!isPassing || attempt == MostAttempts) throw;
            }
            await Task.Delay(TimeSpan.FromSeconds(attempt), cancellation);
        }
    }

    private Task<WorkerClient> StartOnceAsync(WorkerLaunch kind, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource<Task<WorkerClient>>(TaskCreationOptions.RunContinuationsAsynchronously);
        starts.Add(() => started.SetResult(WorkerClient.StartAsync(kind, cancellation)), cancellation);
        return started.Task.Unwrap();
    }
}
