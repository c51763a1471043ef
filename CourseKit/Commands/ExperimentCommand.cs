using System.CommandLine;
using CourseKit.Experiments;
using CourseKit.Slurm;
using CourseLib.Analysis;
using CourseLib.Data;
using CourseLib.Kernels;
using Spectre.Console;

namespace CourseKit.Commands;

/// <summary><c>coursekit experiment</c>: the lectures' experiments, with seeds enough to believe them.</summary>
internal static class ExperimentCommand
{
    /// <summary>At most so much work is lost when the process is killed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public static Command Create() => new("experiment", "Repeats an experiment of the lectures over several seeds, and writes what came out as data and as a page.") { BatchNorm() };

    private static Command BatchNorm()
    {
        var data = new Option<string>("--data") { Description = "'full' trains on all of CIFAR-10 (coursekit data get cifar10), 'embedded' on the small part that ships: a quick look.", HelpName = "full|embedded", DefaultValueFactory = _ => "embedded" };
        data.AcceptOnlyFromAmong("full", "embedded");
        var seeds = new Option<int>("--seeds") { Description = "Runs of each arm, with seeds 1, 2, …; the sweeps have one.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var study = new Option<string>("--study") { Description = "One part of the experiment.", HelpName = string.Join('|', StudyPlan.All.Select(one => one.Name)) + "|all", DefaultValueFactory = _ => "all" };
        study.AcceptOnlyFromAmong([.. StudyPlan.All.Select(one => one.Name), "all"]);
        var epochs = new Option<int?>("--epochs") { Description = "Epochs of every run instead of the recipe's; the results say so.", HelpName = "N" };
        var output = new Option<string?>("--output", "-o") { Description = "Folder for results, page and checkpoints; 'output/batchnorm-full' or 'output/batchnorm-embedded' in the course's folder unless given.", HelpName = "DIR" };
        var threads = new Option<int?>("--threads") { Description = "Threads that work; one for each processor unless given. The results are the same bytes for any number.", HelpName = "N" };
        var torch = new Option<bool>("--torch") { Description = "Also write initial weights and the order of the images to the folder 'twin', for CourseLib.Benchmarks/torch_batchnorm.py." };
        var publish = new Option<bool>("--publish") { Description = "Also copy the results to notebooks/results, which notebook 08 and README.md show. Run 'coursekit build' afterwards." };
        var only = new Option<int?>("--run") { Description = "Only this run of the plan, in a folder of its own: what a task of a cluster's job calls.", Hidden = true };
        var command = new Command("batchnorm", """
            LeNet-5 on CIFAR-10 without batch normalisation, with decay 0.99 and with decay 0.9; everything else is the same. The parts:

              recipes        the three arms under a tuned and a plain recipe
              choice         the learning rates among which validation images chose; reads no test image
              batch-size     batch and group normalisation with batches of 2 to 128
              learning-rate  with and without batch normalisation at rates from 0.001 to 2

            A tenth of the training images is set aside for choices and curves. Each finished run reads the test images once. The folder gets
            batchnorm-full.json (a line a run), batchnorm-full.times.json, batchnorm-full.html, and in 'runs' every trained network.

            Stop it with Ctrl-C, or let it be killed: the same command goes on where it was, and ends with the same bytes.
            Exits with 0 when all runs are done, with 130 when interrupted.

            Examples:
              coursekit experiment batchnorm                                  a quick look, on the small part of CIFAR-10 that ships
              coursekit experiment batchnorm --data full --seeds 5            everything
              coursekit experiment batchnorm --data full --study recipes --seeds 1 --epochs 2 -o output/pilot
              coursekit experiment batchnorm --data full --engine slurm --time 02:00:00

            On a cluster each run is a task of its own, with one processor or --threads; one that is requeued goes on from its checkpoint.
            """)
        { data, seeds, study, epochs, output, threads, torch, publish, only };
        var cluster = new SlurmCommandOptions(command);
        command.SetAction((parsed, cancellation) =>
        {
            Course course = Course.Find();
            DataSource source = parsed.GetValue(data) == "full" ? DataSource.Full : DataSource.Embedded;
            string name = source == DataSource.Full ? "batchnorm-full" : "batchnorm-embedded";
            if (parsed.GetValue(publish) && source != DataSource.Full)
                throw new CourseKitException("--publish is for results of the full data; add --data full", CourseKitException.WrongUsage);
            int runs = CommandLimits.Whole("--seeds", parsed.GetValue(seeds), 1, 100);
            int? length = parsed.GetValue(epochs) is int given ? CommandLimits.Whole("--epochs", given, 1, 1000) : null;
            if (parsed.GetValue(threads) is int count) Threads.Count = CommandLimits.Whole("--threads", count, 1, 1024);

            Recipe WithLength(Recipe recipe) => length is int changed ? recipe with { Epochs = changed } : recipe;
            Recipe[] recipes = [WithLength(Recipe.Tuned), WithLength(Recipe.Plain)];
            PlannedRun[] plan = [.. StudyPlan.All.Where(one => parsed.GetValue(study) is "all" || one.Name == parsed.GetValue(study)).SelectMany(one => one.Plan(runs)).Select(run => run with { Recipe = WithLength(run.Recipe) })];
            string folder = Path.GetFullPath(parsed.GetValue(output) ?? Path.Combine(course.Root, "output", name));
            if (parsed.GetValue(only) is int index)
            {
                var unstarted = new ExperimentRunner(plan, ExperimentData.Load(source), recipes, name, folder, Interval, new ExperimentProgress(CommandConsole.Create(), null, plan, [], 0));
                (plan, folder) = ([plan[index]], unstarted.Apart(plan[index]));
            }
            if (cluster.Read(parsed, parsed.GetValue(threads) ?? 1) is SlurmOptions slurm)
            {
                string[] task =
                [
                    "experiment", "batchnorm", "--data", parsed.GetValue(data)!, "--seeds", $"{runs}", "--study", parsed.GetValue(study)!,
                    .. length is int each ? ["--epochs", $"{each}"] : Array.Empty<string>(), "--threads", $"{slurm.Processors}", "-o", folder, "--run",
                ];
                var progress = new ExperimentProgress(CommandConsole.Create(), null, plan, [], 0);
                var runner = new ExperimentRunner(plan, ExperimentData.Load(source), recipes, name, folder, Interval, progress);
                return OnClusterAsync(course, runner, plan, folder, slurm, task, parsed.GetValue(publish) ? name : null, cancellation);
            }
            return Task.Run(() => Run(course, plan, recipes, source, name, folder, parsed.GetValue(torch), parsed.GetValue(publish), CommandConsole.Create(), cancellation), CancellationToken.None);
        });
        return command;
    }

    private static int Run(Course course, PlannedRun[] plan, Recipe[] recipes, DataSource source, string name, string folder, bool torch, bool publish, IAnsiConsole console, CancellationToken cancellation)
    {
        ExperimentData data = ExperimentData.Load(source);
        ExperimentRunner Runner(IExperimentProgress progress) => new(plan, data, recipes, name, folder, Interval, progress);
        ExperimentRunner unstarted = Runner(new ExperimentProgress(console, null, plan, [], 0));
        ExperimentResults existing = unstarted.Existing();
        PlannedRun[] left = [.. plan.Where(run => !existing.Runs.Any(run.Is))];
        Console.Out.WriteLine($"{data.Name}: {ResultRows.Count(plan.Length, "run")}, {plan.Length - left.Length} of them done before; {ResultRows.Count(Threads.Count, "thread")}");
        if (torch) Console.Out.WriteLine($"{ResultRows.Count(TwinExport.Write(plan, data, recipes, source, unstarted.Runs, Path.Combine(folder, "twin")), "run")} described in {Path.Combine(folder, "twin")}");

        ExperimentResults results;
        try
        {
            results = console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal
                ? console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 12 }, new PercentageColumn())
                    .Start(context => Runner(new ExperimentProgress(console, context.AddTask("beginning"), plan, left, data.Train.Count)).Run(cancellation))
                : Runner(new ExperimentProgress(console, null, plan, left, data.Train.Count)).Run(cancellation);
        }
        catch (OperationCanceledException)
        {
            int done = unstarted.Existing().Runs.Count(result => plan.Any(run => run.Is(result)));
            throw new CourseKitException($"stopped with {done} of {ResultRows.Count(plan.Length, "run")} done; what there is of the next one is kept, and the same command goes on from there", CourseKitException.Interrupted);
        }

