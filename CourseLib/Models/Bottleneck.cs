using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>The residual block of ResNet-50 and deeper: 1×1 to fewer channels, 3×3, 1×1 to four times as many (He et al. 2016, figure 5, right).</summary>
/// <remarks>The stride is that of the 3×3 convolution, as in PyTorch; the paper's is in the first 1×1, which leaves out three of four pixels.</remarks>
public sealed class Bottleneck : ResidualBlock
{
    /// <summary>Channels of the result for one of the middle.</summary>
    public const int Expansion = 4;

    private readonly Module conv2;
    private readonly Conv2d conv1, conv3;
    private readonly BatchNorm2d bn1, bn2, bn3;

    /// <summary>A block with new weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">Channels in the middle; the result has four times as many.</param>
    /// <param name="stride">Of the 3×3 convolution.</param>
    /// <param name="shortcut">What to do where the shapes differ.</param>
    /// <param name="zeroInit">Whether the last γ starts at 0.</param>
    /// <param name="gate">Makes a module for the end of the branch, such as <see cref="SqueezeExcite"/>, from its number of channels.</param>
    /// <param name="conv3x3">Makes another module than a 3×3 convolution, from input channels, output channels and stride; it keeps the size at stride 1.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive, or the shortcut cannot be.</exception>
    public Bottleneck(int inChannels, int channels, int stride = 1, Shortcut shortcut = Shortcut.Projection, bool zeroInit = false, Func<int, Module>? gate = null, Func<int, int, int, Module>? conv3x3 = null, int? seed = null)
        : base(inChannels, channels * Expansion, stride, shortcut)
    {
        var make = new LayerFactory(seed);
        conv1 = RegisterModule("conv1", make.Conv(inChannels, channels, 1));
        bn1 = RegisterModule("bn1", new BatchNorm2d(channels));
        conv2 = RegisterModule("conv2", conv3x3?.Invoke(channels, channels, stride) ?? make.Conv(channels, channels, 3, stride));
        bn2 = RegisterModule("bn2", new BatchNorm2d(channels));
        conv3 = RegisterModule("conv3", make.Conv(channels, OutChannels, 1));
        bn3 = RegisterModule("bn3", new BatchNorm2d(OutChannels));
        Finish(make, gate, bn3, zeroInit);
    }

    private protected override Tensor Branch(Tensor x)
    {
        Tensor reduced = Rectified(bn1, Relu, conv1.Forward(x));
        return bn3.Forward(conv3.Forward(Rectified(bn2, Relu, conv2.ForwardObserved(reduced))));
    }
}
