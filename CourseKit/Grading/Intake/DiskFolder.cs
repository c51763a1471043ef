using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CourseKit.Grading.Intake;

/// <summary>A file on disk that was opened: what is read from now on is that file, whatever its name stands for by then.</summary>
/// <param name="Names">How many names it has on the disk; more than one: it may be somebody else's.</param>
internal sealed record OpenedFile(FileStream Stream, DateTimeOffset Written, long Names) : IDisposable
{
    public void Dispose() => Stream.Dispose();
}

/// <summary>
/// A folder of submissions, read without ever following a link or waiting for a pipe: each name is opened below the folder that is open
/// already, and then looked at. Elsewhere than on Linux, names are looked at before they are opened.
/// </summary>
internal abstract class DiskFolder : IDisposable
{
    /// <exception cref="IOException">It is no folder.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static DiskFolder Open(string path) => OperatingSystem.IsLinux() ? LinuxFolder.AtPath(path) : new PortableFolder(path);

    /// <summary>The names in it, in the order of their bytes; what is not UTF-8 is shown as \xNN.</summary>
    /// <param name="most">More are not looked at.</param>
    public abstract IReadOnlyList<string> Names(int most);

    /// <summary>Null when the name stands for no folder.</summary>
    public abstract DiskFolder? Folder(string name);

    /// <exception cref="InvalidDataException">It is no ordinary file.</exception>
    public abstract OpenedFile File(string name);

    public abstract void Dispose();

    private sealed class PortableFolder(string path) : DiskFolder
    {
        public override IReadOnlyList<string> Names(int most) => [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Take(most).Order(StringComparer.Ordinal)];

        public override DiskFolder? Folder(string name)
        {
            var info = new DirectoryInfo(Path.Combine(path, name));
            return info.Exists && info.LinkTarget is null ? new PortableFolder(info.FullName) : null;
        }

        public override OpenedFile File(string name)
        {
            var info = new FileInfo(Path.Combine(path, name));
            if (info.LinkTarget is not null) throw new InvalidDataException("it is a link; links are not followed");
            if ((info.Attributes & FileAttributes.Device) != 0) throw new InvalidDataException("it is no ordinary file");
            return new(new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), info.LastWriteTimeUtc, 1);
        }

        public override void Dispose() { }
    }
}

/// <summary>By Linux's own calls: only they open a name below an open folder.</summary>
internal sealed class LinuxFolder : DiskFolder
{
    private const int NonBlocking = 0x800, CloseOnExec = 0x80000, Here = -100, EmptyPath = 0x1000, BasicStatistics = 0x7FF;
    private const int TypeMask = 0xF000, RegularFile = 0x8000, NamedPipe = 0x1000, AFolder = 0x4000;
    private const int NoEntry = 2, NotPermitted = 1, Denied = 13, NotAFolder = 20, Loop = 40, NoDevice = 6;
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    private static readonly int OnlyFolder = IsArm ? 0x4000 : 0x10000, NoFollow = IsArm ? 0x8000 : 0x20000;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly SafeFileHandle handle;
    private readonly Dictionary<string, byte[]> names = [];

    private LinuxFolder(int descriptor) => handle = new SafeFileHandle(descriptor, ownsHandle: true);

    /// <summary>The folder that the user has named: a link in the path to it is the user's own.</summary>
    public static LinuxFolder AtPath(string path)
    {
        int descriptor = OpenAt(Here, Terminated(Encoding.UTF8.GetBytes(path)), OnlyFolder | CloseOnExec, 0);
        return descriptor >= 0 ? new(descriptor) : throw Failure(Marshal.GetLastPInvokeError());
    }

