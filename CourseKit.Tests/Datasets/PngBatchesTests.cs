using System.Text;
using CourseKit.Datasets;

namespace CourseKit.Tests.Datasets;

public sealed class PngBatchesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-png-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Only_missing_files_are_written()
    {
        FetchJob job = Job("data_batch_2.bin");
        Decode(job, TinySet.Package());
        Assert.Equal(["data_batch_2.bin"], Directory.GetFiles(folder, "*.bin").Select(Path.GetFileName));
        Assert.Equal(TinySet.Records["data_batch_2.bin"], File.ReadAllBytes(Path.Combine(folder, "data_batch_2.bin")));
        Assert.Empty(job.Missing);
    }

    public static TheoryData<string, string?, string> Damages => new()
    {
        { "package/train_lables.json", null, "the package has no package/train_lables.json" },
        { "package/train_lables.json", "[1,0]", "package/train_lables.json has 2 labels; wanted 6" },
        { "package/train_lables.json", "[0,1,1,0,1,2]", "package/train_lables.json has a label 2; wanted 0 to 1" },
        { "package/train_lables.json", "[0,1,", "package/train_lables.json is not a list of labels" },
        { "package/test_lables.json", "null", "package/test_lables.json has 0 labels; wanted 2" },
        { "package/test_batch.png", null, "the package has no test_batch.png" },
        { "package/test_batch.png", "no picture", "package/test_batch.png cannot be read as a picture" },
    };

    [Theory, MemberData(nameof(Damages))]
    public void A_damaged_package_is_told_with_the_file(string damaged, string? content, string message)
    {
        byte[] package = TinySet.Package((name, whole) => name != damaged ? whole : content is null ? null : Encoding.UTF8.GetBytes(content));
        Assert.Contains(message, Refusal(package), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_another_size_is_told_with_both_sizes()
    {
        byte[] package = TinySet.Package((name, whole) => name == "package/test_batch.png" ? PngWriter.Write(new byte[8], 4, 2, 1) : whole);
        Assert.Contains("package/test_batch.png is 4×2 with 1 channels; wanted 4×2 with 3", Refusal(package), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_with_a_flipped_bit_is_refused_or_gives_the_same_records()
    {
        byte[] whole = [];
        TinySet.Package((name, content) => name == "package/test_batch.png" ? whole = content : content);
        int refused = 0;
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            FetchJob job = Job("test_batch.bin");
            try
            {
                Decode(job, TinySet.Package((name, content) => name == "package/test_batch.png" ? damaged : content));
                Assert.Equal(TinySet.Records["test_batch.bin"], File.ReadAllBytes(Path.Combine(folder, "test_batch.bin")));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 3 * whole.Length, 8 * whole.Length);
    }

    [Fact]
    public void A_package_cut_off_anywhere_is_refused_and_leaves_no_half_file()
    {
        byte[] package = TinySet.Package();
        for (int length = 0; length < package.Length - 16; length += 37)
        {
            Refusal(package[..length]);
            Assert.Empty(Directory.GetFiles(folder, "*.part"));
            foreach (string file in Directory.GetFiles(folder, "*.bin")) Assert.Equal(TinySet.Records[Path.GetFileName(file)], File.ReadAllBytes(file));
        }
    }

    private string Refusal(byte[] package) => Assert.Throws<InvalidDataException>(() => Decode(Job(TinySet.FileNames), package)).Message;

    private FetchJob Job(params string[] missing)
    {
        DatasetEntry entry = TinySet.Entry();
        var job = new FetchJob(entry, folder, new FetchProgress.Lines(TextWriter.Null));
        foreach (string name in missing) job.Want(entry.Files.Single(file => file.Name == name));
        return job;
    }

    private void Decode(FetchJob job, byte[] package)
    {
        string tarball = Path.Combine(folder, "package.tgz");
        File.WriteAllBytes(tarball, package);
        PngBatches.Decode(job, tarball, CancellationToken.None);
    }
}
