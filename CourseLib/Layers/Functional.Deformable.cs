using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

public static partial class Functional
{
    /// <summary>
    /// Deformable convolution (Dai et al. 2017, equation 2; with <paramref name="mask"/>, Zhu et al. 2019, equation 1): every tap of the filter reads the image
    /// where its own offset leads, between the pixels by bilinear interpolation, and zeros outside. Without offsets it is <see cref="Conv2d"/>.
    /// </summary>
    /// <remarks>Where an offset leads exactly to a pixel the interpolation has a kink; the gradient there is that of moving down or right.</remarks>
    /// <param name="x">(N, C, H, W).</param>
    /// <param name="offset">(N, 2·G·KH·KW, H′, W′) in pixels, in torchvision's order: for each of G offset groups and each tap, down and then right. G divides C.</param>
    /// <param name="weight">(O, C/groups, KH, KW).</param>
    /// <param name="bias">(O), or null.</param>
    /// <param name="stride">Step of the filters; 1 if null.</param>
    /// <param name="padding">Zeros added on every side; 0 if null.</param>
    /// <param name="dilation">Distance between the elements of a filter; 1 if null.</param>
    /// <param name="mask">(N, G·KH·KW, H′, W′), by which what each tap reads is multiplied, or null.</param>
    /// <param name="groups">Parts into which the channels are divided.</param>
    /// <returns>(N, O, H′, W′), the sizes of <see cref="Conv2d"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor DeformConv2d(Tensor x, Tensor offset, Tensor weight, Tensor? bias = null, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, Tensor? mask = null, int groups = 1)
    {
        var arguments = ConvolutionArguments.Require("DeformConv2d", ref x, weight, bias, (stride ?? 1).ToArray(), padding ?? 0, (dilation ?? 1).ToArray(), groups);
        ConvolutionShape shape = arguments.On(x.Sizes, weight.Sizes);
        Shapes.RequireRank("DeformConv2d", "the offset", offset, 4, "(N, 2·G·KH·KW, H′, W′)");
        int taps = shape.KernelHeight * shape.KernelWidth, offsetGroups = offset.Sizes[1] / (2 * taps);
        if (offsetGroups == 0 || offset.Sizes[1] % (2 * taps) != 0 || shape.InChannels % offsetGroups != 0)
            throw new ArgumentException(
                $"DeformConv2d: the offset {Shapes.Describe(offset.Sizes)} has {offset.Sizes[1]} channels, and must have 2·{taps} for each offset group, the number of which divides the {shape.InChannels} channels of the input");
        Shapes.Require("DeformConv2d", "the offset", offset, [shape.Batch, 2 * offsetGroups * taps, shape.OutHeight, shape.OutWidth]);
        if (mask is not null) Shapes.Require("DeformConv2d", "the mask", mask, [shape.Batch, offsetGroups * taps, shape.OutHeight, shape.OutWidth]);
        var function = new DeformConv2dFunction(shape, offsetGroups, bias is not null, mask is not null);
        return Function.Apply(function, [x, offset, weight, .. bias is null ? [] : (Tensor[])[bias], .. mask is null ? [] : (Tensor[])[mask]]);
    }
}
