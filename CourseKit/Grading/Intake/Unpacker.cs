using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using CourseKit.Commands;
using CourseKit.Worker;
using SharpCompress.Archives;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace CourseKit.Grading.Intake;

/// <summary>
/// Makes a zip of a .7z, .rar, .bz2 or .xz. A few bytes of these can ask for gigabytes of memory or keep a reader busy for ever, so this is done by a
/// process of its own, with a limit on its heap and on its time.
/// </summary>
internal static class Unpacker
{
    public const string Locked = "it is locked with a password; ask for it without";

    private const string HeapBytes = "C000000"; // 192 MB; .NET reads a hexadecimal number
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidDataException">It cannot be unpacked within the limits.</exception>
    public static byte[] ToZip(byte[] archive, IntakeLimits limits)
    {
        var start = new ProcessStartInfo(WorkerLaunch.Host())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            ArgumentList = { "exec", AheadOfTime.Program, UnpackCommand.Verb, limits.Files.ToString(CultureInfo.InvariantCulture), limits.Bytes.ToString(CultureInfo.InvariantCulture) },
            Environment = { ["DOTNET_GCHeapHardLimit"] = HeapBytes, ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_DbgEnableMiniDump"] = "0" },
        };
        using Process process = Process.Start(start) ?? throw new InvalidDataException("no process could be started to unpack it");
        using var stop = new Timer(_ => End(process), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            Task<string> said = process.StandardError.ReadToEndAsync();
            Task write = Task.Run(() =>
            {
                try
                {
                    using Stream input = process.StandardInput.BaseStream;
                    input.Write(archive);
                }
                catch (IOException) { }
            });
            byte[] zip = new IntakeBudget(limits with { Bytes = 2 * limits.Bytes }).ReadAll(process.StandardOutput.BaseStream);
            process.WaitForExit();
            write.Wait();
            if (process.ExitCode != 0) throw new InvalidDataException(said.Result.Split('\n')[0] is { Length: > 0 and < 200 } reason && !reason.Contains("exception", StringComparison.OrdinalIgnoreCase) ? reason : "it is broken, or asks for too much memory or time");
            return zip;
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>What the process does.</summary>
    public static void Run(Stream input, Stream output, IntakeLimits limits)
    {
        using var archive = new MemoryStream();
        input.CopyTo(archive);
        archive.Position = 0;
        var budget = new IntakeBudget(limits);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        using IArchive? whole = ArchiveFactory.IsArchive(archive, out ArchiveType? type) && type is ArchiveType.SevenZip or ArchiveType.Rar ? Opened(archive) : null;
        archive.Position = 0;
        using IReader reader = whole?.ExtractAllEntries() ?? ReaderFactory.OpenReader(archive, new ReaderOptions());
        while (reader.MoveToNextEntry())
        {
            if (reader.Entry.IsDirectory || reader.Entry.LinkTarget is not null) continue;
            if (reader.Entry.IsEncrypted) throw new InvalidDataException(Locked);
            budget.CountFile();
            ZipArchiveEntry entry = zip.CreateEntry(reader.Entry.Key ?? "unnamed", CompressionLevel.NoCompression);
            if (reader.Entry.LastModifiedTime is DateTime { Year: >= 1980 and < 2100 } time) entry.LastWriteTime = time;
            using Stream content = reader.OpenEntryStream(), target = entry.Open();
            byte[] buffer = new byte[1 << 16];
            for (int count; (count = content.Read(buffer)) > 0; target.Write(buffer, 0, count)) budget.Count(count);
        }
    }

    private static IArchive Opened(Stream stream)
    {
        stream.Position = 0;
        return ArchiveFactory.OpenArchive(stream, new ReaderOptions());
    }

    private static void End(Process process)
    {
        try { process.Kill(); }
        catch (InvalidOperationException) { }
    }
}
