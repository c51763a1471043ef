namespace CourseLib.Tensors;

/// <summary>
/// The elements of one or more tensors (a reshaped tensor shares its source's). Small ones are plain arrays; large ones are lent by
/// <see cref="BufferPool"/> and go back to it by the finaliser, so that code which takes a span of a storage's elements must keep the
/// storage reachable (by its tensor) until it is done with the span.
/// </summary>
internal class Storage
{
    private static long made;

    private float[]? array;
    private readonly int start;

    private protected Storage(float[] array, int start, int count)
    {
        this.array = array;
        this.start = start;
        Count = count;
        Serial = Interlocked.Increment(ref made);
    }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>Grows with every storage made: tells storages that an operation made from those it was given.</summary>
    public long Serial { get; }

    /// <summary>The newest storage's serial.</summary>
    public static long LatestSerial => Interlocked.Read(ref made);

    /// <summary>How often elements were changed in place.</summary>
    public int Version { get; set; }

    /// <summary>The elements; the caller keeps the tensor reachable while it uses them.</summary>
    public Span<float> Elements => new(array ?? throw new ObjectDisposedException(nameof(Tensor), "this tensor's memory was given back"), start, Count);

    /// <summary>Room for <paramref name="count"/> elements, holding whatever was there.</summary>
    public static Storage Rent(int count) => count < BufferPool.SmallestPooled
        ? new Storage(new float[count], 0, count)
        : new PooledStorage(BufferPool.Rent(count), count);

    /// <summary>Called before a span of the elements leaves the library, after which nobody can tell when the memory is free.</summary>
    public virtual void Expose()
    {
    }

    /// <summary>Gives the memory back at once. Only for the one owner of a storage that nobody else can reach.</summary>
    public virtual void Release() => array = null;
}

/// <summary>A storage whose memory goes back to the pool.</summary>
internal sealed class PooledStorage(PooledBuffer buffer, int count) : Storage(buffer.Array, buffer.Start, count)
{
    private int done;

    /// <summary>The storage is unreachable: its memory is free.</summary>
    ~PooledStorage()
    {
        if (Interlocked.Exchange(ref done, 1) == 0) BufferPool.Return(buffer);
    }

    public override void Expose()
    {
        if (Interlocked.Exchange(ref done, 1) != 0) return;
        GC.SuppressFinalize(this);
        BufferPool.Forget(buffer);
    }

    public override void Release()
    {
        base.Release();
        if (Interlocked.Exchange(ref done, 1) != 0) return;
        GC.SuppressFinalize(this);
        BufferPool.Return(buffer);
    }
}
