using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using CourseKit.Grading;
using CourseKit.Grading.Intake;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>A folder of submissions that a test fills and reads.</summary>
internal sealed class SubmissionsOnDisk : IDisposable
{
    public static readonly string Solved = NotebookFile.ToText(SmallCourse.Solved), Stub = NotebookFile.ToText(SmallCourse.Stub);

    public SubmissionsOnDisk() => Directory.CreateDirectory(Folder);

    public string Root { get; } = Directory.CreateTempSubdirectory("coursekit-intake-").FullName;

    public string Folder => Path.Combine(Root, "submitted");

    public string At(string name) => Path.Combine(Folder, name);

    public SubmissionsOnDisk With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text));

    public SubmissionsOnDisk With(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), bytes);
        return this;
    }

    public IReadOnlyList<StudentWork> Read()
    {
        using var spool = new Spool(Directory.CreateDirectory(Path.Combine(Root, Path.GetRandomFileName())).FullName);
        // What is read later must not need the folder; the spool is kept open by reading everything now.
        return [.. StudentWork.ReadAll(Folder, spool).Select(work => work with { Notebooks = [.. work.Notebooks.Select(Read)] })];
    }

    public StudentWork Only() => Read().Single();

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
            foreach ((string name, byte[] content) in files)
            {
                using Stream stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        return bytes.ToArray();
    }

    public static byte[] Zip(string name, string text) => Zip((name, Encoding.UTF8.GetBytes(text)));

    public static byte[] Tar(string name, string text)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes)) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        return bytes.ToArray();
    }

    public static byte[] GZip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionMode.Compress)) zip.Write(content);
        return bytes.ToArray();
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsLinux()) Directory.Delete(Root, recursive: true);
        // The framework cannot name, and so not delete, what is not UTF-8.
        else using (Process remove = Process.Start("rm", ["-rf", Root])) remove.WaitForExit();
    }

    private static SubmittedFile Read(SubmittedFile file)
    {
        try
        {
            byte[] bytes = file.Read();
            return file with { Content = StoredBytes.InMemory(bytes) };
        }
        catch (InvalidDataException)
        {
            return file;
        }
    }
}
