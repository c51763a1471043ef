using System.Globalization;
using System.Runtime.InteropServices;

namespace CourseKit.Grading;

/// <summary>
/// The memory that a sandbox holds and that no process of it is charged with: files and names of files in memory, and what lies in sockets.
/// Only of what it has
/// for itself; where it shares the machine's file systems and network, those tell nothing about it.
/// </summary>
internal sealed class SandboxMemory
{
    /// <summary>
    /// The kernel's record of a file and of its name, and what a socket can hold without its process: twice what the kernel lets anybody
    /// ask for.
    /// </summary>
    private const long File = 1280, Socket = 512 << 10;

    private readonly int process;
    private readonly string[] places;
    private readonly bool hasNetwork;

    private SandboxMemory(int process, string[] places, bool hasNetwork)
    {
        this.process = process;
        this.places = places;
        this.hasNetwork = hasNetwork;
    }

    /// <param name="process">One inside, as this process counts it.</param>
    public static SandboxMemory Of(int process) =>
        new(process, IsOwn(process, "mnt") ? [.. Places(process)] : [], IsOwn(process, "net"));

    /// <summary>Bytes; 0 when the process is gone.</summary>
    public long Measure() => places.Sum(Stored) + (hasNetwork ? Socket * Sockets() : 0);

    private static bool IsOwn(int process, string space)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/{space}").LinkTarget is string theirs
                && theirs != new FileInfo($"/proc/self/ns/{space}").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Where file systems in memory are mounted, as proc(5) lists them: number, parent, device, root, place, options, …, "-", kind.
    /// </summary>
    private static IEnumerable<string> Places(int process)
    {
        try
        {
            return [.. System.IO.File.ReadLines($"/proc/{process}/mountinfo").Select(line => line.Split(' '))
                .Where(mount => Array.IndexOf(mount, "-") is > 0 and var dash && mount[dash + 1] == "tmpfs")
                .Select(mount => mount[4].Replace("\\040", " ", StringComparison.Ordinal))];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private long Stored(string place)
    {
        if (statvfs($"/proc/{process}/root{place}", out FileSystem system) != 0) return 0;
        return (long)((system.Blocks - system.FreeBlocks) * system.FragmentSize) + File * (long)(system.Files - system.FreeFiles);
    }

    private long Sockets()
    {
        try
        {
            // "sockets: used 12"
            string used = System.IO.File.ReadLines($"/proc/{process}/net/sockstat").First().Split(' ')[^1];
            return long.Parse(used, CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return 0;
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int statvfs([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out FileSystem system);

    /// <summary>struct statvfs of 64-bit Linux, glibc's and musl's.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct FileSystem
    {
        public ulong BlockSize, FragmentSize, Blocks, FreeBlocks, AvailableBlocks, Files, FreeFiles, AvailableFiles, Id, Flags, LongestName;
    }
}
