using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// ShuffleNet's unit (Zhang et al. 2018, figure 2): 1×1 convolution in groups, channel shuffle, depthwise 3×3, 1×1 in groups, and a shortcut that is added, or, with
/// stride 2, averaged and joined. Input (N, C, H, W), result (N, channels, H/stride, W/stride).
/// </summary>
public sealed class ShuffleUnitV1 : Module
{
    private readonly Sequential branch;
    private readonly AvgPool2d? pool;

    /// <summary>A unit with new weights.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="channels">Channels of the result; with stride 1 the same as C.</param>
    /// <param name="groups">Of the 1×1 convolutions.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="groupFirst">Whether the first 1×1 convolution is in groups, too; the network's first unit has so few channels that it is not.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">The channels do not fit the stride or the groups.</exception>
    public ShuffleUnitV1(int inChannels, int channels, int groups = 3, int stride = 1, bool groupFirst = true, int? seed = null)
    {
        if (stride is not (1 or 2)) throw new ArgumentException($"ShuffleUnitV1: the stride is {stride}, and must be 1 or 2");
        if (stride == 1 && inChannels != channels || stride == 2 && channels <= inChannels)
            throw new ArgumentException($"ShuffleUnitV1: {inChannels} channels cannot become {channels} with stride {stride}; stride 1 keeps them, and stride 2 adds some");
        var make = new LayerFactory(seed);
        int to = stride == 2 ? channels - inChannels : channels, middle = channels / 4;
        branch = RegisterModule("branch", new Sequential(
            make.Conv(inChannels, middle, 1, groups: groupFirst ? groups : 1), new BatchNorm2d(middle), new ReLU(), new ChannelShuffle(groups),
            make.Conv(middle, middle, 3, stride, groups: middle), new BatchNorm2d(middle),
            make.Conv(middle, to, 1, groups: groups), new BatchNorm2d(to)));
        if (stride == 2) pool = RegisterModule("pool", new AvgPool2d(3, 2, 1));
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor y = branch.Forward(x);
        return Observed(x, (pool is null ? x + y : Tensor.Concat([pool.Forward(x), y], 1)).Relu());
    }
}
