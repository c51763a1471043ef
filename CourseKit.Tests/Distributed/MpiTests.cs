using System.Diagnostics;
using System.Globalization;
using CourseKit.Tests.Grading.Slurm;
using CourseKit.Worker;

namespace CourseKit.Tests.Distributed;

/// <summary>Training by the processes of a real MPI job, all on this machine.</summary>
[Trait("Category", "Slow")]
public sealed class MpiTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("coursekit-mpi-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>The embedded part has 2,700 training images: of 71 at a time the last batch has two, fewer than there are processes.</summary>
    [SkippableTheory]
    [InlineData(2, "none", 64)]
    [InlineData(4, "none", 71)]
    [InlineData(2, "bn-0.9", 50)]
    [InlineData(4, "bn-0.9", 71)]
    public async Task Several_processes_have_the_losses_of_one_with_the_whole_batch(int processes, string arm, int batch)
    {
        RequireMpi();
        string[] common = ["--arm", arm, "--batch", $"{batch}", "--epochs", "1", "--rate", "0.001"];
        (int code, string said) = await RunAsync(1, "one", common);
        Assert.True(code == 0, said);
        (code, said) = await RunAsync(processes, "several", common);
        Assert.True(code == 0, said);
        Assert.Contains($"{processes} processes", said);
        double[] one = Losses("one"), several = Losses("several");
        Assert.Equal((2700 + batch - 1) / batch, one.Length);
        Assert.Equal(one.Length, several.Length);
        // What rounding makes different grows with every step, and fast where batch normalisation divides by the spread of two images.
        // How fast depends on the processor's vectors; a wrong gradient or statistic shows in the first steps.
        Assert.All(one.Zip(several).Index(), step => Assert.Equal(1, step.Item.Second / step.Item.First, step.Index < 12 ? 1e-5 : 1e-2));
    }

    [SkippableFact]
    public async Task A_lost_process_ends_the_job_and_the_same_command_goes_on()
    {
        RequireMpi();
        string[] common = ["--epochs", "3", "--arm", "none", "--rate", "0.005"];
        ProcessStartInfo start = Command(2, "lost", common);
        using (Process job = Process.Start(start)!)
        {
            string? line;
            do line = await job.StandardOutput.ReadLineAsync();
            while (line is not null && !line.StartsWith("epoch 1", StringComparison.Ordinal));
            Assert.NotNull(line);
            int[] processes = ProcessesOf(Path.Combine(root, "lost"));
            Assert.Equal(2, processes.Length);
            using (Process second = Process.GetProcessById(processes[1])) second.Kill();
            string error = await job.StandardError.ReadToEndAsync();
            await job.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
            Assert.NotEqual(0, job.ExitCode);
            Assert.Contains("another of its processes was lost", error);
            Assert.Contains("goes on from the checkpoint in", error);
        }
        (int code, string said) = await RunAsync(2, "lost", common);
        Assert.True(code == 0, said);
        Assert.DoesNotContain("step 0 of", said);
        (code, said) = await RunAsync(1, "whole", common);
        Assert.True(code == 0, said);
        Assert.Equal(Losses("whole").Length, Losses("lost").Length);
        Assert.All(Losses("whole").Zip(Losses("lost")).Take(60), pair => Assert.Equal(1, pair.Second / pair.First, 1e-3));
        Assert.False(File.Exists(Path.Combine(root, "lost", "training.checkpoint")));
    }

    [SkippableFact]
    public async Task Slurm_starts_the_processes_as_well()
    {
        RequireMpi();
        var cluster = new SlurmCluster();
        await cluster.InitializeAsync();
        try
        {
            cluster.RequireIt();
            string[] common = ["--epochs", "1", "--batch", "128", "--rate", "0.001"];
            (int code, string said) = await RunAsync(cluster.Command("srun", ["--ntasks=2", "--nodes=1", "--mpi=pmix", .. Program("srun", common)]));
            // Debian's Slurm looks for the library by the name that only the package for developers has.
            Skip.If(said.Contains("can not load PMIx library"), "Slurm finds no PMIx; apt install libpmix-dev");
            Assert.True(code == 0, said);
            Assert.Contains("2 processes", said);
            (code, said) = await RunAsync(1, "one", common);
            Assert.True(code == 0, said);
            Assert.All(Losses("one").Zip(Losses("srun")).Take(12), pair => Assert.Equal(1, pair.Second / pair.First, 1e-5));
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_process_that_fails_ends_the_others_and_says_why()
    {
        RequireMpi();
        (int code, string said) = await RunAsync(4, "few", ["--batch", "3"]);
        Assert.NotEqual(0, code);
        Assert.Contains("--batch 3 has less than one image for each of 4 processes", said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task Without_a_job_one_process_trains_alone_and_goes_on_where_it_was()
    {
        (int code, string said) = await RunAsync(0, "alone", ["--epochs", "1", "--batch", "128"]);
        Assert.True(code == 0, said);
        Assert.Matches("1 process: .*, batches of 128, rate 0.04, epochs 1, seed 1; step 0 of 22", said);
        Assert.Equal(22, Losses("alone").Length);
    }

    private static void RequireMpi() => Skip.If(SearchPath.Find("mpirun") is null, "needs Open MPI; apt install openmpi-bin");

    private double[] Losses(string output) =>
        [.. File.ReadLines(Path.Combine(root, output, "losses.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture))];

    /// <summary>The processes that train into a folder, the oldest first; mpirun itself is none.</summary>
    private static int[] ProcessesOf(string folder) => [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        .Where(process =>
        {
            try
            {
                return File.ReadAllText($"/proc/{process}/cmdline").Split('\0') is [string program, ..] words && Path.GetFileName(program) == "dotnet" && words.Contains(folder);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }).Order()];

    private Task<(int Code, string Said)> RunAsync(int processes, string output, string[] arguments) => RunAsync(Command(processes, output, arguments));

    private static async Task<(int Code, string Said)> RunAsync(ProcessStartInfo start)
    {
        using Process command = Process.Start(start)!;
        Task<string> written = command.StandardOutput.ReadToEndAsync(), error = command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, await written + await error);
    }

    private string[] Program(string output, string[] arguments) =>
        [WorkerLaunch.Host(), "exec", typeof(WorkerLaunch).Assembly.Location, "train", "-o", Path.Combine(root, output), .. arguments];

    /// <param name="processes">0: without mpirun.</param>
    private ProcessStartInfo Command(int processes, string output, string[] arguments)
    {
        string[] job = ["mpirun", "-n", $"{processes}", "--oversubscribe", .. Environment.IsPrivilegedProcess ? ["--allow-run-as-root"] : Array.Empty<string>()];
        string[] all = [.. processes == 0 ? [] : job, .. Program(output, arguments)];
        return new(all[0], all[1..])
        {
            WorkingDirectory = Course.Find(AppContext.BaseDirectory).Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
