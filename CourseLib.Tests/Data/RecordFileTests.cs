using CourseLib.Data;

namespace CourseLib.Tests.Data;

[Collection("environment")]
public sealed class RecordFileTests : IDisposable
{
    private readonly Surroundings surroundings = new();

    public void Dispose() => surroundings.Dispose();

    [Fact]
    public void Records_of_several_files_are_joined_in_order()
    {
        Write("a.bin", [1, 10, 20, 0, 30, 40]);
        Write("b.bin", [2, 50, 60]);
        ImageDataset dataset = Load(("a.bin", 2), ("b.bin", 1));
        Assert.Equal([1, 0, 2], dataset.Labels);
        Assert.Equal([30, 40], dataset.Pixels(1).ToArray());
        Assert.Equal([50, 60], dataset.Pixels(2).ToArray());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(0)]
    public void A_file_of_the_wrong_size_is_named_with_both_sizes(int size)
    {
        Write("a.bin", new byte[size]);
        string message = Assert.Throws<InvalidDataException>(() => Load(("a.bin", 2))).Message;
        Assert.Contains($"{Path.Combine(surroundings.Folder, "a.bin")} has {size} bytes; wanted 6", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_names_no_class_is_told_with_its_record()
    {
        Write("a.bin", [1, 10, 20, 3, 30, 40]);
        string message = Assert.Throws<InvalidDataException>(() => Load(("a.bin", 2))).Message;
        Assert.EndsWith("a.bin: record 1 has label 3; wanted 0 to 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.EndsWith("a.bin is missing", Assert.Throws<InvalidDataException>(() => Load(("a.bin", 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void Damage_in_the_full_set_says_how_to_mend_it()
    {
        surroundings.Set("COURSEKIT_CACHE", surroundings.Folder);
        string folder = Directory.CreateDirectory(DatasetFolder.Full("cifar10")).FullName;
        File.WriteAllText(Path.Combine(folder, DatasetManifest.FileName), Manifest(("a.bin", 2)).ToJson());
        File.WriteAllBytes(Path.Combine(folder, "a.bin"), new byte[5]);
        string message = Assert.Throws<InvalidDataException>(() => Cifar10.Load(Split.Train, DataSource.Full)).Message;
        Assert.Contains("a.bin has 5 bytes; wanted 6", message, StringComparison.Ordinal);
        Assert.EndsWith("run: coursekit data get cifar10", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":"a","title":"a","source":"a","page":"a","licence":"a","imageShape":[1,0,2],"classes":["a"],"files":[]}""")]
    [InlineData("""{"name":"a","title":"a","source":"a","page":"a","licence":"a","imageShape":[1,1,2],"classes":[],"files":[]}""")]
    [InlineData("""{"name":"a","title":"a","source":"a","page":"a","licence":"a","imageShape":[1,1,2],"classes":["a"],"files":[{"name":"a"}]}""")]
    public void A_damaged_manifest_is_named(string text)
    {
        File.WriteAllText(Path.Combine(surroundings.Folder, DatasetManifest.FileName), text);
        string message = Assert.Throws<InvalidDataException>(() => DatasetManifest.Read(surroundings.Folder)).Message;
        Assert.StartsWith(Path.Combine(surroundings.Folder, DatasetManifest.FileName), message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_survives_being_written_and_read()
    {
        DatasetManifest written = Manifest(("a.bin", 2)) with { Cut = "the first two" };
        File.WriteAllText(Path.Combine(surroundings.Folder, DatasetManifest.FileName), written.ToJson());
        Assert.Equal(written.ToJson(), DatasetManifest.Read(surroundings.Folder).ToJson());
    }

    private ImageDataset Load(params (string Name, int Images)[] files) => RecordFile.Load(surroundings.Folder, Manifest(files), Split.Train, "tiny");

    private static DatasetManifest Manifest(params (string Name, int Images)[] files) => new(
        "tiny", "Tiny", "nobody", "nowhere", "none", [1, 1, 2], ["a", "b", "c"],
        [.. files.Select(file => new DatasetFile(file.Name, Split.Train, file.Images, new string('0', 64)))]);

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(surroundings.Folder, name), bytes);
}
