using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>Batch normalisation of (N, C, D, H, W), each channel over the batch and the voxels.</summary>
/// <param name="features">C.</param>
/// <param name="eps">ε, added to the variance.</param>
/// <param name="decay">The weight of the old value in the running averages, 0.9 if neither is given; the lectures' name.</param>
/// <param name="momentum">The weight of the new value in the running averages; PyTorch's name. Give one of the two.</param>
/// <param name="affine">Whether there are γ and β.</param>
/// <param name="trackRunningStats">Whether running averages are kept; without them evaluation, too, uses the batch.</param>
/// <param name="cumulative">Whether the running averages are plain means over all batches, PyTorch's momentum=None.</param>
/// <param name="unbiased">Whether the running variance takes the unbiased variance of a batch; the biased one if not.</param>
/// <exception cref="ArgumentException">More than one of decay, momentum and cumulative is given, or a number is out of its range.</exception>
public sealed class BatchNorm3d(int features, float eps = 1e-5f, double? decay = null, double? momentum = null, bool affine = true, bool trackRunningStats = true,
    bool cumulative = false, bool unbiased = true)
    : BatchNorm(features, eps, decay, momentum, affine, trackRunningStats, cumulative, unbiased)
{
    private protected override void RefuseShape(Tensor x)
    {
        Shapes.RequireRank(nameof(BatchNorm3d), "the input", x, 5, "(N, C, D, H, W)");
        RefuseChannels(x);
    }
}
