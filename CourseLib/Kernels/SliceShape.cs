namespace CourseLib.Kernels;

/// <summary>What a three-dimensional convolution does along the depth: volumes are (Batch, Channels, Depth, Pixels), and outputs see Kernel slices, Dilation apart, moved by Stride.</summary>
internal readonly record struct SliceShape(int Batch, int Channels, int Depth, int Pixels, int Kernel, int Stride, int Padding, int Dilation)
{
    public int OutDepth => ((Depth + (2 * Padding) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1;

    /// <summary>The slice that output <paramref name="position"/> sees through place <paramref name="k"/> of the kernel; it may lie in the padding.</summary>
    public int Slice(int position, int k) => (position * Stride) - Padding + (k * Dilation);
}
