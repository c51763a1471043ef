using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// MobileNetV2's block (Sandler et al. 2018, table 1): 1×1 to t times as many channels, depthwise 3×3, 1×1 to few channels without an activation; a shortcut
/// between the narrow ends where their shapes agree. Input (N, C, H, W), result (N, channels, H/stride, W/stride).
/// </summary>
public sealed class InvertedResidual : Module
{
    private readonly Sequential conv;
    private readonly bool isShortcut;

    /// <summary>A block with new weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">Channels of the result.</param>
    /// <param name="stride">Of the depthwise convolution.</param>
    /// <param name="expansion">t; with 1 there is no first convolution.</param>
    /// <param name="kernel">Size of the depthwise filters, odd.</param>
    /// <param name="gate">Makes a module for after the depthwise convolution, such as <see cref="SqueezeExcite"/>, from its number of channels (MnasNet).</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive, or the kernel is even.</exception>
    public InvertedResidual(int inChannels, int channels, int stride = 1, int expansion = 6, int kernel = 3, Func<int, Module>? gate = null, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(expansion);
        if (kernel % 2 == 0) throw new ArgumentException($"InvertedResidual: the kernel is {kernel}, and must be odd so that the shortcut fits");
        var make = new LayerFactory(seed);
        int hidden = inChannels * expansion;
        var layers = new List<Module>();
        if (expansion > 1) layers.Add(make.ConvNormActivation(inChannels, hidden, 1, new ReLU6()));
        layers.Add(make.ConvNormActivation(hidden, hidden, kernel, new ReLU6(), stride, groups: hidden));
        if (gate is not null) layers.Add(gate(hidden));
        layers.Add(make.Conv(hidden, channels, 1));
        layers.Add(new BatchNorm2d(channels));
        conv = RegisterModule("conv", new Sequential([.. layers]));
        isShortcut = stride == 1 && inChannels == channels;
        Details = $"{inChannels}→{hidden}→{channels}{(stride == 1 ? "" : $", stride {stride}")}{(isShortcut ? ", shortcut" : "")}";
    }

    /// <inheritdoc/>
    protected internal override string Details { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor y = conv.Forward(x);
        if (!isShortcut) return Observed(x, y);
        Shapes.Require(nameof(InvertedResidual), "the branch's result", y, x.Sizes);
        return Observed(x, x + y);
    }
}
