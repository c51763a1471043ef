namespace CourseKit.Grading.Engines;

/// <summary>Runs submissions on this machine, several at a time; what could be the machine's fault is tried again at the end, alone.</summary>
internal sealed class LocalEngine : IGradingEngine
{
    /// <summary>From so many submissions on, a compiler that is optimised before it begins has made good what that takes.</summary>
    private const int SubmissionsWorthOptimising = 8;

    private readonly ControlGroups? groups;
    private readonly Func<int, WorkerFactory> start;
    private readonly RunLimits limits;
    private readonly int jobs;

    /// <param name="datasets">The folder that students' code may read.</param>
    /// <param name="unsandboxed">Where student code runs with the user's rights, if it may.</param>
    /// <param name="jobs">Submissions at the same time.</param>
    /// <exception cref="CourseKitException">There is no sandbox.</exception>
    public LocalEngine(string datasets, string? unsandboxed, RunLimits limits, int jobs)
    {
        if (unsandboxed is null) Sandbox.Require();
        (this.limits, this.jobs) = (limits, jobs);
        groups = ControlGroups.Take(out string bounds);
        Guard = $"{(unsandboxed is null ? $"shut in by {Sandbox.Kind}" : "not shut in")}; {bounds}";
        start = optimising => unsandboxed is null
            ? WorkerFactory.Sandboxed(datasets, limits.MemoryMegabytes, optimising, groups: groups)
            : WorkerFactory.Unsandboxed(unsandboxed, limits.MemoryMegabytes, optimising, groups);
    }

    public string Guard { get; }

    public async Task RunAsync(IReadOnlyList<GradingUnit> units, Action<SubmissionResult> onResult, CancellationToken cancellation)
    {
        if (units.Count == 0) return;
        using WorkerFactory workers = start(Math.Min(jobs, units.Count / SubmissionsWorthOptimising));
        var runner = new PlanRunner(workers, limits);
        var again = new SecondTrials();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation };
        await Parallel.ForEachAsync(units, parallel, async (unit, cancelled) =>
        {
            SubmissionResult first = await TryAsync(unit, cancelled);
            again.Offer(first, retried => TryAsync(unit, retried));
            if (!again.Takes(first)) onResult(first);
        });
        await again.RunAsync(onResult, cancellation);

        async Task<SubmissionResult> TryAsync(GradingUnit unit, CancellationToken cancelled)
        {
            try
            {
                return await unit.RunAsync(runner, cancelled);
            }
            catch (Exception failure) when (workers.HasStarted && failure is not OperationCanceledException)
            {
                // Whatever one submission brings about, the rest of the class goes on.
                return unit.NotGraded(failure.Message);
            }
        }
    }
}
