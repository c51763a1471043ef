using System.Runtime.InteropServices;

namespace CourseLib.Kernels;

/// <summary>Working memory of a kernel, aligned to cache lines and not cleared. Each thread keeps a stack of blocks that grow to what was once needed;
/// <c>using</c> gives a block back, and a thread's blocks are freed when the thread is gone.</summary>
internal readonly unsafe ref struct Scratch
{
    private const nint LargestKept = 16 << 20;

    [ThreadStatic]
    private static List<Block>? blocks;

    [ThreadStatic]
    private static int depth;

    private readonly Block block;

    private Scratch(Block block) => this.block = block;

    public float* Pointer => block.Memory;

    /// <summary>At least <paramref name="floats"/> floats; give them back in the opposite order of renting.</summary>
    public static Scratch Rent(nint floats)
    {
        blocks ??= [];
        if (depth == blocks.Count) { blocks.Add(new Block()); }
        var block = blocks[depth];
        block.Grow(floats);
        depth++;
        return new Scratch(block);
    }

    public void Dispose()
    {
        depth--;
        if (block.Size > LargestKept) { blocks![depth] = new Block(); }
    }

    private sealed class Block
    {
        public float* Memory { get; private set; }

        public nint Size { get; private set; }

        public void Grow(nint floats)
        {
            if (floats <= Size) { return; }
            NativeMemory.AlignedFree(Memory);
            Memory = null;
            Size = 0;
            Memory = (float*)NativeMemory.AlignedAlloc(checked((nuint)floats * sizeof(float)), 64);
            Size = floats;
        }

        ~Block() => NativeMemory.AlignedFree(Memory);
    }
}
