namespace CourseLib.Kernels;

/// <summary>Everything that fixes a two-dimensional pooling: x is (Batch, Channels, InHeight, InWidth), y is (Batch, Channels, OutHeight, OutWidth).</summary>
internal readonly record struct PoolShape(int Batch, int Channels, int InHeight, int InWidth, int KernelHeight, int KernelWidth,
    int StrideHeight, int StrideWidth, int PadHeight, int PadWidth, int DilationHeight, int DilationWidth)
{
    public int OutHeight => ((InHeight + (2 * PadHeight) - (DilationHeight * (KernelHeight - 1)) - 1) / StrideHeight) + 1;

    public int OutWidth => ((InWidth + (2 * PadWidth) - (DilationWidth * (KernelWidth - 1)) - 1) / StrideWidth) + 1;
}
