using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Batch normalisation over several workers (Zhang et al. 2018): each has a part of the batch and a copy of this layer, and all normalise by the
/// statistics of the whole batch. Input (N, C, …), where N may differ between workers; result of the same shape.
/// </summary>
/// <remarks>
/// Results, gradients with respect to the input, and running averages are those of <see cref="BatchNorm2d"/> on the whole batch; the gradients of γ and β are
/// each worker's share, and their sum is the whole batch's. All workers must call Forward, and Backward, the same number of times.
/// </remarks>
/// <param name="features">C.</param>
/// <param name="workers">This worker's connection to the others.</param>
/// <param name="eps">ε, added to the variance.</param>
/// <param name="decay">The weight of the old value in the running averages, 0.9 if neither is given; the lectures' name.</param>
/// <param name="momentum">The weight of the new value in the running averages; PyTorch's name. Give one of the two.</param>
/// <param name="affine">Whether there are γ and β.</param>
/// <param name="trackRunningStats">Whether running averages are kept; without them evaluation, too, uses the batch.</param>
/// <param name="cumulative">Whether the running averages are plain means over all batches, PyTorch's momentum=None.</param>
/// <param name="unbiased">Whether the running variance takes the unbiased variance of a batch; the biased one if not.</param>
/// <exception cref="ArgumentException">More than one of decay, momentum and cumulative is given, or a number is out of its range.</exception>
public sealed class SyncBatchNorm(int features, ICollective workers, float eps = 1e-5f, double? decay = null, double? momentum = null, bool affine = true,
    bool trackRunningStats = true, bool cumulative = false, bool unbiased = true)
    : BatchNorm(features, eps, decay, momentum, affine, trackRunningStats, cumulative, unbiased)
{
    /// <summary>
    /// The count, mean and M2 = Σ(x − mean)² of several sets of numbers together, from those of each (Chan, Golub and LeVeque 1983):
    /// M2 = M2₁ + M2₂ + δ²·n₁·n₂/(n₁ + n₂) with δ = mean₂ − mean₁. No large sums are subtracted, so a large mean costs no digits.
    /// </summary>
    /// <exception cref="ArgumentException">A count or an M2 is negative.</exception>
    public static (double Count, double Mean, double M2) MergeStats(params ReadOnlySpan<(double Count, double Mean, double M2)> shards)
    {
        var merged = default(MomentSum);
        foreach ((double count, double mean, double m2) in shards)
        {
            Argument.NotNegative("MergeStats", "a count", count);
            if (m2 < 0) throw new ArgumentException($"MergeStats: an M2 is {m2}, and a sum of squares must not be negative");
            merged.Merge(count, mean, m2);
        }
        return (merged.Count, merged.Mean, merged.Squares);
    }

    private readonly ICollective workers = workers ?? throw new ArgumentNullException(nameof(workers), "SyncBatchNorm: there is no connection to the other workers; give one of a WorkerGroup's");

    private protected override BatchNormFunction ByBatch(Tensor x) => new SyncBatchNormFunction(workers, Eps);

    private protected override void RefuseShape(Tensor x)
    {
        Shapes.RequireGiven(nameof(SyncBatchNorm), "the input", x);
        if (x.Rank < 2) throw new ArgumentException($"SyncBatchNorm: the input has shape {Shapes.Describe(x.Sizes)}, and must have at least 2 axes (N, C, …)");
        RefuseChannels(x);
    }
}
