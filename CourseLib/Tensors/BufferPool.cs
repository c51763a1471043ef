using System.Numerics;
using System.Runtime.CompilerServices;

namespace CourseLib.Tensors;

/// <summary>A piece of memory from the pool, aligned to a cache line.</summary>
/// <param name="Array">Pinned, so that the alignment lasts.</param>
/// <param name="Start">Index of the first aligned element.</param>
internal readonly record struct PooledBuffer(float[] Array, int Start)
{
    /// <summary>Size of the buffer's class, in elements.</summary>
    public int Capacity => Array.Length - BufferPool.Alignment;
}

/// <summary>
/// Buffers of tensors, kept by size class so that training uses the same memory over and over. Nobody disposes a tensor: a buffer comes back
/// when its <see cref="PooledStorage"/> is finalised. Finalisers run after a collection only, and float arrays do not press the garbage
/// collector's youngest generation, so the pool itself asks for a cheap collection when enough bytes were handed out since the last one.
/// </summary>
internal static class BufferPool
{
    /// <summary>Elements in a cache line.</summary>
    internal const int Alignment = 16;

    /// <summary>Smaller buffers (4 KB) are left to the garbage collector, which is good at them.</summary>
    internal const int SmallestPooled = 1024;

    private const long LeastBudget = 64L << 20;
    private const long LeastKept = 256L << 20;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, SizeClass> Classes = [];
    private static long live, kept, allocated;
    private static long sinceCollection, liveAfterCollection, liveAfterFullCollection;
    private static long lastPeak, peak, rents, collections;

    /// <summary>Bytes ever taken from the runtime; stands still while training goes on in memory that it has.</summary>
    internal static long AllocatedBytes => Interlocked.Read(ref allocated);

    /// <summary>Bytes in the hands of storages, the unreachable ones that are not yet finalised included.</summary>
    internal static long LiveBytes => Interlocked.Read(ref live);

    /// <summary>Bytes that wait for somebody to need them.</summary>
    internal static long KeptBytes => Interlocked.Read(ref kept);

    /// <summary>Bytes worth keeping for later: what was in use at once in recent times, so that work of one size takes nothing new and past work is forgotten.</summary>
    private static long MostKept => Math.Max(LeastKept, Math.Max(lastPeak, peak));

    /// <summary>A buffer of at least <paramref name="count"/> elements, with whatever was in it.</summary>
    internal static PooledBuffer Rent(int count)
    {
        int capacity = ClassOf(count);
        long bytes = capacity * (long)sizeof(float);
        if (IsCollectionDue(bytes)) Collect();
        if (TryTake(capacity, bytes, out PooledBuffer buffer)) return buffer;
        float[] array = GC.AllocateUninitializedArray<float>(capacity + Alignment, pinned: true);
        lock (Gate)
        {
            allocated += bytes;
            Count(bytes);
        }
        return new(array, FirstAligned(array));
    }

    /// <summary>Takes a buffer back. The caller must have the only way to reach it.</summary>
    internal static void Return(PooledBuffer buffer)
    {
        long bytes = buffer.Capacity * (long)sizeof(float);
        lock (Gate)
        {
            live -= bytes;
            kept += bytes;
            ClassFor(buffer.Capacity).Free.Push(buffer);
            if (kept > MostKept) Trim();
        }
    }

    /// <summary>Stops counting a buffer that will never come back.</summary>
    internal static void Forget(PooledBuffer buffer)
    {
        lock (Gate) live -= buffer.Capacity * (long)sizeof(float);
    }

    /// <summary>The least size class that holds <paramref name="count"/>: four classes to an octave, so at most a fifth of a buffer lies idle.</summary>
    internal static int ClassOf(int count)
    {
        if (count <= SmallestPooled) return SmallestPooled;
        int step = BitOperations.Log2((uint)(count - 1)) - 2;
        long rounded = ((count - 1L >> step) + 1) << step;
        return (int)Math.Min(rounded, System.Array.MaxLength - Alignment);
    }

    private static bool TryTake(int capacity, long bytes, out PooledBuffer buffer)
    {
        lock (Gate)
        {
            SizeClass sizeClass = ClassFor(capacity);
            sizeClass.LastRent = ++rents;
            if (!sizeClass.Free.TryPop(out buffer)) return false;
            kept -= bytes;
            Count(bytes);
            return true;
        }
    }

    private static void Count(long bytes)
    {
        live += bytes;
        sinceCollection += bytes;
        peak = Math.Max(peak, live);
    }

    private static bool IsCollectionDue(long bytes)
    {
        // As much garbage as is in use at most, so that memory stays within twice of what is needed.
        lock (Gate) return sinceCollection + bytes > Math.Max(LeastBudget, liveAfterCollection);
    }

    /// <summary>Finds unreachable storages. Most die young, so generation 1 will do; the old ones are looked through when too much stays.</summary>
    internal static void Collect()
    {
        GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        bool stillMuch;
        lock (Gate) stillMuch = live > 2 * liveAfterFullCollection + LeastBudget;
        if (stillMuch)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }
        lock (Gate)
        {
            sinceCollection = 0;
            liveAfterCollection = live;
            // A full collection would leave no more than there is now: what past work held is no measure for the present.
            liveAfterFullCollection = stillMuch ? live : Math.Min(liveAfterFullCollection, live);
            // A training step takes a handful of collections, so the peak of sixteen is that of the present work.
            if (++collections % 16 == 0) (lastPeak, peak) = (peak, live);
            Trim();
        }
    }

    /// <summary>Leaves buffers to the garbage collector, those of the class that was asked for longest ago first, until no more than is worth keeping is kept.</summary>
    private static void Trim()
    {
        while (kept > MostKept)
        {
            SizeClass oldest = Classes.Values.Where(sizeClass => sizeClass.Free.Count > 0).MinBy(sizeClass => sizeClass.LastRent)!;
            while (kept > MostKept && oldest.Free.TryPop(out PooledBuffer buffer)) kept -= buffer.Capacity * (long)sizeof(float);
        }
    }

    private static SizeClass ClassFor(int capacity)
    {
        if (!Classes.TryGetValue(capacity, out SizeClass? sizeClass)) Classes[capacity] = sizeClass = new();
        return sizeClass;
    }

    private static unsafe int FirstAligned(float[] array)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref array[0]);
        nuint line = Alignment * sizeof(float);
        return (int)((line - address % line) % line / sizeof(float));
    }

    /// <summary>The buffers of one size that nobody uses.</summary>
    private sealed class SizeClass
    {
        public Stack<PooledBuffer> Free { get; } = new();

        /// <summary>When one was last asked for, counted in rents.</summary>
        public long LastRent { get; set; }
    }
}
