namespace CourseLib.Kernels;

/// <summary>Everything that fixes a two-dimensional convolution: x is (Batch, InChannels, InHeight, InWidth),
/// w is (OutChannels, InChannels / Groups, KernelHeight, KernelWidth), y is (Batch, OutChannels, OutHeight, OutWidth).</summary>
internal readonly record struct ConvolutionShape(int Batch, int InChannels, int InHeight, int InWidth, int OutChannels,
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int PadHeight, int PadWidth,
    int DilationHeight, int DilationWidth, int Groups)
{
    public int OutHeight => ((InHeight + (2 * PadHeight) - (DilationHeight * (KernelHeight - 1)) - 1) / StrideHeight) + 1;

    public int OutWidth => ((InWidth + (2 * PadWidth) - (DilationWidth * (KernelWidth - 1)) - 1) / StrideWidth) + 1;

    public int InChannelsPerGroup => InChannels / Groups;

    public int OutChannelsPerGroup => OutChannels / Groups;
}
