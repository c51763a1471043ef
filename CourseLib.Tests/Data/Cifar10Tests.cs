using System.Security.Cryptography;
using CourseLib.Data;

namespace CourseLib.Tests.Data;

[Collection("environment")]
public class Cifar10Tests
{
    [Theory]
    [InlineData(Split.Train, 300)]
    [InlineData(Split.Test, 80)]
    public void The_embedded_subset_is_balanced(Split split, int perClass)
    {
        ImageDataset dataset = Cifar10.Load(split, DataSource.Embedded);
        Assert.Equal([3, 32, 32], dataset.ImageShape);
        Assert.All(dataset.ClassCounts(), count => Assert.Equal(perClass, count));
        Assert.Equal(Cifar10.ClassNames, dataset.ClassNames);
    }

    [Fact]
    public void The_embedded_subset_has_the_first_images_of_the_whole_set()
    {
        ImageDataset train = Cifar10.Load(Split.Train, DataSource.Embedded), test = Cifar10.Load(Split.Test, DataSource.Embedded);
        Assert.Equal([6, 9, 9, 4, 1, 1, 2, 7, 8, 3], train.Labels.Take(10));
        Assert.Equal([3, 8, 8, 0, 6, 6, 1, 6, 3, 1], test.Labels.Take(10));
        Assert.Equal([59, 43, 50, 68], train.Pixels(0)[..4].ToArray());
        Assert.Equal([158, 159, 165, 166], test.Pixels(0)[..4].ToArray());
        Assert.Contains("embedded subset, train", train.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedded_subset_has_nearly_the_statistics_of_the_whole_set()
    {
        Normalization found = Normalization.Of(Cifar10.Load(Split.Train, DataSource.Embedded));
        Assert.Equal(Cifar10.Normalize.Mean, found.Mean, (wanted, value) => Math.Abs(wanted - value) < 0.01);
        Assert.Equal(Cifar10.Normalize.Std, found.Std, (wanted, value) => Math.Abs(wanted - value) < 0.01);
    }

    [Fact]
    public void The_embedded_files_have_the_digests_of_their_manifest()
    {
        string folder = DatasetFolder.Embedded("cifar10")!;
        DatasetManifest manifest = DatasetManifest.Read(folder);
        Assert.Equal(["train.bin", "test.bin"], manifest.Files.Select(file => file.Name));
        foreach (DatasetFile file in manifest.Files)
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file.Name)))));
    }

    [Fact]
    public void A_full_set_that_is_not_here_says_how_to_get_it()
    {
        using var surroundings = new Surroundings();
        surroundings.Set("COURSEKIT_CACHE", surroundings.Folder).Set("COURSEKIT_DATA", null);
        var failure = Assert.Throws<FileNotFoundException>(() => Cifar10.Load(Split.Train, DataSource.Full));
        Assert.EndsWith("run: coursekit data get cifar10", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3000, Cifar10.Load(Split.Train).Count);
        surroundings.Set("COURSEKIT_DATA", "full");
        Assert.Throws<FileNotFoundException>(() => Cifar10.Load(Split.Train));
        Assert.Equal(3000, Cifar10.Load(Split.Train, DataSource.Embedded).Count);
    }

    [Fact]
    public void A_subset_that_is_not_here_says_where_it_was_looked_for()
    {
        using var surroundings = new Surroundings();
        surroundings.Set("COURSEKIT_DATASETS", surroundings.Folder);
        var failure = Assert.Throws<FileNotFoundException>(() => Cifar10.Load(Split.Train, DataSource.Embedded));
        Assert.Contains("COURSEKIT_DATASETS", failure.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(Split.Train, 5000)]
    [InlineData(Split.Test, 1000)]
    public void The_full_set_is_balanced(Split split, int perClass)
    {
        Skip.IfNot(
            File.Exists(Path.Combine(DatasetFolder.Full("cifar10"), DatasetManifest.FileName)),
            "needs the full set; fetch it with: coursekit data get cifar10");
        Assert.All(Cifar10.Load(split, DataSource.Full).ClassCounts(), count => Assert.Equal(perClass, count));
    }
}
