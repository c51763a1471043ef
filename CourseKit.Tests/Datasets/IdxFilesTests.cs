using System.Buffers.Binary;
using System.IO.Compression;
using CourseKit.Datasets;
using CourseLib.Data;

namespace CourseKit.Tests.Datasets;

[Collection("environment")]
public sealed class IdxFilesTests : IDisposable
{
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 4 * 6).Select(i => (byte)(i * 9))];
    private static readonly byte[] Labels = [1, 0, 0, 1];

    private readonly Surroundings surroundings = new();
    private readonly string source;
    private readonly StringWriter log = new();

    public IdxFilesTests() => source = Directory.CreateDirectory(Path.Combine(surroundings.Folder, "source")).FullName;

    public void Dispose() => surroundings.Dispose();

    [Fact]
    public async Task Images_and_labels_become_records()
    {
        WriteAll();
        await Fetch();
        byte[] wanted = [.. Enumerable.Range(0, 4).SelectMany(i => Pixels[(i * 6)..(i * 6 + 6)].Prepend(Labels[i]))];
        Assert.Equal(wanted, File.ReadAllBytes(Path.Combine(DatasetFolder.Full("idx"), "train.bin")));
        Assert.Equal([1, 0], StandardDataset.Load("idx", Split.Test, DataSource.Full).Labels);
    }

    [Fact]
    public async Task Files_that_are_not_installed_are_told_with_the_package()
    {
        string message = (await Assert.ThrowsAsync<CourseKitException>(Fetch)).Message;
        Assert.Contains("not installed; install the package", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(DatasetFolder.Full("idx")));
    }

    public static TheoryData<string, byte[], string> Damages => new()
    {
        { "train-images-idx3-ubyte.gz", Packed([0, 0, 13, 3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 3]), "is not an IDX file of bytes with 3 axes" },
        { "train-labels-idx1-ubyte.gz", Packed(Idx([2, 2], Labels)), "is not an IDX file of bytes with 1 axes" },
        { "train-labels-idx1-ubyte.gz", Packed(Idx([3], Labels[..3])), "has the shape [3]; wanted [4]" },
        { "train-images-idx3-ubyte.gz", Packed(Idx([4, 3, 2], Pixels)), "has the shape [4, 3, 2]; wanted [4, 2, 3]" },
        { "train-images-idx3-ubyte.gz", Packed(Idx([4, 2, 3], Pixels[..20])), "is cut off" },
        { "train-images-idx3-ubyte.gz", "no gzip"u8.ToArray(), "cannot be decompressed" },
        { "train-labels-idx1-ubyte.gz", [], "is cut off" },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task A_damaged_file_is_named(string name, byte[] content, string problem)
    {
        WriteAll();
        File.WriteAllBytes(Path.Combine(source, name), content);
        string message = (await Assert.ThrowsAsync<CourseKitException>(Fetch)).Message;
        Assert.Contains($"{name} {problem}", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(DatasetFolder.Full("idx")));
    }

    [Fact]
    public async Task Files_on_a_host_are_downloaded()
    {
        WriteAll();
        using var server = new FileServer(Directory.GetFiles(source).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes));
        await Fetch(server);
        Assert.Equal(["", "", "", ""], server.Ranges);
        Assert.Equal([1, 0], StandardDataset.Load("idx", Split.Test, DataSource.Full).Labels);
    }

    [Fact]
    public async Task A_damaged_part_of_an_earlier_run_is_thrown_away()
    {
        WriteAll();
        string scratch = Directory.CreateDirectory(Path.Combine(DatasetFolder.Full("idx"), ".fetch")).FullName;
        File.WriteAllBytes(Path.Combine(scratch, "t10k-images-idx3-ubyte.gz"), new byte[10]);
        using var server = new FileServer(Directory.GetFiles(source).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes));
        await Fetch(server);
        Assert.Contains("bytes=10-", server.Ranges);
        Assert.Equal([1, 0], StandardDataset.Load("idx", Split.Test, DataSource.Full).Labels);
    }

    private Task Fetch(FileServer server)
    {
        Dictionary<string, long> sizes = Directory.GetFiles(source).ToDictionary(file => Path.GetFileName(file)!, file => new FileInfo(file).Length);
        return new DatasetFetcher(new FetchProgress.Lines(log)).Fetch(Entry(new IdxDownloadSource(new Uri(server.Address, "."), sizes)), CancellationToken.None);
    }

    private Task Fetch() => new DatasetFetcher(new FetchProgress.Lines(log)).Fetch(Entry(new IdxFolderSource(source, "install the package")), CancellationToken.None);

    private void WriteAll()
    {
        File.WriteAllBytes(Path.Combine(source, "train-images-idx3-ubyte.gz"), Packed(Idx([4, 2, 3], Pixels)));
        File.WriteAllBytes(Path.Combine(source, "train-labels-idx1-ubyte.gz"), Packed(Idx([4], Labels)));
        File.WriteAllBytes(Path.Combine(source, "t10k-images-idx3-ubyte.gz"), Packed(Idx([2, 2, 3], Pixels[..12])));
        File.WriteAllBytes(Path.Combine(source, "t10k-labels-idx1-ubyte.gz"), Packed(Idx([2], Labels[..2])));
    }

    private static DatasetEntry Entry(DatasetSource from)
    {
        byte[] Records(int images) => [.. Enumerable.Range(0, images).SelectMany(i => Pixels[(i * 6)..(i * 6 + 6)].Prepend(Labels[i]))];
        double mean = Pixels.Average(pixel => pixel / 255.0), std = Math.Sqrt(Pixels.Average(pixel => Math.Pow(pixel / 255.0 - mean, 2)));
        return new DatasetEntry(
            "idx", "Idx", "nobody", "https://example.org/idx", "none", [1, 2, 3], ["even", "odd"],
            [new("train.bin", Split.Train, 4, TinySet.Digest(Records(4))), new("test.bin", Split.Test, 2, TinySet.Digest(Records(2)))],
            new SplitSizes(2, 1), [Math.Round(mean, 5)], [Math.Round(std, 5)], new SplitSizes(1, 1), [from]);
    }

    private static byte[] Idx(int[] shape, byte[] elements)
    {
        byte[] header = new byte[4 + 4 * shape.Length];
        (header[2], header[3]) = (8, (byte)shape.Length);
        for (int axis = 0; axis < shape.Length; axis++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * axis), shape[axis]);
        return [.. header, .. elements];
    }

    private static byte[] Packed(byte[] bytes)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return target.ToArray();
    }
}
