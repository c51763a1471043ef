using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>
/// x̃ = λ·x + (1 − λ)·x′, ỹ = λ·y + (1 − λ)·y′ with λ ~ Beta(α, α) and x′ another image of the batch (Zhang et al. 2018, "mixup:
/// Beyond Empirical Risk Minimization", equation 1).
/// </summary>
public static class Mixup
{
    /// <summary>Blends every image with a random partner; one λ for the whole batch, as in the paper's code.</summary>
    /// <param name="batch">Images [N, C, H, W].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="alpha">The concentration of the Beta distribution; the paper uses 0.1 to 1.</param>
    /// <param name="seed">Fixes λ and the partners.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not positive, or a label names no class.</exception>
    public static MixedBatch Apply(Batch batch, int classes, double alpha = 1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var random = SplitMix64.Keyed(seed);
        double lambda = BetaDistribution.Sample(alpha, ref random);
        int[] partners = Partners.Of(nameof(Mixup), batch, ref random);
        float[] images = batch.Images.ToArray(), mixed = new float[images.Length];
        int size = batch.Count == 0 ? 0 : images.Length / batch.Count;
        (float own, float other) = ((float)lambda, (float)(1 - lambda));
        for (int i = 0; i < batch.Count; i++)
            for (int k = 0; k < size; k++)
                mixed[i * size + k] = own * images[i * size + k] + other * images[partners[i] * size + k];
        return new MixedBatch(
            Tensor.From(mixed, [.. batch.Images.Shape]),
            MixedBatch.Blend(batch.Labels, Array.ConvertAll(partners, partner => batch.Labels[partner]), classes, lambda),
            lambda);
    }
}
