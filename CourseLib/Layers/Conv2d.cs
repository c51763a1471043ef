using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>A two-dimensional convolution (cross-correlation). Input (N, C, H, W), result (N, O, H′, W′) with H′ = ⌊(H + 2·padding − dilation·(K − 1) − 1)/stride⌋ + 1.</summary>
public sealed class Conv2d : ConvolutionLayer
{
    /// <summary>Weights and bias are drawn uniformly from ±1/√(fan-in), as PyTorch does.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O, the number of filters.</param>
    /// <param name="kernel">Size of a filter: one number, or (height, width).</param>
    /// <param name="stride">Step of the filters; 1 if null.</param>
    /// <param name="padding">How many elements are added on every side, "same" (with stride 1 the size stays) or "valid" (none); 0 if null.</param>
    /// <param name="dilation">Distance between the elements of a filter; 1 if null.</param>
    /// <param name="groups">Parts into which the channels are divided, each with filters of its own.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <param name="paddingMode">What stands beyond the edges: zeros, or the image reflected, its edge repeated, or the image repeated.</param>
    /// <exception cref="ArgumentException">A size is impossible, or the channels cannot be divided into the groups.</exception>
    public Conv2d(int inChannels, int outChannels, Size2d kernel, Size2d? stride = null, ConvolutionPadding? padding = null, Size2d? dilation = null, int groups = 1,
        bool bias = true, int? seed = null, PaddingMode paddingMode = PaddingMode.Zeros)
        : base(inChannels, outChannels, kernel.ToArray(), (stride ?? 1).ToArray(), padding, (dilation ?? 1).ToArray(), groups, bias, seed, paddingMode) =>
        (Stride, Padding, Dilation) = (stride ?? 1, new(Before[0], Before[1]), dilation ?? 1);

    /// <summary>Step of the filters.</summary>
    public Size2d Stride { get; }

    /// <summary>Elements added on every side; with "same" and an even reach there is one more behind.</summary>
    public Size2d Padding { get; }

    /// <summary>Distance between the elements of a filter.</summary>
    public Size2d Dilation { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Conv2d(x, Weight, Bias, Stride, GivenPadding, Dilation, Groups, PaddingMode));

    /// <inheritdoc/>
    private protected override Tensor? ForwardRectified(Tensor x) => Functional.Conv2dRelu(x, Weight, Bias, Stride, GivenPadding, Dilation, Groups, PaddingMode);
}
