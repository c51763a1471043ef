namespace CourseLib.Kernels;

/// <summary>Everything that fixes a two-dimensional pooling: x is (Batch, Channels, InHeight, InWidth), y is (Batch, Channels, OutHeight, OutWidth).</summary>
/// <remarks>With <paramref name="Ceil"/> a last window that runs over the padded plane counts too, if it begins before the padding behind the plane. Sizes of outputs are worked out once: another shape needs the constructor.</remarks>
internal readonly record struct PoolShape(int Batch, int Channels, int InHeight, int InWidth, int KernelHeight, int KernelWidth,
    int StrideHeight, int StrideWidth, int PadHeight, int PadWidth, int DilationHeight, int DilationWidth, bool Ceil = false)
{
    public int OutHeight { get; } = Windows(InHeight, KernelHeight, StrideHeight, PadHeight, DilationHeight, Ceil);

    public int OutWidth { get; } = Windows(InWidth, KernelWidth, StrideWidth, PadWidth, DilationWidth, Ceil);

    public int Planes => Batch * Channels;

    public int InPlane => InHeight * InWidth;

    public int OutPlane => OutHeight * OutWidth;

    public int Taps => KernelHeight * KernelWidth;

    /// <summary>Two by two windows side by side, the usual pooling.</summary>
    public bool IsHalving => KernelHeight == 2 && KernelWidth == 2 && StrideHeight == 2 && StrideWidth == 2 && PadHeight == 0 && PadWidth == 0
        && DilationHeight == 1 && DilationWidth == 1 && 2 * OutHeight <= InHeight && 2 * OutWidth <= InWidth;

    /// <summary>Row of the first window's tap <paramref name="tap"/>, which may lie in the padding.</summary>
    public int TapRow(int tap) => (tap / KernelWidth * DilationHeight) - PadHeight;

    public int TapColumn(int tap) => (tap % KernelWidth * DilationWidth) - PadWidth;

    /// <summary>What the outputs see of one input plane.</summary>
    public Window InputWindow()
    {
        var s = this;
        return new Window(1, InHeight, InWidth, OutHeight, OutWidth, StrideHeight, StrideWidth,
            [.. Enumerable.Range(0, Taps).Select(t => (s.TapRow(t), s.TapColumn(t)))], mayBeInPlace: false);
    }

    private static int Windows(int size, int kernel, int stride, int pad, int dilation, bool ceil)
    {
        int reach = size + (2 * pad) - (dilation * (kernel - 1)) - 1;
        if (!ceil) { return (reach / stride) + 1; }
        int count = ((reach + stride - 1) / stride) + 1;
        return (count - 1) * stride >= size + pad ? count - 1 : count;
    }
}
