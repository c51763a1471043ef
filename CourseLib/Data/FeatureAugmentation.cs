using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>
/// New samples made from learned features instead of pixels (DeVries and Taylor 2017, "Dataset Augmentation in Feature Space"): a
/// feature vector c is moved along its difference from another vector of its class, so the label stays.
/// </summary>
public static class FeatureAugmentation
{
    /// <summary>c′ = (c_k − c)·λ + c, towards a random neighbour c_k of the same class (equation 2).</summary>
    /// <param name="features">[N, D].</param>
    /// <param name="labels">N classes.</param>
    /// <param name="lambda">0 gives c, 1 its neighbour; the paper uses 0.5.</param>
    /// <param name="seed">Fixes the neighbours.</param>
    /// <exception cref="ArgumentException">Not one label for each row.</exception>
    public static Tensor Interpolate(Tensor features, IReadOnlyList<int> labels, double lambda = 0.5, int seed = 0) =>
        Move(features, labels, lambda, seed);

    /// <summary>c′ = (c − c_k)·λ + c, away from a random neighbour c_k of the same class (equation 3).</summary>
    /// <param name="features">[N, D].</param>
    /// <param name="labels">N classes.</param>
    /// <param name="lambda">0 gives c; the paper uses 0.5.</param>
    /// <param name="seed">Fixes the neighbours.</param>
    /// <exception cref="ArgumentException">Not one label for each row.</exception>
    public static Tensor Extrapolate(Tensor features, IReadOnlyList<int> labels, double lambda = 0.5, int seed = 0) =>
        Move(features, labels, -lambda, seed);

    /// <summary>c′ = c + γ·X with X normal, of mean 0 and the standard deviation that each feature has over the rows (equation 1).</summary>
    /// <param name="features">[N, D].</param>
    /// <param name="scale">γ, the noise's share of a feature's own spread; not negative.</param>
    /// <param name="seed">Fixes the noise.</param>
    /// <exception cref="ArgumentException">The features are not rows, or the scale is negative or not a number.</exception>
    public static Tensor Noise(Tensor features, double scale = 0.5, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Rank != 2) throw new ArgumentException($"features [{string.Join(", ", features.Shape)}]; wanted [N, D]");
        Argument.NotNegative(nameof(Noise), "the scale", scale);
        Tensor rows = features.Detach();
        return rows + (float)scale * rows.Var([0], unbiased: false, keepDims: true).Sqrt() * Tensor.Randn(rows.Shape, seed);
    }

    private static Tensor Move(Tensor features, IReadOnlyList<int> labels, double step, int seed)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        Argument.Finite(nameof(FeatureAugmentation), "lambda", step);
        int[] shape = [.. features.Shape];
        if (shape.Length != 2 || shape[0] != labels.Count)
            throw new ArgumentException($"features [{string.Join(", ", shape)}] with {labels.Count} labels; wanted [{labels.Count}, D]");
        var random = SplitMix64.Keyed(seed);
        Dictionary<int, int[]> members = Enumerable.Range(0, labels.Count).GroupBy(row => labels[row]).ToDictionary(group => group.Key, group => group.ToArray());
        float[] values = features.ToArray(), moved = new float[values.Length];
        int width = shape[1];
        for (int row = 0; row < shape[0]; row++)
        {
            int[] sameClass = members[labels[row]];
            int neighbour = sameClass[random.Next(sameClass.Length)];
            for (int k = 0; k < width; k++)
            {
                float own = values[row * width + k];
                moved[row * width + k] = own + (float)step * (values[neighbour * width + k] - own);
            }
        }
        return Tensor.From(moved, shape);
    }
}
