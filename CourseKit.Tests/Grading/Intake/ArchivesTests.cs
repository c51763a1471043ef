using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CourseKit.Grading;
using CourseKit.Grading.Intake;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>Archives of every kind are opened where they are, and cost no more than their size allows.</summary>
public sealed class ArchivesTests : IDisposable
{
    private readonly SubmissionsOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tgz")]
    [InlineData("zip in a folder")]
    [InlineData("zip in a zip")]
    [InlineData("tar.gz in a folder")]
    [InlineData("gzip under a notebook's name")]
    [InlineData("zip without its ending")]
    public void A_notebook_is_found_in_archives_of_all_kinds(string kind)
    {
        byte[] zip = SubmissionsOnDisk.Zip("hw/01-sums.ipynb", SubmissionsOnDisk.Solved), tar = SubmissionsOnDisk.Tar("hw/01-sums.ipynb", SubmissionsOnDisk.Solved);
        _ = kind switch
        {
            "zip" => disk.With("gil.zip", zip),
            "tar" => disk.With("gil.tar", tar),
            "tgz" => disk.With("gil.tgz", SubmissionsOnDisk.GZip(tar)),
            "zip in a folder" => disk.With("gil/all/work.zip", zip),
            "zip in a zip" => disk.With("gil.zip", SubmissionsOnDisk.Zip(("inner.zip", zip))),
            "tar.gz in a folder" => disk.With("gil/work.tar.gz", SubmissionsOnDisk.GZip(tar)),
            "gzip under a notebook's name" => disk.With("gil/01-sums.ipynb", SubmissionsOnDisk.GZip(Encoding.UTF8.GetBytes(SubmissionsOnDisk.Solved))),
            _ => disk.With("gil/work", zip),
        };
        StudentWork work = disk.Only();
        Assert.Equal("gil", work.Student);
        Assert.Equal(SubmissionsOnDisk.Solved, Encoding.UTF8.GetString(Assert.Single(work.Notebooks).Read()));
        Assert.DoesNotContain(work.Flags, flag => flag.Kind == Flag.Unreadable);
    }

    [SkippableFact]
    public void What_7z_packs_is_unpacked_by_another_process()
    {
        string? program = new[] { "7z", "7zz", "7za", "7zr" }.SelectMany(name => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Skip.If(program is null, "needs 7-Zip; on Debian: apt-get install p7zip-full");
        string source = Path.Combine(disk.Root, "01-sums.ipynb");
        File.WriteAllText(source, SubmissionsOnDisk.Solved);
        Directory.CreateDirectory(disk.At("gil"));
        using (Process pack = Process.Start(new ProcessStartInfo(program!, ["a", disk.At("gil/work.7z"), source]) { RedirectStandardOutput = true })!)
        {
            pack.StandardOutput.ReadToEnd();
            pack.WaitForExit();
        }
        StudentWork work = disk.Only();
        Assert.True(work.Notebooks.Count == 1, string.Join("; ", work.Flags));
        Assert.Equal(SubmissionsOnDisk.Solved, Encoding.UTF8.GetString(work.Notebooks[0].Read()));
    }

    [Theory]
    [InlineData("gil/work.rar")]
    [InlineData("gil/work.7z")]
    [InlineData("gil/work.zip")]
    [InlineData("gil.rar")]
    public void A_broken_archive_is_named(string name)
    {
        byte[] bytes = name.EndsWith("7z") ? [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. new byte[200]] : name.EndsWith("rar") ? [.. "Rar!\u001A\u0007\u0001\0"u8, .. new byte[100]] : [.. "PK\u0003\u0004"u8, .. new byte[50]];
        StudentWork work = disk.With(name, bytes).Only();
        Assert.Contains(work.Flags, flag => flag.Kind == Flag.Unreadable && flag.Message.Contains(Path.GetFileName(name)));
        Assert.DoesNotContain(work.Flags, flag => flag.Message.Contains(disk.Root));
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(20, 10)]
    [InlineData(150, 1)]
    public void A_small_archive_that_unpacks_to_gigabytes_is_left_off_early(int entries, int megabytes)
    {
        string path = Path.Combine(disk.Root, "bomb.zip");
        byte[] block = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
            for (int i = 0; i < entries; i++)
            {
                using Stream stream = zip.CreateEntry($"{i}.ipynb", CompressionLevel.SmallestSize).Open();
                for (int k = 0; k < megabytes; k++) stream.Write(block);
            }
        Directory.CreateDirectory(disk.At("bomber"));
        File.Move(path, disk.At("bomber/bomb.zip"));
        long size = new FileInfo(disk.At("bomber/bomb.zip")).Length;
        long kept = 0;
        var reader = new SubmissionReader(bytes => { kept += bytes.Length; return StoredBytes.InMemory([]); }, IntakeLimits.Student);
        using (DiskFolder folder = DiskFolder.Open(disk.At("bomber"))) reader.Folder(folder);
        Assert.InRange(kept, 0, IntakeLimits.UnpackedAtLeast + IntakeLimits.UnpackedTimes * size);
        Assert.InRange(reader.Flags.Count, 0, 60);
        Assert.True(reader.Flags.Any(flag => flag.Kind == Flag.Unreadable) || reader.Files.Any(file => file.Content.Length == 0));
    }

    [Fact]
    public void An_archive_in_an_archive_in_an_archive_is_named_and_not_opened()
    {
        byte[] zip = SubmissionsOnDisk.Zip("a.ipynb", SubmissionsOnDisk.Solved);
        for (int i = 0; i < 3; i++) zip = SubmissionsOnDisk.Zip(($"layer{i}.zip", zip));
        StudentWork work = disk.With("gil/work.zip", zip).Only();
        Assert.Empty(work.Notebooks);
        Assert.Contains(work.Flags, flag => flag.Message.Contains("an archive in an archive in an archive"));
    }

    [Fact]
    public void Names_in_an_archive_lead_nowhere_else()
    {
        StudentWork work = disk.With("gil.zip", SubmissionsOnDisk.Zip(("../../../slip.ipynb", "{}"u8.ToArray()), ("/etc/x.ipynb", "{}"u8.ToArray()), ("..\\..\\y.ipynb", "{}"u8.ToArray()))).Only();
        Assert.Equal(["slip.ipynb", "etc/x.ipynb", "y.ipynb"], work.Notebooks.Select(file => file.Name));
    }

    [Fact]
    public void One_entry_that_cannot_be_read_does_not_take_the_others_with_it()
    {
        byte[] zip = SubmissionsOnDisk.Zip(("a.ipynb", Encoding.UTF8.GetBytes(SubmissionsOnDisk.Solved)), ("b.ipynb", Encoding.UTF8.GetBytes(SubmissionsOnDisk.Stub)));
        // The first local header gets another method of packing.
        zip[8] = 99;
        int central = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        zip[central + 10] = 99;
        StudentWork work = disk.With("gil/work.zip", zip).Only();
        Assert.Equal("work.zip/b.ipynb", Assert.Single(work.Notebooks).Name);
        Assert.Contains(work.Flags, flag => flag.Kind == Flag.Unreadable && flag.Message.Contains("a.ipynb"));
    }
}
