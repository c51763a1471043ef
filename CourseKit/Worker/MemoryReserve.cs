namespace CourseKit.Worker;

/// <summary>
/// Memory that is held back while there is plenty. A cell that has used up all the rest still has its variables, and the cell that would set them to
/// null must be compiled: for that the reserve is given up, and taken again when it can be.
/// </summary>
internal sealed class MemoryReserve
{
    /// <summary>What compiling and running a small cell takes, with room; pages that nobody writes to cost the machine nothing.</summary>
    private const int Size = 32 << 20;

    private byte[]? held;

    /// <summary>Takes it, if there is room for it.</summary>
    public void Take()
    {
        if (held is not null) return;
        try { held = GC.AllocateUninitializedArray<byte>(Size); }
        catch (OutOfMemoryException) { }
    }

    /// <summary>Gives it up.</summary>
    public void Release()
    {
        if (held is null) return;
        held = null;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
