using CourseLib.Data;

namespace CourseKit.Experiments;

/// <summary>The images of an experiment. The test images are not even loaded before a finished network is measured on them.</summary>
/// <param name="Name">For people.</param>
/// <param name="Train">What networks are trained on.</param>
/// <param name="Validation">A tenth of every class of the training part, the same for all runs: what curves are drawn on and choices made by.</param>
/// <param name="Test">Gives the test images.</param>
/// <param name="TestCount">How many there are.</param>
internal sealed record ExperimentData(string Name, ImageDataset Train, ImageDataset Validation, Func<ImageDataset> Test, int TestCount)
{
    private const double ValidationShare = 0.1;
    private const int SplitSeed = 1;

    /// <exception cref="CourseKitException">The images are not on this machine, or damaged.</exception>
    public static ExperimentData Load(DataSource source)
    {
        try
        {
            var (train, validation) = Cifar10.Load(Split.Train, source).SplitOff(ValidationShare, SplitSeed);
            int test = DatasetManifest.Read(Folder(source)).Files.Where(file => file.Split == Split.Test).Sum(file => file.Images);
            var kept = new Lazy<ImageDataset>(() => Cifar10.Load(Split.Test, source));
            return new(source == DataSource.Full ? "CIFAR-10" : "CIFAR-10, the part that ships with the course", train, validation, () => kept.Value, test);
        }
        catch (Exception cause) when (cause is FileNotFoundException or InvalidDataException)
        {
            throw new CourseKitException(cause.Message, cause: cause);
        }
    }

    /// <summary>Where the record files lie.</summary>
    public static string Folder(DataSource source) => source == DataSource.Full ? DatasetFolder.Full("cifar10") : DatasetFolder.Embedded("cifar10")!;
}
