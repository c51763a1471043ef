using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>
/// A deformable convolution that learns where to look: a convolution of the input gives the offsets of every tap at every pixel (Dai et al. 2017, figure 2).
/// It starts with weights of zero, so that the block starts on the regular grid. Input (N, C, H, W), result (N, O, H′, W′).
/// </summary>
public sealed class DeformableConvBlock : Module
{
    private readonly Conv2d offset;
    private readonly Conv2d? mask;
    private readonly DeformConv2d convolution;

    /// <summary>The parts are "offset", perhaps "mask", and "conv"; the weights of the last are those of a <see cref="Conv2d"/> with the same seed.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O, the number of filters.</param>
    /// <param name="kernel">Size of a filter: one number, or (height, width).</param>
    /// <param name="stride">Step of the filters; 1 if null.</param>
    /// <param name="padding">Zeros added on every side; 0 if null.</param>
    /// <param name="dilation">Distance between the elements of a filter; 1 if null.</param>
    /// <param name="groups">Parts into which the channels are divided, each with filters of its own.</param>
    /// <param name="offsetGroups">Parts into which the channels are divided, each with offsets of its own.</param>
    /// <param name="modulated">Whether a second convolution gives each tap a weight σ(·), 1/2 at first (Zhu et al. 2019, section 3.2).</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the channels cannot be divided into the groups.</exception>
    public DeformableConvBlock(int inChannels, int outChannels, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null,
        int groups = 1, int offsetGroups = 1, bool modulated = false, bool bias = true, int? seed = null)
    {
        if (offsetGroups < 1 || inChannels % offsetGroups != 0)
            throw new ArgumentException($"DeformableConvBlock: {inChannels} input channels cannot be divided into {offsetGroups} offset groups");
        int taps = kernel.AtLeast(1, "DeformableConvBlock: the kernel").Height * kernel.Width;
        offset = RegisterModule("offset", Zero(new(inChannels, 2 * offsetGroups * taps, kernel, stride, padding, dilation, seed: 0)));
        if (modulated) mask = RegisterModule("mask", Zero(new(inChannels, offsetGroups * taps, kernel, stride, padding, dilation, seed: 0)));
        convolution = RegisterModule("conv", new DeformConv2d(inChannels, outChannels, kernel, stride, padding, dilation, groups, bias, seed));
    }

    /// <summary>The offsets that the block chooses for an input, to be looked at: (N, 2·offsetGroups·KH·KW, H′, W′), down and right for each tap, in pixels.</summary>
    public Tensor Offsets(Tensor x) => offset.Forward(x);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => convolution.Forward(x, Offsets(x), mask?.Forward(x).Sigmoid());

    private static Conv2d Zero(Conv2d layer)
    {
        layer.Weight.Fill(0);
        layer.Bias!.Fill(0);
        return layer;
    }
}
