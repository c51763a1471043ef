using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>Deals the channels of each group out to all groups, so that the next group convolution sees all of them (Zhang et al. 2018, section 3.1). Input and result (N, C, H, W).</summary>
/// <param name="groups">Into how many groups the channels are divided.</param>
public sealed class ChannelShuffle(int groups) : Module
{
    private readonly int groups = Argument.AtLeast(1, nameof(ChannelShuffle), "the number of groups", groups);

    /// <inheritdoc/>
    protected internal override string Details => $"{groups} groups";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.ChannelShuffle(x, groups));
}
