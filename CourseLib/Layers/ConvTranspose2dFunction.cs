using CourseLib.Kernels;

namespace CourseLib.Layers;

/// <summary>y = wᵀ ⋆ x + b, where wᵀ is the adjoint of the convolution by w: what is that convolution's backward pass is forward here, and the other way round.</summary>
/// <remarks>x: (N, C, H, W); w: (C, O/groups, KH, KW); b: (O), may be left out; result: (N, O, H′, W′), the input of the convolution <paramref name="shape"/>.</remarks>
internal sealed class ConvTranspose2dFunction(ConvolutionShape shape) : WeightedFunction([shape.Batch, shape.InChannels, shape.InHeight, shape.InWidth], shape.InChannels)
{
    private int Pixels => shape.InHeight * shape.InWidth;

    private protected override void Compute(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y)
    {
        Convolution.BackwardInput(shape, weight, x, y);
        if (!bias.IsEmpty) Elementwise.BinaryAxis<Add>(shape.Batch, shape.InChannels, Pixels, y, bias, y);
    }

    private protected override void BackwardInput(ReadOnlySpan<float> weight, ReadOnlySpan<float> dy, Span<float> dx) => Convolution.Forward(shape, dy, weight, default, dx);

    private protected override void BackwardWeight(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw) => Convolution.BackwardWeight(shape, dy, x, dw);

    private protected override void BackwardBias(ReadOnlySpan<float> dy, Span<float> db) => Reduce.SumChannels(dy, shape.Batch, shape.InChannels, Pixels, db);
}
