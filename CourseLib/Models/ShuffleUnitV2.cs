using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// ShuffleNetV2's unit (Ma et al. 2018, figure 3c and d): half of the channels pass, the other half go through 1×1, depthwise 3×3, 1×1; both are joined and shuffled.
/// With stride 2 all channels go through both branches. Input (N, C, H, W), result (N, channels, H/stride, W/stride).
/// </summary>
public sealed class ShuffleUnitV2 : Module
{
    private readonly Sequential? branch1;
    private readonly Sequential branch2;
    private readonly int channels;

    /// <summary>A unit with new weights.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="channels">Channels of the result, an even number; with stride 1 the same as C.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">The channels do not fit the stride, or cannot be halved.</exception>
    public ShuffleUnitV2(int inChannels, int channels, int stride = 1, int? seed = null)
    {
        if (stride is not (1 or 2)) throw new ArgumentException($"ShuffleUnitV2: the stride is {stride}, and must be 1 or 2");
        if (channels < 2 || channels % 2 != 0 || stride == 1 && inChannels != channels)
            throw new ArgumentException($"ShuffleUnitV2: {inChannels} channels cannot become {channels} with stride {stride}; the number must be even, and with stride 1 stay the same");
        this.channels = channels;
        var make = new LayerFactory(seed);
        int half = channels / 2, from = stride == 1 ? half : inChannels;
        if (stride == 2)
            branch1 = RegisterModule("branch1", new Sequential(
                make.Conv(from, from, 3, 2, groups: from), new BatchNorm2d(from),
                make.Conv(from, half, 1), new BatchNorm2d(half), new ReLU()));
        branch2 = RegisterModule("branch2", new Sequential(
            make.Conv(from, half, 1), new BatchNorm2d(half), new ReLU(),
            make.Conv(half, half, 3, stride, groups: half), new BatchNorm2d(half),
            make.Conv(half, half, 1), new BatchNorm2d(half), new ReLU()));
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        if (branch1 is not null) return Observed(x, Functional.ChannelShuffle(Tensor.Concat([branch1.Forward(x), branch2.Forward(x)], 1), 2));
        int half = channels / 2;
        if (Given(x).Rank != 4 || x.Sizes[1] != channels)
            throw new ArgumentException($"ShuffleUnitV2: the input has shape {Shapes.Describe(x.Sizes)}, and must be (N, C, H, W) with {channels} channels on axis 1");
        return Observed(x, Functional.ChannelShuffle(Tensor.Concat([x.Slice(1, 0, half), branch2.Forward(x.Slice(1, half, half))], 1), 2));
    }
}
