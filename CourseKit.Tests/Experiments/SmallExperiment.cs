using CourseKit.Experiments;
using CourseLib.Analysis;
using CourseLib.Data;

namespace CourseKit.Tests.Experiments;

/// <summary>A few random images in place of CIFAR-10, a folder that disappears, and runs of a few steps.</summary>
internal sealed class SmallExperiment : IDisposable
{
    private static readonly Recipe Small = Recipe.Tuned with { Batch = 16, Epochs = 3 };

    public SmallExperiment()
    {
        Data = new("random images", Images(72, 1), Images(20, 2), () =>
        {
            TestReads++;
            return Images(30, 3);
        }, 30);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("coursekit-experiment-").FullName;

    public ExperimentData Data { get; }

    /// <summary>How often somebody asked for the test images.</summary>
    public int TestReads { get; private set; }

    public static PlannedRun Run(Arm? arm = null, int seed = 1) => new(StudyPlan.Recipes, Small, arm ?? Arm.BatchNorm, seed);

    public TrainingRun Training(PlannedRun plan, string folder, IExperimentProgress? progress = null, TimeSpan? interval = null) =>
        new(plan, Data, Path.Combine(Folder, folder), interval ?? TimeSpan.FromHours(1), progress ?? new Silent());

    public ExperimentRunner Runner(IReadOnlyList<PlannedRun> plan, string folder, IExperimentProgress? progress = null) =>
        new(plan, Data, [Small], "batchnorm-small", Path.Combine(Folder, folder), TimeSpan.FromHours(1), progress ?? new Silent());

    /// <summary>All bytes that must be the same each time, by file name: results, networks and losses, not times.</summary>
    public Dictionary<string, string> Bytes(string folder) => Directory.EnumerateFiles(Path.Combine(Folder, folder), "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains(".times.", StringComparison.Ordinal) && !path.EndsWith(".html", StringComparison.Ordinal))
        .ToDictionary(path => Path.GetRelativePath(Path.Combine(Folder, folder), path), path => Convert.ToHexString(File.ReadAllBytes(path)));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static ImageDataset Images(int count, int seed)
    {
        byte[] pixels = new byte[count * 3 * 32 * 32];
        new Random(seed).NextBytes(pixels);
        return new ImageDataset("random", Cifar10.ClassNames, [3, 32, 32], pixels, [.. Enumerable.Range(0, count).Select(image => image % 10)]);
    }

    public class Silent : IExperimentProgress
    {
        public virtual void Begin(PlannedRun run, int number)
        {
        }

        public virtual void Step(int epoch, int step, int steps, int images, float loss)
        {
        }

        public virtual void Epoch(int epoch, double loss, double validationLoss, double validationAccuracy)
        {
        }

        public virtual void Finished(PlannedRun run, ExperimentRun result)
        {
        }
    }

    /// <summary>Does something after so many steps, counted over all epochs and runs.</summary>
    public sealed class AtStep(int step, Action action) : Silent
    {
        private int steps;

        public override void Step(int epoch, int place, int count, int images, float loss)
        {
            if (++steps == step) action();
        }
    }
}
