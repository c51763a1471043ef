using CourseKit.Grading.Engines;
using CourseKit.Worker;

namespace CourseKit.Grading.Slurm;

/// <summary>
/// Has submissions run by the tasks of a job array, and gathers what they write. Which task runs what is settled when the job is submitted;
/// what is written is never run again, whatever happens to a task, a node, or this process.
/// </summary>
/// <param name="output">The folder of grades, on a file system that the nodes share.</param>
internal sealed class SlurmEngine(
    Course course, string output, RunLimits limits, bool allowUnsandboxed, SlurmOptions options, IGradingProgress progress) : IGradingEngine
{
    /// <summary>With so many, a task's start is a small part of its time.</summary>
    public const int SubmissionsOfTask = 20;

    /// <summary>Exit codes of the script, before there is a grader that could say something.</summary>
    private const int NotShared = 66, NoProgram = 67;

    /// <summary>Long enough for a queue that many ask, short enough for one who waits.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>What a file system over a network may take until a file that is written is seen here.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(5);

    public string Guard => allowUnsandboxed ? "not shut in" : "shut in on the nodes, which refuse to grade without a sandbox";

    private string Jobs => Path.Combine(output, "jobs");

    public async Task RunAsync(IReadOnlyList<GradingUnit> units, Action<SubmissionResult> onResult, CancellationToken cancellation)
    {
        IReadOnlyList<JobFolder> earlier = JobFolder.All(Jobs);
        List<JobFolder> live = await LiveAsync(earlier, cancellation);
        var left = units.ToDictionary(JobFolder.NameOf);
        void Gather(JobFolder folder)
        {
            foreach (string name in folder.ResultNames())
                if (left.TryGetValue(name, out GradingUnit? unit) && folder.Result(unit) is SubmissionResult result && left.Remove(name)) onResult(result);
        }
        foreach (JobFolder folder in earlier) Gather(folder);

        if (options.Mode == SlurmMode.Submit && live.Count > 0)
            throw new CourseKitException(
                $"job {live[0].Job} of this folder is still grading; follow it with --attach, or end it with --cancel", CourseKitException.WrongUsage);
        foreach (JobFolder folder in live.Where(_ => options.Mode == SlurmMode.Cancel)) await SlurmQueue.CancelAsync(folder.Job!, cancellation);
        if (options.Mode == SlurmMode.Submit && left.Count > 0) live = [await SubmitAsync([.. left.Values], cancellation)];

        var reasons = new Dictionary<string, string>();
        foreach (JobFolder folder in live)
        {
            IReadOnlyDictionary<int, SlurmTask> tasks = await FollowAsync(folder, () => left.Count, Gather, cancellation);
            foreach ((string name, string reason) in Reasons(folder, tasks, left.Keys)) reasons[name] = reason;
        }
        string otherwise = options.Mode == SlurmMode.Cancel ? "its job was cancelled" : "no job has it";
        foreach ((string name, GradingUnit unit) in left) onResult(unit.NotGraded(reasons.GetValueOrDefault(name, otherwise)));
        if (left.Count == 0 && Directory.Exists(Jobs)) Directory.Delete(Jobs, recursive: true);
    }

    private static async Task<List<JobFolder>> LiveAsync(IReadOnlyList<JobFolder> folders, CancellationToken cancellation)
    {
        var live = new List<JobFolder>();
        foreach (JobFolder folder in folders)
        {
            if (folder.Job is not string job) continue;
            IReadOnlyList<SlurmTask> tasks = await SlurmQueue.TasksAsync(job, cancellation)
                ?? throw new CourseKitException($"Slurm does not answer, and job {job} of this folder may still be grading; try again");
            if (tasks.Any(task => task.IsQueued || task.IsRunning)) live.Add(folder);
        }
        return live;
    }

    private async Task<JobFolder> SubmitAsync(GradingUnit[] units, CancellationToken cancellation)
    {
        int tasks = Math.Min(options.Tasks ?? (units.Length + SubmissionsOfTask - 1) / SubmissionsOfTask, units.Length);
        JobFolder folder = JobFolder.Create(
            Jobs, course, new JobOrder(course.Datasets, limits, allowUnsandboxed, options.Jobs, tasks, [.. units.Select(JobFolder.NameOf)]), units);
        try
        {
            string[] arguments =
            [
                "--job-name=coursekit-grade", $"--array=0-{tasks - 1}", $"--cpus-per-task={options.Jobs}", "--requeue", "--output=/dev/null", "--chdir=/",
                .. options.Arguments,
            ];
            folder.Submitted(await SlurmQueue.SubmitAsync(Script(folder), arguments, cancellation));
        }
        catch
        {
            folder.Delete();
            throw;
        }
        progress.Following($"job {folder.Job}: {units.Length} submissions in {tasks} {(tasks == 1 ? "task" : "tasks")}");
        return folder;
    }

    /// <summary>What a node runs. It says by its exit code what only a node can know: that it does not see what this machine sees.</summary>
    private static string Script(JobFolder folder) => $"""
        #!/bin/sh
        [ -r {Quoted(Path.Combine(folder.Path, "job.json"))} ] || exit {NotShared}
        [ -x {Quoted(WorkerLaunch.Host())} ] && [ -r {Quoted(typeof(SlurmEngine).Assembly.Location)} ] || exit {NoProgram}
        exec {Quoted(WorkerLaunch.Host())} exec {Quoted(typeof(SlurmEngine).Assembly.Location)} grade-task {Quoted(folder.Path)} "$SLURM_ARRAY_TASK_ID" >>{Quoted(folder.Logs)}/"$SLURM_ARRAY_TASK_ID.log" 2>&1

        """;

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''")}'";

    /// <summary>Until every result is there, or no task is left that could bring one.</summary>
    /// <returns>The tasks as they were known last.</returns>
    private async Task<IReadOnlyDictionary<int, SlurmTask>> FollowAsync(
        JobFolder folder, Func<int> left, Action<JobFolder> gather, CancellationToken cancellation)
    {
        string job = folder.Job!;
        var known = new Dictionary<int, SlurmTask>();
        TimeSpan pause = FirstPause;
        try
        {
            while (true)
            {
                IReadOnlyList<SlurmTask>? tasks = await SlurmQueue.TasksAsync(job, cancellation);
                foreach (SlurmTask task in tasks ?? []) known[task.Index] = task;
                gather(folder);
                progress.Following(tasks is null ? $"job {job}: Slurm does not answer" : State(job, [.. known.Values]));
                if (left() == 0) return known;
                if (tasks is not null && !tasks.Any(task => task.IsQueued || task.IsRunning))
                {
                    await Task.Delay(Visibility, cancellation);
                    gather(folder);
                    // A task that is cancelled while it waits is never heard of again.
                    foreach (SlurmTask task in known.Values.Where(task => task.IsQueued || task.IsRunning).ToArray())
                        known[task.Index] = task with { State = "CANCELLED" };
                    return known;
                }
                await Task.Delay(pause, cancellation);
                pause = pause * 1.2 < LongestPause ? pause * 1.2 : LongestPause;
            }
        }
        catch (OperationCanceledException cause)
        {
            throw new CourseKitException(
                $"job {job} goes on grading; the same command with --attach follows it and gathers its results, with --cancel ends it",
                CourseKitException.Interrupted, cause);
        }
    }

    private static string State(string job, IReadOnlyCollection<SlurmTask> tasks)
    {
        int queued = tasks.Count(task => task.IsQueued), running = tasks.Count(task => task.IsRunning), failed = tasks.Count(task => task.HasFailed);
        string why = running == 0 && tasks.FirstOrDefault(task => task.IsQueued && task.Reason is not ("None" or "")) is SlurmTask waiting ? $" ({waiting.Reason})" : "";
        return $"job {job}: {queued} queued{why}, {running} running, {tasks.Count - queued - running - failed} done, {failed} failed";
    }

    /// <summary>Why what is left has no result, by the task that had it.</summary>
    /// <exception cref="CourseKitException">No node could begin, all for the same reason.</exception>
    private static Dictionary<string, string> Reasons(JobFolder folder, IReadOnlyDictionary<int, SlurmTask> tasks, IEnumerable<string> left)
    {
        JobOrder order = folder.Order();
        var places = order.Units.Index().ToDictionary(unit => unit.Item, unit => unit.Index % order.Tasks);
        if (tasks.Count > 0 && tasks.Values.All(task => task.Exit == tasks.Values.First().Exit) && tasks.Values.First().Exit is NotShared or NoProgram)
            throw new CourseKitException(Why(folder, tasks.Values.First()));
        string unheard = tasks.Count > 0 ? "its task was cancelled before it began" : $"Slurm knows nothing of job {folder.Job} any more";
        return left.Where(places.ContainsKey).ToDictionary(
            name => name, name => tasks.TryGetValue(places[name], out SlurmTask? task) ? Why(folder, task) : unheard);
    }

    private static string Why(JobFolder folder, SlurmTask task) => (task.Exit, task.State) switch
    {
        (NotShared, _) => $"node {task.Node} does not see '{folder.Path}'; give -o a folder on a file system that all nodes share",
        (NoProgram, _) => $"node {task.Node} does not see this program ({WorkerLaunch.Host()}, {typeof(SlurmEngine).Assembly.Location}); "
            + "put the course and .NET on a file system that all nodes share",
        (_, "TIMEOUT") => $"task {task.Index} ran out of its time; give more with --time, or more --tasks",
        (_, "OUT_OF_MEMORY") => $"task {task.Index} had too little memory; give more, for example --sbatch \"--mem=8G\"",
        (_, "CANCELLED") => $"task {task.Index} was cancelled",
        (_, "NODE_FAIL") => $"node {task.Node} of task {task.Index} was lost",
        (_, "COMPLETED") => $"task {task.Index} has ended without it ({folder.LastWords(task.Index)})",
        _ => $"task {task.Index} on {task.Node} ended as {task.State} ({(folder.LastWords(task.Index) is { Length: > 0 } words ? words : $"exit code {task.Exit}")})",
    };
}
