using CourseKit.Datasets;
using CourseLib.Data;
using Spectre.Console;

namespace CourseKit.Tests.Datasets;

[Collection("environment")]
public sealed class DatasetVerifierTests : IDisposable
{
    private readonly Surroundings surroundings = new();
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly DatasetEntry entry = TinySet.Entry();

    private string Full => DatasetFolder.Full("tiny");

    private string Subset => Path.Combine(surroundings.Folder, "datasets", "tiny");

    public void Dispose() => surroundings.Dispose();

    [Fact]
    public void A_whole_set_and_the_subset_cut_from_it_are_in_order()
    {
        WriteFull();
        DatasetManifest cut = DatasetSubset.Cut(entry, entry.SubsetPerClass, Subset);
        Assert.Equal([4, 2], cut.Files.Select(file => file.Images));
        Assert.Equal(CourseKitException.Done, Check());
        Assert.Equal($"tiny (subset): all files are as they should be, in {Subset}\ntiny (full): all files are as they should be, in {Full}\n", Lines(output));
        Assert.Empty(Lines(errors));
    }

    [Fact]
    public void A_subset_has_the_first_images_of_each_class_in_order()
    {
        WriteFull();
        DatasetSubset.Cut(entry, new SplitSizes(2, 1), Subset);
        ImageDataset whole = StandardDataset.Load("tiny", Split.Train, DataSource.Full), part = StandardDataset.Load("tiny", Split.Train, DataSource.Embedded);
        Assert.Equal([0, 1, 1, 0], part.Labels);
        for (int i = 0; i < 4; i++) Assert.Equal(whole.Pixels(i).ToArray(), part.Pixels(i).ToArray());
        string[] before = [.. Directory.GetFiles(Subset).Order().Select(FileDigest.Sha256)];
        DatasetSubset.Cut(entry, new SplitSizes(2, 1), Subset);
        Assert.Equal(before, Directory.GetFiles(Subset).Order().Select(FileDigest.Sha256));
    }

    [Fact]
    public void A_subset_of_more_images_than_there_are_is_refused()
    {
        WriteFull();
        var failure = Assert.Throws<CourseKitException>(() => DatasetSubset.Cut(entry, new SplitSizes(4, 1), Subset));
        Assert.Equal(("Tiny has only 3 images of a class in its training part; 4 were asked for", CourseKitException.WrongUsage), (failure.Message, failure.ExitCode));
    }

