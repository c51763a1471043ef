using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>A deformable convolution whose offsets are given with the input (Dai et al. 2017). <see cref="DeformableConvBlock"/> learns its own.</summary>
public sealed class DeformConv2d : ConvolutionLayer
{
    /// <summary>Weights and bias are drawn uniformly from ±1/√(fan-in), as those of <see cref="Conv2d"/>.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O, the number of filters.</param>
    /// <param name="kernel">Size of a filter: one number, or (height, width).</param>
    /// <param name="stride">Step of the filters; 1 if null.</param>
    /// <param name="padding">Zeros added on every side; 0 if null.</param>
    /// <param name="dilation">Distance between the elements of a filter; 1 if null.</param>
    /// <param name="groups">Parts into which the channels are divided, each with filters of its own.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the channels cannot be divided into the groups.</exception>
    public DeformConv2d(int inChannels, int outChannels, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, int groups = 1, bool bias = true, int? seed = null)
        : base(inChannels, outChannels, kernel.ToArray(), (stride ?? 1).ToArray(), padding, (dilation ?? 1).ToArray(), groups, bias, seed) =>
        (Stride, Padding, Dilation) = (stride ?? 1, padding ?? 0, dilation ?? 1);

    /// <summary>Step of the filters.</summary>
    public Size2d Stride { get; }

    /// <summary>Zeros added on every side.</summary>
    public Size2d Padding { get; }

    /// <summary>Distance between the elements of a filter.</summary>
    public Size2d Dilation { get; }

    /// <summary>The regular grid, without offsets: the same as <see cref="Conv2d"/>.</summary>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Conv2d(x, Weight, Bias, Stride, Padding, Dilation, Groups));

    /// <summary>The convolution with offsets. x: (N, C, H, W); offset: (N, 2·G·KH·KW, H′, W′), down and right for each offset group and tap; mask: (N, G·KH·KW, H′, W′) or null; result: (N, O, H′, W′).</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor x, Tensor offset, Tensor? mask = null) =>
        Observed(x, Functional.DeformConv2d(x, offset, Weight, Bias, Stride, Padding, Dilation, mask, Groups));
}
