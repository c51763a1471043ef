using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;
using F = CourseLib.Layers.Functional;

namespace CourseLib.Tests.Refusals;

public static partial class Calls
{
    private static readonly ICollective Alone = new WorkerGroup(1).Workers[0];

    private static Refusal[] Norms =>
    [
        new(() => new BatchNorm1d(0), ["features", "0"]),
        new(() => new BatchNorm2d(3, eps: -1), ["BatchNorm2d: eps is -1", "not negative"]),
        new(() => new BatchNorm2d(3, eps: float.PositiveInfinity), ["BatchNorm2d: eps is ", "finite"]),
        new(() => new BatchNorm2d(3, momentum: 1.5), ["the momentum is 1.5", "from 0 to 1"]),
        new(() => new BatchNorm2d(3, decay: double.NaN), ["the decay is NaN"]),
        new(() => new BatchNorm2d(3, decay: 0.9, momentum: 0.1), ["decay 0.9 and momentum 0.1", "both given"]),
        new(() => new BatchNorm3d(3, decay: 0.9, cumulative: true), ["cumulative", "0.9"]),
        new(() => new BatchNorm1d(3).Forward(Tensor.Ones(2, 4)), ["BatchNorm1d", "[2, 4]", "3 channels"]),
        new(() => new BatchNorm1d(3).Forward(Tensor.Ones(3)), ["BatchNorm1d", "[3]", "(N, C)"]),
        new(() => new BatchNorm1d(3).Forward(Tensor.Ones(1, 3)), ["[1, 3]", "1 value", "at least two"]),
        new(() => new BatchNorm2d(4).Forward(Sequence), ["BatchNorm2d", "[1, 4, 5]", "(N, C, H, W)"]),
        new(() => new BatchNorm2d(4).Forward(Tensor.Ones(0, 4, 2, 2)), ["[0, 4, 2, 2]", "0 value", "at least two"]),
        new(() => new BatchNorm2d(4).Forward(null!), ["BatchNorm2d: the input is null"]),
        new(() => new BatchNorm3d(4).Forward(Image), ["BatchNorm3d", "(N, C, D, H, W)"]),
        new(() => new SyncBatchNorm(3, null!), ["SyncBatchNorm", "workers"]),
        new(() => new SyncBatchNorm(0, Alone), ["features", "0"]),
        new(() => new SyncBatchNorm(3, Alone).Forward(Tensor.Ones(3)), ["SyncBatchNorm", "[3]", "(N, C, …)"]),
        new(() => SyncBatchNorm.MergeStats((-1, 0, 0)), ["count is -1"]),
        new(() => new WorkerGroup(0), ["count", "0"]),
        new(() => new InstanceNorm1d(0), ["features", "0"]),
        new(() => new InstanceNorm2d(3, eps: float.NaN), ["InstanceNorm2d: eps is NaN"]),
        new(() => new InstanceNorm3d(3, momentum: -0.1), ["the momentum is -0.1"]),
        new(() => new InstanceNorm1d(4).Forward(Image), ["InstanceNorm1d", "[1, 4, 5, 5]"]),
        new(() => new InstanceNorm2d(3).Forward(Image), ["InstanceNorm2d", "3 channels"]),
        new(() => new InstanceNorm2d(4).Forward(Tensor.Ones(2, 4, 1, 1)), ["[2, 4, 1, 1]", "1 value", "at least two"]),
        new(() => new InstanceNorm3d(4).Forward(null!), ["InstanceNorm3d: the input is null"]),
        new(() => new LayerNorm(0), ["LayerNorm", "[0]", "positive"]),
        new(() => new LayerNorm([]), ["LayerNorm", "[]", "at least one axis"]),
        new(() => new LayerNorm(4, eps: -1), ["LayerNorm: eps is -1"]),
        new(() => new LayerNorm(4).Forward(Tensor.Ones(2, 5)), ["[2, 5]", "last axes must be [4]"]),
        new(() => new GroupNorm(0, 4), ["groups", "0"]),
        new(() => new GroupNorm(2, 0), ["channels", "0"]),
        new(() => new GroupNorm(3, 4), ["4 channels", "3 groups"]),
        new(() => new GroupNorm(2, 4, eps: float.NegativeInfinity), ["GroupNorm: eps is "]),
        new(() => new GroupNorm(2, 4).Forward(Tensor.Ones(2, 6)), ["[2, 6]", "4 channels"]),
        new(() => new GroupNorm(4, 4).Forward(Tensor.Ones(1, 4)), ["[1, 4]", "1 value", "at least two"]),
        new(() => new SwitchableNorm2d(-3), ["features", "-3"]),
        new(() => new SwitchableNorm2d(3, eps: float.NaN), ["SwitchableNorm2d: eps is NaN"]),
        new(() => new SwitchableNorm2d(3).Forward(Image), ["SwitchableNorm2d", "[1, 4, 5, 5]", "3 channels"]),
        new(() => new SwitchableNorm2d(4).Forward(Tensor.Ones(1, 4, 1, 1)), ["1 value", "at least two"]),
        new(() => F.LayerNorm(Image, [4]), ["[1, 4, 5, 5]", "last axes must be [4]"]),
        new(() => F.LayerNorm(Image, [5], Tensor.Ones(4)), ["the weight", "[4]", "[5]"]),
        new(() => F.LayerNorm(Image, null!), ["LayerNorm: the normalised shape is null"]),
        new(() => F.GroupNorm(Image, 3), ["4 channels", "3 groups"]),
        new(() => F.GroupNorm(Tensor.Ones(3), 1), ["GroupNorm", "[3]", "(N, C, …)"]),
        new(() => F.InstanceNorm(Tensor.Ones(2, 3)), ["InstanceNorm", "[2, 3]", "(N, C, …)"]),
        new(() => F.InstanceNorm(Image, bias: Tensor.Ones(3)), ["the bias", "[3]", "[4]"]),
        new(() => AdaptiveInstanceNorm.Apply(Image, Tensor.Ones(1, 3, 5, 5)), ["the style", "[1, 3, 5, 5]", "4 channels"]),
        new(() => AdaptiveInstanceNorm.Apply(Image, Image, float.PositiveInfinity), ["eps is "]),
        new(() => AdaptiveInstanceNorm.Apply(null!, Image), ["the content: the input is null"]),
        new(() => BatchNormFolding.Fold(new Conv2d(2, 4, 3, seed: 1), new BatchNorm2d(3)), ["4 outputs", "normalises 3"]),
        new(() => BatchNormFolding.Fold(null!), ["chain"]),
    ];
}