    [Fact]
    public void A_subset_needs_the_whole_set() =>
        Assert.EndsWith(
            "run: coursekit data get tiny", Assert.Throws<CourseKitException>(() => DatasetSubset.Cut(entry, entry.SubsetPerClass, Subset)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("data_batch_2.bin", 38, "is damaged: SHA-256")]
    [InlineData("data_batch_2.bin", null, "is missing")]
    [InlineData("test_batch.bin", -1, "has 25 bytes, wanted 26")]
    public void A_damaged_file_of_the_whole_set_is_named(string name, int? place, string problem)
    {
        WriteFull();
        Damage(Path.Combine(Full, name), place);
        Assert.Equal(CourseKitException.WorkFailed, Check());
        Assert.StartsWith($"coursekit: {Path.Combine(Full, name)} {problem}", Lines(errors), StringComparison.Ordinal);
        Assert.EndsWith("; mend it: coursekit data get tiny\n", Lines(errors), StringComparison.Ordinal);
        Assert.Empty(Lines(output));
    }

    [Theory]
    [InlineData("train.bin", 3, "is damaged: SHA-256")]
    [InlineData("test.bin", null, "is missing")]
    [InlineData("manifest.json", -1, "is not a data set's manifest")]
    public void A_damaged_file_of_the_subset_is_named_and_the_whole_set_is_still_checked(string name, int? place, string problem)
    {
        WriteFull();
        DatasetSubset.Cut(entry, entry.SubsetPerClass, Subset);
        Damage(Path.Combine(Subset, name), place, cut: 3);
        Assert.Equal(CourseKitException.WorkFailed, Check());
        Assert.StartsWith($"coursekit: {Path.Combine(Subset, name)} {problem}", Lines(errors), StringComparison.Ordinal);
        Assert.StartsWith("tiny (full): all files", Lines(output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_that_was_not_fetched_to_the_end_is_not_in_order()
    {
        WriteFull();
        File.Delete(Path.Combine(Full, DatasetManifest.FileName));
        Assert.Equal(CourseKitException.WorkFailed, Check());
        Assert.Contains($"{Full} was not fetched to the end", Lines(errors), StringComparison.Ordinal);
    }

    /// <summary>The digests of a wrong set may agree with a wrong catalog; what the pixels must be like is known apart from both.</summary>
    [Fact]
    public void Wrong_class_counts_and_statistics_are_found_apart_from_digests()
    {
        WriteFull();
        DatasetEntry other = entry with { PerClass = new SplitSizes(4, 1), Mean = [entry.Mean[0], entry.Mean[1] + 0.001, entry.Mean[2]] };
        IReadOnlyList<string> problems = DatasetVerifier.ProblemsOfFull(other, Full);
        Assert.Collection(
            problems,
            problem => Assert.Contains("the classes of the training part have 3, 3 images; wanted 4 each", problem, StringComparison.Ordinal),
            problem => Assert.Contains("the channel means are", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_subset_that_is_not_balanced_is_found()
    {
        Directory.CreateDirectory(Subset);
        byte[] train = TinySet.Records["data_batch_1.bin"], test = TinySet.Records["test_batch.bin"];
        File.WriteAllBytes(Path.Combine(Subset, "train.bin"), train);
        File.WriteAllBytes(Path.Combine(Subset, "test.bin"), test);
        File.WriteAllText(
            Path.Combine(Subset, DatasetManifest.FileName),
            entry.Manifest("by hand", [new("train.bin", Split.Train, 3, TinySet.Digest(train)), new("test.bin", Split.Test, 2, TinySet.Digest(test))]).ToJson());
        Assert.Contains("the classes of the training part have 1, 2 images; wanted equally many", Assert.Single(DatasetVerifier.ProblemsOfSubset(entry, Subset)), StringComparison.Ordinal);
    }

    [Fact]
    public void With_nothing_here_the_user_is_told_what_to_fetch() =>
        Assert.Equal("there is nothing to check: tiny is not here; run: coursekit data get tiny", Assert.Throws<CourseKitException>(() => Check()).Message);

    [Fact]
    public void The_table_tells_what_is_here()
    {
        Assert.Contains("not fetched: coursekit data get tiny", Table(), StringComparison.Ordinal);
        Assert.Contains("not here", Table(), StringComparison.Ordinal);
        WriteFull();
        DatasetSubset.Cut(entry, entry.SubsetPerClass, Subset);
        string[] rows = [.. Table().Split('\n').Where(row => row.Contains("tiny", StringComparison.Ordinal))];
        Assert.Equal(["tiny", "subset", "6", "78", "B", "ready", Subset], rows[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["tiny", "full", "8", "104", "B", "ready", Full], rows[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Damage(Path.Combine(Full, "test_batch.bin"), -1);
        Assert.Contains("has 25 bytes, wanted 26", Table(), StringComparison.Ordinal);
        File.Delete(Path.Combine(Full, DatasetManifest.FileName));
        Assert.Contains("incomplete: coursekit data get tiny", Table(), StringComparison.Ordinal);
    }

    private void WriteFull()
    {
        Directory.CreateDirectory(Full);
        foreach ((string name, byte[] bytes) in TinySet.Records) File.WriteAllBytes(Path.Combine(Full, name), bytes);
        File.WriteAllText(Path.Combine(Full, DatasetManifest.FileName), entry.Manifest().ToJson());
    }

    /// <summary>Flips a bit at a place, cuts bytes off for −1, deletes the file for null.</summary>
    private static void Damage(string path, int? place, int cut = 1)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (place is null) File.Delete(path);
        else if (place < 0) File.WriteAllBytes(path, bytes[..^cut]);
        else
        {
            bytes[place.Value] ^= 1;
            File.WriteAllBytes(path, bytes);
        }
    }

    private int Check() => DatasetCheck.Run([entry], Console(output), errors);

    private string Table()
    {
        var text = new StringWriter();
        Console(text).Write(DatasetTable.Of([entry]));
        return text.ToString();
    }

    private static IAnsiConsole Console(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 400;
        return console;
    }

    private static string Lines(StringWriter text) => text.ToString().ReplaceLineEndings("\n");
}
