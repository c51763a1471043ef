using CourseKit.Worker;

namespace CourseKit.Slurm;

/// <summary>
/// A job array that calls this program once for each task, and what is known of it. Its number and what the tasks say are kept in a folder
/// on the file system that this machine and the nodes share, so that any later process can follow it.
/// </summary>
internal sealed class SlurmArray(string folder)
{
    /// <summary>Exit codes of the script, before there is a program that could say something.</summary>
    private const int NotShared = 66, NoProgram = 67;

    /// <summary>Long enough for a queue that many ask, short enough for one who waits.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>What a file system over a network may take until a file that is written is seen here.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, SlurmTask> tasks = [];

    private string NumberFile => Path.Combine(folder, "slurm-job");

    private string Logs => Path.Combine(folder, "logs");

    /// <summary>Slurm's number of the job; null before it is submitted.</summary>
    public string? Job => File.Exists(NumberFile) ? File.ReadAllText(NumberFile).Trim() : null;

    /// <param name="indices">The tasks, as sbatch has them: "0-7" or "1,4,9".</param>
    /// <param name="command">What each calls; its index is the last argument.</param>
    /// <param name="place">Where the command runs.</param>
    public async Task SubmitAsync(
        string name, string indices, SlurmOptions options, IReadOnlyList<string> command, string place, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Logs);
        string host = WorkerLaunch.Host(), program = typeof(SlurmArray).Assembly.Location;
        // It says by its exit code what only a node can know: that it does not see what this machine sees.
        string script = $"""
            #!/bin/sh
            [ -d {Quoted(Logs)} ] && cd {Quoted(place)} || exit {NotShared}
            [ -x {Quoted(host)} ] && [ -r {Quoted(program)} ] || exit {NoProgram}
            exec {Quoted(host)} exec {Quoted(program)} {string.Join(' ', command.Select(Quoted))} "$SLURM_ARRAY_TASK_ID" >>{Quoted(Logs)}/"$SLURM_ARRAY_TASK_ID.log" 2>&1

            """;
        string[] arguments =
        [
            $"--job-name={name}", $"--array={indices}", $"--cpus-per-task={options.Processors}", "--requeue", "--output=/dev/null", "--chdir=/",
            .. options.Arguments,
        ];
        AtomicFile.Write(NumberFile, await SlurmQueue.SubmitAsync(script, arguments, cancellation));
    }

    /// <summary>Whether a task of it waits or runs.</summary>
    public async Task<bool> IsLiveAsync(CancellationToken cancellation)
    {
        if (Job is not string job) return false;
        IReadOnlyList<SlurmTask> now = await SlurmQueue.TasksAsync(job, cancellation)
            ?? throw new CourseKitException($"Slurm does not answer, and job {job} of this folder may still be at work; try again");
        return now.Any(task => task.IsQueued || task.IsRunning);
    }

    public Task CancelAsync(CancellationToken cancellation) => SlurmQueue.CancelAsync(Job!, cancellation);

    /// <summary>Until nothing is left, or no task that could bring it.</summary>
    /// <param name="gather">Takes what the tasks have written.</param>
    /// <param name="left">How much is not there yet.</param>
    /// <param name="following">Hears how the tasks stand.</param>
    /// <exception cref="CourseKitException">Cancelled: the job goes on. Or no node could begin, all for the same reason.</exception>
    public async Task FollowAsync(Action gather, Func<int> left, Action<string> following, CancellationToken cancellation)
    {
        TimeSpan pause = FirstPause;
        try
        {
            while (true)
            {
                IReadOnlyList<SlurmTask>? now = await SlurmQueue.TasksAsync(Job!, cancellation);
                foreach (SlurmTask task in now ?? []) tasks[task.Index] = task;
                gather();
                following(now is null ? $"job {Job}: Slurm does not answer" : State());
                if (left() == 0) return;
                if (now is not null && !now.Any(task => task.IsQueued || task.IsRunning)) break;
                await Task.Delay(pause, cancellation);
                pause = pause * 1.2 < LongestPause ? pause * 1.2 : LongestPause;
            }
            await Task.Delay(Visibility, cancellation);
            gather();
        }
        catch (OperationCanceledException cause)
        {
            throw new CourseKitException(
                $"job {Job} goes on; the same command with --attach follows it and gathers its results, with --cancel ends it",
                CourseKitException.Interrupted, cause);
        }
        // A task that is cancelled while it waits is never heard of again.
        foreach (SlurmTask task in tasks.Values.Where(task => task.IsQueued || task.IsRunning).ToArray())
            tasks[task.Index] = task with { State = "CANCELLED" };
        if (left() > 0 && tasks.Count > 0 && tasks.Values.All(task => task.Exit == tasks.Values.First().Exit) && tasks.Values.First().Exit is NotShared or NoProgram)
            throw new CourseKitException(Why(tasks.Values.First()));
    }

    /// <summary>Why a task that is over has not brought all that it should, a clause.</summary>
    public string Why(int index) => tasks.TryGetValue(index, out SlurmTask? task) ? Why(task)
        : tasks.Count > 0 ? "its task was cancelled before it began" : $"Slurm knows nothing of job {Job} any more";

    private string Why(SlurmTask task) => (task.Exit, task.State) switch
    {
        (NotShared, _) => $"node {task.Node} does not see '{folder}'; give -o a folder on a file system that all nodes share",
        (NoProgram, _) => $"node {task.Node} does not see this program ({WorkerLaunch.Host()}, {typeof(SlurmArray).Assembly.Location}); "
            + "put the course and .NET on a file system that all nodes share",
        (_, "TIMEOUT") => $"task {task.Index} ran out of its time; give more with --time",
        (_, "OUT_OF_MEMORY") => $"task {task.Index} had too little memory; give more, for example --sbatch \"--mem=8G\"",
        (_, "CANCELLED") => $"task {task.Index} was cancelled",
        (_, "NODE_FAIL") => $"node {task.Node} of task {task.Index} was lost",
        (_, "COMPLETED") => $"task {task.Index} has ended without it ({LastWords(task.Index)})",
        _ => $"task {task.Index} on {task.Node} ended as {task.State} ({(LastWords(task.Index) is { Length: > 0 } words ? words : $"exit code {task.Exit}")})",
    };

    private string State()
    {
        int queued = tasks.Values.Count(task => task.IsQueued), running = tasks.Values.Count(task => task.IsRunning), failed = tasks.Values.Count(task => task.HasFailed);
        string why = running == 0 && tasks.Values.FirstOrDefault(task => task.IsQueued && task.Reason is not ("None" or "")) is SlurmTask waiting
            ? $" ({waiting.Reason})" : "";
        return $"job {Job}: {queued} queued{why}, {running} running, {tasks.Count - queued - running - failed} done, {failed} failed";
    }

    /// <summary>The last line of what a task said; empty where it said nothing.</summary>
    private string LastWords(int task)
    {
        string log = Path.Combine(Logs, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{task}.log"));
        return File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Length > 0) ?? "" : "";
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''")}'";
}
