namespace CourseLib.Kernels;

/// <summary>Everything that fixes a two-dimensional convolution: x is (Batch, InChannels, InHeight, InWidth),
/// w is (OutChannels, InChannels / Groups, KernelHeight, KernelWidth), y is (Batch, OutChannels, OutHeight, OutWidth).</summary>
/// <remarks>Sizes of outputs are worked out once: another shape needs the constructor.</remarks>
internal readonly record struct ConvolutionShape(int Batch, int InChannels, int InHeight, int InWidth, int OutChannels,
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int PadHeight, int PadWidth,
    int DilationHeight, int DilationWidth, int Groups)
{
    public int OutHeight { get; } = ((InHeight + (2 * PadHeight) - (DilationHeight * (KernelHeight - 1)) - 1) / StrideHeight) + 1;

    public int OutWidth { get; } = ((InWidth + (2 * PadWidth) - (DilationWidth * (KernelWidth - 1)) - 1) / StrideWidth) + 1;

    public int InChannelsPerGroup => InChannels / Groups;

    public int OutChannelsPerGroup => OutChannels / Groups;

    public long InputCount => (long)Batch * InChannels * InHeight * InWidth;

    public long OutputCount => (long)Batch * OutChannels * OutHeight * OutWidth;

    public long WeightCount => (long)OutChannels * InChannelsPerGroup * KernelHeight * KernelWidth;

    /// <summary>The same without strides.</summary>
    public ConvolutionShape Unstrided() =>
        new(Batch, InChannels, InHeight, InWidth, OutChannels, KernelHeight, KernelWidth, 1, 1, PadHeight, PadWidth, DilationHeight, DilationWidth, Groups);

    /// <summary>What the outputs see of the input.</summary>
    public Window InputWindow(bool mayBeInPlace = true)
    {
        var s = this;
        var taps = Enumerable.Range(0, KernelHeight * KernelWidth)
            .Select(p => ((p / s.KernelWidth * s.DilationHeight) - s.PadHeight, (p % s.KernelWidth * s.DilationWidth) - s.PadWidth));
        return new Window(InChannelsPerGroup, InHeight, InWidth, OutHeight, OutWidth, StrideHeight, StrideWidth, [.. taps], mayBeInPlace);
    }
}
