using System.Runtime.InteropServices;

namespace CourseLib.Tests.Kernels;

/// <summary>Floats with a page on either side that must not be touched, reading included: the process ends if a kernel does. Linux only.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int NoAccess = 0, ReadWrite = 3, PrivateAnonymous = 0x22;
    private static readonly nint Page = Environment.SystemPageSize;
    private readonly List<(nint Start, nint Length)> mapped = [];

    /// <summary>Memory of which the last byte (or, on every second call, the first) stands beside a guard.</summary>
    public Span<float> Floats(int count)
    {
        nint inner = ((count * sizeof(float)) + Page - 1) / Page * Page, length = inner + (2 * Page);
        nint start = Map(0, length, NoAccess, PrivateAnonymous, -1, 0);
        if (start == -1 || Protect(start + Page, inner, ReadWrite) != 0) { throw new OutOfMemoryException("no guarded memory"); }
        mapped.Add((start, length));
        return new Span<float>((void*)(start + Page + (mapped.Count % 2 == 0 ? 0 : inner - (count * sizeof(float)))), count);
    }

    public Span<float> Filled(Random random, int count)
    {
        var x = Floats(count);
        Sample.Floats(random, count).CopyTo(x);
        return x;
    }

    public Span<int> Integers(int count) => MemoryMarshal.Cast<float, int>(Floats(count));

    public void Dispose()
    {
        foreach (var (start, length) in mapped) { Unmap(start, length); }
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nint length);
}
