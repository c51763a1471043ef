using CourseKit.Grading.Engines;
using CourseKit.Slurm;

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

    public string Guard => allowUnsandboxed ? "not shut in" : "shut in on the nodes, which refuse to grade without a sandbox";

    private string Jobs => Path.Combine(output, "jobs");

    public async Task RunAsync(IReadOnlyList<GradingUnit> units, Action<SubmissionResult> onResult, CancellationToken cancellation)
    {
        var left = units.ToDictionary(JobFolder.NameOf);
        void Gather(JobFolder folder)
        {
            foreach (string name in folder.ResultNames())
                if (left.TryGetValue(name, out GradingUnit? unit) && folder.Result(unit) is SubmissionResult result && left.Remove(name)) onResult(result);
        }
        var live = new List<JobFolder>();
        foreach (JobFolder folder in JobFolder.All(Jobs))
        {
            if (await folder.Array.IsLiveAsync(cancellation)) live.Add(folder);
            Gather(folder);
        }
        if (options.Mode == SlurmMode.Submit && live.Count > 0)
            throw new CourseKitException(
                $"job {live[0].Array.Job} of this folder is still grading; follow it with --attach, or end it with --cancel", CourseKitException.WrongUsage);
        foreach (JobFolder folder in live.Where(_ => options.Mode == SlurmMode.Cancel)) await folder.Array.CancelAsync(cancellation);
        if (options.Mode == SlurmMode.Submit && left.Count > 0) live = [await SubmitAsync([.. left.Values], cancellation)];

        var reasons = new Dictionary<string, string>();
        foreach (JobFolder folder in live)
        {
            SlurmArray array = folder.Array;
            await array.FollowAsync(() => Gather(folder), () => left.Count, progress.Following, cancellation);
            JobOrder order = folder.Order();
            foreach ((int place, string name) in order.Units.Index()) reasons[name] = array.Why(place % order.Tasks);
        }
        string otherwise = options.Mode == SlurmMode.Cancel ? "its job was cancelled" : "no job has it";
        foreach ((string name, GradingUnit unit) in left) onResult(unit.NotGraded(reasons.GetValueOrDefault(name, otherwise)));
        if (left.Count == 0 && Directory.Exists(Jobs)) Directory.Delete(Jobs, recursive: true);
    }

    private async Task<JobFolder> SubmitAsync(GradingUnit[] units, CancellationToken cancellation)
    {
        int tasks = Math.Min(options.Tasks ?? (units.Length + SubmissionsOfTask - 1) / SubmissionsOfTask, units.Length);
        var order = new JobOrder(course.Datasets, limits, allowUnsandboxed, options.Processors, tasks, [.. units.Select(JobFolder.NameOf)]);
        JobFolder folder = JobFolder.Create(Jobs, course, order, units);
        try
        {
            await folder.Array.SubmitAsync("coursekit-grade", $"0-{tasks - 1}", options, ["grade-task", folder.Path], "/", cancellation);
        }
        catch
        {
            folder.Delete();
            throw;
        }
        progress.Following($"job {folder.Array.Job}: {units.Length} submissions in {tasks} {(tasks == 1 ? "task" : "tasks")}");
        return folder;
    }
}
