using System.Diagnostics;
using CourseKit.Tests.Grading.Slurm;
using CourseKit.Worker;

namespace CourseKit.Tests.Experiments;

/// <summary>An experiment whose runs are tasks of a real Slurm.</summary>
[Trait("Category", "Slow")]
public sealed class ExperimentSlurmTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>, IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("coursekit-experiment-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [SkippableFact]
    public async Task Tasks_give_what_one_process_gives_though_one_begins_again_and_one_is_cancelled()
    {
        cluster.RequireIt();
        (int code, string said) = await RunAsync("local");
        Assert.True(code == 0, said);

        Task<(int Code, string Said)> front = RunAsync("slurm", "--engine", "slurm");
        string number = Path.Combine(root, "slurm", "cluster", "slurm-job");
        await SlurmCluster.UntilAsync(() => Task.FromResult(File.Exists(number)), "the job");
        string job = File.ReadAllText(number);
        await SlurmCluster.UntilAsync(async () => (await cluster.SaysAsync("squeue", $"--jobs={job}", "--noheader", "--format=%T")).Contains("RUNNING"), "a run");
        await cluster.SaysAsync("scontrol", "requeue", $"{job}_0");
        await cluster.SaysAsync("scancel", $"{job}_5");
        (code, said) = await front;
        Assert.Equal(1, code);
        Assert.Contains("1 run left; the same command goes on from there", said);

        (code, said) = await RunAsync("slurm", "--engine", "slurm");
        Assert.True(code == 0, said);
        Assert.Contains("6 runs, 5 of them done before", said);
        Assert.False(Directory.Exists(Path.Combine(root, "slurm", "cluster")));
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(root, "local"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(root, "local"), file))
            .Where(file => !file.EndsWith(".times.json", StringComparison.Ordinal) && !file.EndsWith(".html", StringComparison.Ordinal)).Order()];
        Assert.True(files.Length >= 13, string.Join(", ", files));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(root, "local", file)), File.ReadAllBytes(Path.Combine(root, "slurm", file))));
    }

    private async Task<(int Code, string Said)> RunAsync(string output, params string[] engine)
    {
        ProcessStartInfo start = cluster.Command(WorkerLaunch.Host(),
        [
            "exec", typeof(WorkerLaunch).Assembly.Location, "experiment", "batchnorm", "--study", "choice", "--epochs", "1", "-o", Path.Combine(root, output),
            .. engine,
        ]);
        start.WorkingDirectory = Course.Find(AppContext.BaseDirectory).Root;
        using Process command = Process.Start(start)!;
        Task<string> written = command.StandardOutput.ReadToEndAsync(), error = command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, await written + await error);
    }
}
