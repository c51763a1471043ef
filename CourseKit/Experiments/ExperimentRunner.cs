using CourseLib.Analysis;
using CourseLib.Kernels;

namespace CourseKit.Experiments;

/// <summary>Does planned runs one after the other, and writes each result as soon as it is there.</summary>
/// <param name="plan">What is wanted; runs whose results are there already are not done again.</param>
/// <param name="data">The images.</param>
/// <param name="recipes">The recipes that the plan's runs vary.</param>
/// <param name="name">What the results are called.</param>
/// <param name="folder">Where they go.</param>
/// <param name="interval">How much work may be lost at most.</param>
internal sealed class ExperimentRunner(
    IReadOnlyList<PlannedRun> plan, ExperimentData data, IReadOnlyList<Recipe> recipes, string name, string folder, TimeSpan interval, IExperimentProgress progress)
{
    public string ResultsPath => Path.Combine(folder, name + ".json");

    public string TimesPath => Path.Combine(folder, name + ".times.json");

    public string PagePath => Path.Combine(folder, name + ".html");

    /// <summary>For checkpoints, trained networks and the losses of their steps.</summary>
    public string Runs => Path.Combine(folder, "runs");

    /// <summary>What was found in the folder, or nothing yet.</summary>
    /// <exception cref="CourseKitException">It holds the results of another experiment.</exception>
    public ExperimentResults Existing()
    {
        var empty = new ExperimentResults("batchnorm", "CourseLib", data.Name, data.Train.Count, data.Validation.Count, data.TestCount,
            recipes.ToDictionary(recipe => recipe.Name, recipe => recipe.Describe()), []);
        if (!File.Exists(ResultsPath)) return empty;
        ExperimentResults found;
        try
        {
            found = ExperimentResults.Load(ResultsPath);
        }
        catch (InvalidDataException damage)
        {
            throw new CourseKitException($"{damage.Message}; delete the file, or give another --output", cause: damage);
        }
        bool same = found.Data == empty.Data && found.TrainImages == empty.TrainImages && found.Recipes.OrderBy(recipe => recipe.Key).SequenceEqual(empty.Recipes.OrderBy(recipe => recipe.Key));
        return same ? found : throw new CourseKitException($"{ResultsPath} holds results of other recipes or other data; give another --output, or delete that folder");
    }

    /// <exception cref="OperationCanceledException">It was cancelled; the next time it goes on from there.</exception>
    public ExperimentResults Run(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Runs);
        using IDisposable taken = FolderLock.Take(folder);
        ExperimentResults results = Existing();
        foreach ((int index, PlannedRun run) in plan.Index())
        {
            if (results.Runs.Any(run.Is)) continue;
            progress.Begin(run, index + 1);
            ProcessMemory.ForgetPeak();
            var training = new TrainingRun(run, data, Runs, interval, progress);
            (ExperimentRun result, IReadOnlyList<double> seconds) = training.Finish(cancellation);
            results = With(results, result, Time(result, seconds));
            Write(results);
            training.Forget();
            progress.Finished(run, result);
        }
        Write(results);
        return results;
    }

    /// <summary>Where a run is done by a process of its own, as an experiment of this one run.</summary>
    public string Apart(PlannedRun run) => Path.Combine(Cluster, run.Id);

    /// <summary>For what processes of their own do, and what is known of them.</summary>
    public string Cluster => Path.Combine(folder, "cluster");

    /// <summary>Takes in what processes of their own have finished.</summary>
    /// <returns>All that there is now.</returns>
    public ExperimentResults Gather()
    {
        ExperimentResults results = Existing();
        foreach (PlannedRun run in plan.Where(run => !results.Runs.Any(run.Is)))
        {
            var apart = new ExperimentRunner([run], data, recipes, name, Apart(run), interval, progress);
            if (apart.Existing() is not { Runs: [ExperimentRun result], Times: [ExperimentTime time] }) continue;
            Directory.CreateDirectory(Runs);
            foreach (string file in Directory.EnumerateFiles(apart.Runs, "*.safetensors")) File.Move(file, Path.Combine(Runs, Path.GetFileName(file)), overwrite: true);
            results = With(results, result, time);
            Write(results);
            Directory.Delete(Apart(run), recursive: true);
            progress.Finished(run, result);
        }
        return results;
    }

    private static ExperimentResults With(ExperimentResults results, ExperimentRun run, ExperimentTime time) => results with
    {
        Runs = [.. results.Runs.Append(run).OrderBy(Place)],
        Times = [.. results.Times.Where(earlier => !Same(earlier, run)), time],
    };

    private void Write(ExperimentResults results)
    {
        AtomicFile.Write(TimesPath, results.TimesToJson());
        AtomicFile.Write(ResultsPath, results.ToJson());
        string peer = Path.Combine(folder, name + ".torch.json");
        AtomicFile.Write(PagePath, ExperimentPage.Render(results, File.Exists(peer) ? ExperimentResults.Load(peer) : null));
    }

    private ExperimentTime Time(ExperimentRun run, IReadOnlyList<double> seconds) => new(
        run.Study, run.Recipe, run.Arm, run.Batch, run.Rate, run.Epochs, run.Seed, ProcessMemory.Processor(), Threads.Count,
        [.. seconds.Select(value => Math.Round(value, 3))], Math.Round(data.Train.Count * seconds.Count / seconds.Sum(), 1), Math.Round(ProcessMemory.PeakMegabytes(), 1));

    private static bool Same(ExperimentTime time, ExperimentRun run) =>
        (time.Study, time.Recipe, time.Arm, time.Batch, time.Rate, time.Epochs, time.Seed) == (run.Study, run.Recipe, run.Arm, run.Batch, run.Rate, run.Epochs, run.Seed);

    /// <summary>The order of the file: by study, recipe, setting, arm and seed, whatever was finished first.</summary>
    private static (int, int, int, double, int, int, int) Place(ExperimentRun run) => (
        StudyPlan.All.Select(study => study.Name).ToList().IndexOf(run.Study), run.Recipe == Recipe.Tuned.Name ? 0 : 1,
        run.Batch, run.Rate, run.Epochs, Arm.All.Select(arm => arm.Key).ToList().IndexOf(run.Arm), run.Seed);
}
