using CourseLib.Kernels;

namespace CourseLib.Layers;

/// <summary>y = w ⋆ x + b, a cross-correlation: y[n, o, i, j] = b[o] + Σ w[o, c, p, q]·x[n, c, i·stride + p·dilation − padding, …].</summary>
/// <remarks>x: (N, C, H, W); w: (O, C/groups, KH, KW); b: (O), may be left out; result: (N, O, H′, W′).</remarks>
internal class Conv2dFunction(ConvolutionShape shape, bool rectifies = false)
    : WeightedFunction([shape.Batch, shape.OutChannels, shape.OutHeight, shape.OutWidth], shape.OutChannels, rectifies)
{
    private protected override void Compute(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y) => Convolution.Forward(shape, x, weight, bias, y, Rectifies);

    private protected override void BackwardInput(ReadOnlySpan<float> weight, ReadOnlySpan<float> dy, Span<float> dx) => Convolution.BackwardInput(shape, weight, dy, dx);

    private protected override void BackwardWeight(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw) => Convolution.BackwardWeight(shape, x, dy, dw);

    private protected override void BackwardBias(ReadOnlySpan<float> dy, Span<float> db) => Convolution.BackwardBias(shape, dy, db);
}