    public override IReadOnlyList<string> Names(int most)
    {
        int copy = OpenAt(Descriptor, ".\0"u8.ToArray(), OnlyFolder | CloseOnExec, 0);
        if (copy < 0) throw Failure(Marshal.GetLastPInvokeError());
        IntPtr stream = OpenStream(copy);
        if (stream == IntPtr.Zero)
        {
            new SafeFileHandle(copy, ownsHandle: true).Dispose();
            throw new IOException("the folder cannot be listed");
        }
        var found = new List<(byte[] Raw, string Name)>();
        try
        {
            // struct dirent: an inode and an offset of 8 bytes each, a length of 2, a type of 1, the name.
            for (IntPtr entry; found.Count < most && (entry = ReadEntry(stream)) != IntPtr.Zero;)
            {
                int length = 0;
                while (Marshal.ReadByte(entry, 19 + length) != 0) length++;
                byte[] raw = new byte[length];
                Marshal.Copy(entry + 19, raw, 0, length);
                if (raw is not ([(byte)'.'] or [(byte)'.', (byte)'.'])) found.Add((raw, Shown(raw)));
            }
        }
        finally
        {
            _ = CloseStream(stream);
        }
        foreach ((byte[] raw, string name) in found) names[name] = raw;
        return [.. found.OrderBy(entry => entry.Raw, Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y))).Select(entry => entry.Name)];
    }

    public override DiskFolder? Folder(string name)
    {
        int descriptor = OpenAt(Descriptor, Raw(name), OnlyFolder | NoFollow | NonBlocking | CloseOnExec, 0);
        if (descriptor >= 0) return new LinuxFolder(descriptor);
        return Marshal.GetLastPInvokeError() is var error && error is NotAFolder or Loop or NoDevice ? null : throw Failure(error);
    }

    public override OpenedFile File(string name)
    {
        int descriptor = OpenAt(Descriptor, Raw(name), NoFollow | NonBlocking | CloseOnExec, 0);
        if (descriptor < 0) throw Failure(Marshal.GetLastPInvokeError());
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            // struct statx is the same on every machine: the number of names at 16, the mode at 28, the time of the last change at 112.
            byte[] facts = new byte[256];
            if (StatX(descriptor, [0], EmptyPath, BasicStatistics, facts) != 0) throw new InvalidDataException("what kind of file it is cannot be told");
            int type = BitConverter.ToUInt16(facts, 28) & TypeMask;
            if (type != RegularFile)
                throw new InvalidDataException(type == NamedPipe ? "it is a named pipe and no ordinary file" : type == AFolder ? "it is a folder now" : "it is no ordinary file");
            long seconds = Math.Clamp(BitConverter.ToInt64(facts, 112), 0, 253402300799);
            return new(new FileStream(file, FileAccess.Read, 1), DateTimeOffset.FromUnixTimeSeconds(seconds), BitConverter.ToUInt32(facts, 16));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override void Dispose() => handle.Dispose();

    private int Descriptor => (int)handle.DangerousGetHandle();

    private byte[] Raw(string name) => Terminated(names.GetValueOrDefault(name) ?? Encoding.UTF8.GetBytes(name));

    private static byte[] Terminated(byte[] bytes) => [.. bytes, 0];

    /// <summary>Names that are not UTF-8 differ from each other also as they are shown.</summary>
    private static string Shown(byte[] raw)
    {
        try { return Strict.GetString(raw); }
        catch (DecoderFallbackException) { return string.Concat(raw.Select(b => b is >= 0x20 and < 0x7F ? ((char)b).ToString() : $"\\x{b:X2}")); }
    }

    private static Exception Failure(int error) => error switch
    {
        Loop => new InvalidDataException("it is a link; links are not followed"),
        NoEntry => new FileNotFoundException("it is not there any more"),
        Denied or NotPermitted => new UnauthorizedAccessException("its permissions keep it from being read"),
        NotAFolder => new IOException("it is no folder"),
        NoDevice => new InvalidDataException("it is a socket or a device and no ordinary file"),
        _ => new IOException(Marshal.GetPInvokeErrorMessage(error)),
    };

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAt(int folder, byte[] name, int flags, int mode);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(int folder, byte[] name, int flags, uint mask, byte[] facts);

    [DllImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    private static extern IntPtr OpenStream(int descriptor);

    [DllImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static extern IntPtr ReadEntry(IntPtr stream);

    [DllImport("libc", EntryPoint = "closedir", SetLastError = true)]
    private static extern int CloseStream(IntPtr stream);
}
