using System.Runtime.InteropServices;
using System.Text.Json;
using CourseLib.Data;

namespace CourseKit.Experiments;

/// <summary>
/// What another library needs to do the same runs: initial weights (safetensors), the images of every batch (int32 numbers into the training files,
/// with bit 30 set for a mirrored image), the rate of every step (float32), and a list of it all, <c>twin.json</c>.
/// </summary>
internal static class TwinExport
{
    private const int Mirrored = 1 << 30;

    /// <summary>Writes them for the runs of the study of recipes.</summary>
    /// <param name="runs">Where this library's own runs keep their losses.</param>
    /// <returns>The number of runs.</returns>
    public static int Write(IReadOnlyList<PlannedRun> plan, ExperimentData data, IReadOnlyList<Recipe> recipes, DataSource source, string runs, string folder)
    {
        Directory.CreateDirectory(folder);
        WriteNumbers(folder, "validation.i32", [.. Enumerable.Range(0, data.Validation.Count).Select(data.Validation.Origin)]);
        PlannedRun[] wanted = [.. plan.Where(run => run.Study == StudyPlan.Recipes)];
        var described = new List<object>();
        foreach (PlannedRun run in wanted)
        {
            Recipe recipe = run.Recipe;
            string weights = $"weights-{run.Arm.Key}-{run.Seed}.safetensors", batches = $"batches-{recipe.Name}-{run.Seed}.i32", rates = $"rates-{recipe.Name}.f32";
            run.Arm.Network(run.Seed).Save(Path.Combine(folder, weights));
            DataLoader loader = recipe.Batches(data.Train, run.Seed);
            // One arm after another has the same batches.
            if (run.Arm == wanted[0].Arm)
            {
                WriteNumbers(folder, batches, [.. Enumerable.Range(0, recipe.Epochs).SelectMany(epoch => Images(loader, epoch, recipe.Flips))]);
                Schedule(folder, rates, recipe, loader.Count);
            }
            described.Add(new
            {
                run.Study,
                Recipe = recipe.Name,
                Arm = run.Arm.Key,
                run.Arm.Decay,
                recipe.Batch,
                recipe.Rate,
                recipe.Epochs,
                run.Seed,
                recipe.Momentum,
                recipe.Nesterov,
                recipe.WeightDecay,
                Weights = weights,
                Batches = batches,
                Rates = rates,
                Losses = Path.GetFullPath(TrainingRun.LossFile(runs, run)),
            });
        }

        string images = ExperimentData.Folder(source);
        DatasetManifest manifest = DatasetManifest.Read(images);
        string[] Files(Split split) => [.. manifest.Files.Where(file => file.Split == split).Select(file => Path.GetFullPath(Path.Combine(images, file.Name)))];
        var twin = new
        {
            Data = data.Name,
            TrainImages = data.Train.Count,
            ValidationImages = data.Validation.Count,
            TestImages = data.TestCount,
            Recipes = recipes.ToDictionary(recipe => recipe.Name, recipe => recipe.Describe()),
            TrainFiles = Files(Split.Train),
            TestFiles = Files(Split.Test),
            Cifar10.Normalize.Mean,
            Cifar10.Normalize.Std,
            Runs = described,
        };
        AtomicFile.Write(Path.Combine(folder, "twin.json"), JsonSerializer.Serialize(twin, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true }));
        return wanted.Length;
    }

    private static IEnumerable<int> Images(DataLoader loader, int epoch, bool flips) =>
        loader.Order(epoch).Select(index => loader.Dataset.Origin(index) | (flips && IsMirrored(loader.Seed, epoch, index) ? Mirrored : 0));

    /// <summary>Looks at what becomes of an image of two pixels.</summary>
    private static bool IsMirrored(int seed, int epoch, int index)
    {
        Span<float> probe = [0, 1];
        SplitMix64 random = SplitMix64.Keyed(seed, epoch, index);
        Recipe.Flip.Apply(probe, 1, 1, 2, ref random);
        return probe[0] == 1;
    }

    private static void Schedule(string folder, string name, Recipe recipe, int stepsPerEpoch)
    {
        var schedule = recipe.Schedule(stepsPerEpoch);
        float[] rates = [.. Enumerable.Range(0, recipe.Epochs * stepsPerEpoch).Select(step => (float)schedule.At(step))];
        File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes(rates.AsSpan()));
    }

    private static void WriteNumbers(string folder, string name, int[] numbers) => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes(numbers.AsSpan()));
}
