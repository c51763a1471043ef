using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>The residual block of ResNet-18 and 34: two 3×3 convolutions (He et al. 2016, figure 5, left).</summary>
public sealed class BasicBlock : ResidualBlock
{
    private readonly Module conv1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn1, bn2;

    /// <summary>A block with new weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">Channels of the result.</param>
    /// <param name="stride">Of the first convolution.</param>
    /// <param name="shortcut">What to do where the shapes differ.</param>
    /// <param name="zeroInit">Whether the last γ starts at 0.</param>
    /// <param name="gate">Makes a module for the end of the branch, such as <see cref="SqueezeExcite"/>, from its number of channels.</param>
    /// <param name="conv3x3">Makes another module than a 3×3 convolution for the first one, from input channels, output channels and stride; it keeps the size at stride 1.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive, or the shortcut cannot be.</exception>
    public BasicBlock(int inChannels, int channels, int stride = 1, Shortcut shortcut = Shortcut.Projection, bool zeroInit = false, Func<int, Module>? gate = null, Func<int, int, int, Module>? conv3x3 = null, int? seed = null)
        : base(inChannels, channels, stride, shortcut)
    {
        var make = new LayerFactory(seed);
        conv1 = RegisterModule("conv1", conv3x3?.Invoke(inChannels, channels, stride) ?? make.Conv(inChannels, channels, 3, stride));
        bn1 = RegisterModule("bn1", new BatchNorm2d(channels));
        conv2 = RegisterModule("conv2", make.Conv(channels, channels, 3));
        bn2 = RegisterModule("bn2", new BatchNorm2d(channels));
        Finish(make, gate, bn2, zeroInit);
    }

    private protected override Tensor Branch(Tensor x) => bn2.Forward(conv2.Forward(Rectified(bn1, Relu, conv1.ForwardObserved(x))));
}
