using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>A one-dimensional convolution (cross-correlation). Input (N, C, L), result (N, O, L′) with L′ = ⌊(L + 2·padding − dilation·(K − 1) − 1)/stride⌋ + 1.</summary>
public sealed class Conv1d : ConvolutionLayer
{
    /// <summary>Weights and bias are drawn uniformly from ±1/√(fan-in), as PyTorch does.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O, the number of filters.</param>
    /// <param name="kernel">Length of a filter.</param>
    /// <param name="stride">Step of the filters.</param>
    /// <param name="padding">How many elements are added on every side, "same" (with stride 1 the size stays) or "valid" (none); 0 if null.</param>
    /// <param name="dilation">Distance between the elements of a filter.</param>
    /// <param name="groups">Parts into which the channels are divided, each with filters of its own.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <param name="paddingMode">What stands beyond the edges: zeros, or the image reflected, its edge repeated, or the image repeated.</param>
    /// <exception cref="ArgumentException">A size is impossible, or the channels cannot be divided into the groups.</exception>
    public Conv1d(int inChannels, int outChannels, int kernel, int stride = 1, ConvolutionPadding? padding = null, int dilation = 1, int groups = 1,
        bool bias = true, int? seed = null, PaddingMode paddingMode = PaddingMode.Zeros)
        : base(inChannels, outChannels, [kernel], [stride], padding, [dilation], groups, bias, seed, paddingMode) =>
        (Stride, Padding, Dilation) = (stride, Before[0], dilation);

    /// <summary>Step of the filters.</summary>
    public int Stride { get; }

    /// <summary>Elements added on every side; with "same" and an even reach there is one more behind.</summary>
    public int Padding { get; }

    /// <summary>Distance between the elements of a filter.</summary>
    public int Dilation { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Conv1d(x, Weight, Bias, Stride, GivenPadding, Dilation, Groups, PaddingMode));
}
