using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

public static partial class Functional
{
    /// <summary>
    /// One-dimensional convolution (cross-correlation). x: (N, C, L); weight: (O, C/groups, K); bias: (O) or null;
    /// result: (N, O, L′) with L′ = ⌊(L + 2·padding − dilation·(K − 1) − 1)/stride⌋ + 1.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Conv1d(Tensor x, Tensor weight, Tensor? bias = null, int stride = 1, ConvolutionPadding? padding = null, int dilation = 1, int groups = 1, PaddingMode paddingMode = PaddingMode.Zeros)
    {
        var arguments = ConvolutionArguments.Require("Conv1d", ref x, weight, bias, [stride], padding, [dilation], groups, paddingMode);
        return Convolve(arguments, x.Unsqueeze(2), weight.Unsqueeze(2), bias).Squeeze(2);
    }

    /// <summary>
    /// Two-dimensional convolution (cross-correlation). x: (N, C, H, W); weight: (O, C/groups, KH, KW); bias: (O) or null;
    /// result: (N, O, H′, W′) with H′ = ⌊(H + 2·padding − dilation·(KH − 1) − 1)/stride⌋ + 1.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Conv2d(Tensor x, Tensor weight, Tensor? bias = null, Size2d? stride = null, ConvolutionPadding? padding = null, Size2d? dilation = null, int groups = 1, PaddingMode paddingMode = PaddingMode.Zeros)
    {
        var arguments = ConvolutionArguments.Require("Conv2d", ref x, weight, bias, (stride ?? 1).ToArray(), padding, (dilation ?? 1).ToArray(), groups, paddingMode);
        return Convolve(arguments, x, weight, bias);
    }

    /// <summary>max(<see cref="Conv2d"/>, 0).</summary>
    internal static Tensor Conv2dRelu(Tensor x, Tensor weight, Tensor? bias, Size2d stride, ConvolutionPadding? padding, Size2d dilation, int groups, PaddingMode paddingMode)
    {
        var arguments = ConvolutionArguments.Require("Conv2d", ref x, weight, bias, stride.ToArray(), padding, dilation.ToArray(), groups, paddingMode);
        return new Conv2dReluFunction(arguments.On(x.Sizes, weight.Sizes)).On(x, weight, bias);
    }

    /// <summary>
    /// Three-dimensional convolution (cross-correlation). x: (N, C, D, H, W); weight: (O, C/groups, KD, KH, KW); bias: (O) or null;
    /// result: (N, O, D′, H′, W′) with D′ = ⌊(D + 2·padding − dilation·(KD − 1) − 1)/stride⌋ + 1.
    /// </summary>
    /// <remarks>The slices that a filter sees at a time become channels, (C, KD), of a two-dimensional convolution.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Conv3d(Tensor x, Tensor weight, Tensor? bias = null, Size3d? stride = null, ConvolutionPadding? padding = null, Size3d? dilation = null, int groups = 1, PaddingMode paddingMode = PaddingMode.Zeros)
    {
        var arguments = ConvolutionArguments.Require("Conv3d", ref x, weight, bias, (stride ?? 1).ToArray(), padding, (dilation ?? 1).ToArray(), groups, paddingMode);
        int kernel = weight.Sizes[2];
        var slices = new SliceShape(x.Sizes[0], x.Sizes[1], x.Sizes[2], x.Sizes[3] * x.Sizes[4], kernel, arguments.Stride[0], arguments.Padding[0], arguments.Dilation[0]);
        Tensor images = Function.Apply(new SlicesToChannelsFunction(slices, x.Sizes[3], x.Sizes[4]), x);
        Tensor filters = weight.Reshape(weight.Sizes[0], weight.Sizes[1] * kernel, weight.Sizes[3], weight.Sizes[4]);
        Tensor y = Convolve(arguments, images, filters, bias);
        return y.Reshape(slices.Batch, slices.OutDepth, y.Sizes[1], y.Sizes[2], y.Sizes[3]).Permute(0, 2, 1, 3, 4);
    }

    /// <summary>Channels dealt out from <paramref name="groups"/> groups: channel (g, i) of (groups, C/groups) becomes channel (i, g) (Zhang et al. 2018, section 3.1). x: (N, C, …).</summary>
    /// <exception cref="ArgumentException">The channels cannot be divided into the groups.</exception>
    public static Tensor ChannelShuffle(Tensor x, int groups)
    {
        Shapes.RequireGiven("ChannelShuffle", "the input", x);
        if (x.Rank < 2) throw new ArgumentException($"ChannelShuffle: the input has shape {Shapes.Describe(x.Sizes)}, and must have at least the axes (N, C)");
        if (groups < 1 || x.Sizes[1] % groups != 0)
            throw new ArgumentException($"ChannelShuffle: the {x.Sizes[1]} channels of input {Shapes.Describe(x.Sizes)} cannot be divided into {groups} groups");
        int pixels = Shapes.Product(x.Sizes, 2, x.Rank);
        return x.Reshape(x.Sizes[0], groups, x.Sizes[1] / groups, pixels).Permute(0, 2, 1, 3).Reshape(x.Shape);
    }

    private static Tensor Convolve(ConvolutionArguments arguments, Tensor x, Tensor weight, Tensor? bias) =>
        new Conv2dFunction(arguments.On(x.Sizes, weight.Sizes)).On(x, weight, bias);
}