        ExperimentResults? peer = Peer(folder, name);
        foreach ((string title, string[] cells) in ResultRows.Accuracies(results, peer))
            Console.Out.WriteLine($"{title}: {string.Join("; ", ResultRows.Arms.Zip(cells, (arm, cell) => cell.Length > 0 ? $"{arm.Title} {cell}" : "").Where(text => text.Length > 0))}");
        Console.Out.WriteLine(unstarted.ResultsPath);
        Console.Out.WriteLine(unstarted.PagePath);
        if (publish) Publish(course, name, folder);
        return CourseKitException.Done;
    }

    /// <summary>Each run is a task of a job array; what is done is taken in as it comes.</summary>
    private static async Task<int> OnClusterAsync(
        Course course, ExperimentRunner runner, PlannedRun[] plan, string folder, SlurmOptions options, string[] task, string? publish,
        CancellationToken cancellation)
    {
        using IDisposable taken = FolderLock.Take(Directory.CreateDirectory(folder).FullName);
        var array = new SlurmArray(runner.Cluster);
        bool isLive = await array.IsLiveAsync(cancellation);
        if (options.Mode == SlurmMode.Submit && isLive)
            throw new CourseKitException($"job {array.Job} of this folder is still training; follow it with --attach, or end it with --cancel", CourseKitException.WrongUsage);
        ExperimentResults results = runner.Gather();
        int[] Left() => [.. Enumerable.Range(0, plan.Length).Where(index => !results.Runs.Any(plan[index].Is))];
        Console.Out.WriteLine($"{ResultRows.Count(plan.Length, "run")}, {plan.Length - Left().Length} of them done before");
        if (options.Mode == SlurmMode.Cancel && isLive) await array.CancelAsync(cancellation);
        if (options.Mode == SlurmMode.Submit && Left() is { Length: > 0 } wanted)
        {
            await array.SubmitAsync("coursekit-experiment", string.Join(',', wanted), options, task, course.Root, cancellation);
            isLive = true;
        }
        string said = "";
        if (isLive)
            await array.FollowAsync(() => results = runner.Gather(), () => Left().Length, state =>
            {
                if (state != said) Console.Out.WriteLine(said = state);
            }, cancellation);
        foreach (int index in Left()) Console.Out.WriteLine($"not done: {plan[index].Title}: {(isLive ? array.Why(index) : "no job has it")}");
        Console.Out.WriteLine(runner.ResultsPath);
        if (Left().Length > 0) throw new CourseKitException($"{ResultRows.Count(Left().Length, "run")} left; the same command goes on from there");
        if (Directory.Exists(runner.Cluster)) Directory.Delete(runner.Cluster, recursive: true);
        if (publish is not null) Publish(course, publish, folder);
        return CourseKitException.Done;
    }

    private static ExperimentResults? Peer(string folder, string name) =>
        Path.Combine(folder, name + ".torch.json") is string path && File.Exists(path) ? ExperimentResults.Load(path) : null;

    private static void Publish(Course course, string name, string folder)
    {
        foreach (string file in new[] { $"{name}.json", $"{name}.times.json", $"{name}.torch.json", $"{name}.torch.times.json" })
            if (File.Exists(Path.Combine(folder, file)))
            {
                string target = Path.Combine(course.Results, file);
                AtomicFile.Write(target, File.ReadAllText(Path.Combine(folder, file)));
                Console.Out.WriteLine(target);
            }
    }
}
