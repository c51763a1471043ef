using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>
/// A depthwise separable convolution: every channel by a filter of its own, then the channels mixed pixel by pixel. It takes (K²·C + C·O)/(K²·C·O) = 1/O + 1/K² of the
/// weights of a full convolution (Howard et al. 2017, section 3.1). Input (N, C, H, W), result (N, O, H′, W′).
/// </summary>
public sealed class SeparableConv2d : Module
{
    /// <summary>The parts are "depthwise" (C, 1, KH, KW) and "pointwise" (O, C, 1, 1).</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O.</param>
    /// <param name="kernel">Size of a depthwise filter: one number, or (height, width).</param>
    /// <param name="stride">Step of the depthwise filters; 1 if null.</param>
    /// <param name="padding">How many elements are added on every side, "same" (with stride 1 the size stays) or "valid" (none); 0 if null.</param>
    /// <param name="dilation">Distance between the elements of a depthwise filter; 1 if null.</param>
    /// <param name="bias">Whether both parts have a bias.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentException">A size is impossible.</exception>
    public SeparableConv2d(int inChannels, int outChannels, Size2d kernel, Size2d? stride = null, ConvolutionPadding? padding = null, Size2d? dilation = null, bool bias = true, int? seed = null)
    {
        Depthwise = RegisterModule("depthwise", new DepthwiseConv2d(inChannels, kernel, stride, padding, dilation, bias: bias, seed: seed));
        Pointwise = RegisterModule("pointwise", new Conv2d(inChannels, outChannels, 1, bias: bias, seed: seed + 1));
    }

    /// <summary>The filters in space.</summary>
    public DepthwiseConv2d Depthwise { get; }

    /// <summary>The mixing of channels, 1×1.</summary>
    public Conv2d Pointwise { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Pointwise.Forward(Depthwise.Forward(x));
}
