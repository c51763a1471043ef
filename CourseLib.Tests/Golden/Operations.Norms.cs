using CourseLib.Autograd;
using CourseLib.Norms;
using CourseLib.Tensors;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Golden;

public static partial class Operations
{
    private static Dictionary<string, Func<Tensor[], Tensor>> Norms => new()
    {
        ["layer normalisation of the last axis"] = x => LayerNorm(x[0], [7], x[1], x[2]),
        ["layer normalisation of long rows"] = x => LayerNorm(x[0], [45], x[1], x[2]),
        ["layer normalisation of C, H and W"] = x => LayerNorm(x[0], [3, 3, 4], x[1], x[2]),
        ["layer normalisation of two axes out of three"] = x => LayerNorm(x[0], [2, 5], x[1], x[2]),
        ["layer normalisation of all axes"] = x => LayerNorm(x[0], [3, 5], x[1], x[2]),
        ["layer normalisation, not affine"] = x => LayerNorm(x[0], [6], eps: 0.1f),
        ["layer normalisation, many rows"] = x => LayerNorm(x[0], [4], x[1], x[2]),
        ["layer normalisation without bias"] = x => LayerNorm(x[0], [5], x[1]),

        ["group normalisation of images"] = x => GroupNorm(x[0], 3, x[1], x[2]),
        ["group normalisation, one group"] = x => GroupNorm(x[0], 1, x[1], x[2]),
        ["group normalisation, a group for each channel"] = x => GroupNorm(x[0], 3, x[1], x[2]),
        ["group normalisation of large images"] = x => GroupNorm(x[0], 1, x[1], x[2]),
        ["group normalisation of rows"] = x => GroupNorm(x[0], 2, x[1], x[2]),
        ["group normalisation of sequences"] = x => GroupNorm(x[0], 2, x[1], x[2]),
        ["group normalisation of volumes"] = x => GroupNorm(x[0], 2, x[1], x[2]),
        ["group normalisation, one channel"] = x => GroupNorm(x[0], 1, x[1], x[2]),
        ["group normalisation, not affine"] = x => GroupNorm(x[0], 2, eps: 0.1f),

        ["instance normalisation of images"] = x => InstanceNorm(x[0], x[1], x[2]),
        ["instance normalisation of sequences"] = x => InstanceNorm(x[0], x[1], x[2]),
        ["instance normalisation of volumes"] = x => InstanceNorm(x[0], x[1], x[2]),
        ["instance normalisation, not affine"] = x => InstanceNorm(x[0], eps: 0.1f),

        ["batch normalisation of volumes"] = x => Function.Apply(new BatchNormFunction(1e-5f), x),
        ["batch normalisation of one image"] = x => Function.Apply(new BatchNormFunction(1e-5f), x),

        ["switchable normalisation"] = Switchable,
        ["switchable normalisation of one image"] = Switchable,
        ["switchable normalisation of one channel"] = Switchable,
        ["adaptive instance normalisation"] = x => AdaptiveInstanceNorm.Apply(x[0], x[1]),
        ["adaptive instance normalisation to one style"] = x => AdaptiveInstanceNorm.Apply(x[0], x[1]),
        ["adaptive instance normalisation of sequences"] = x => AdaptiveInstanceNorm.Apply(x[0], x[1]),
    };

    private static Tensor Switchable(Tensor[] x) =>
        SwitchableNorm2d.Normalized(x[0], x[1], x[2], x[3], x[4], new RunningAverages(x[0].Shape[1], 0.9), training: true, 1e-5f);
}
