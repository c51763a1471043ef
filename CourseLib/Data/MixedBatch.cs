using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>A batch in which images were blended, so that each target is a distribution over the classes.</summary>
/// <param name="Images">[N, C, H, W].</param>
/// <param name="Targets">[N, classes]; every row sums to 1.</param>
/// <param name="Lambda">The share of an image's own pixels and label; the rest is its partner's.</param>
public sealed record MixedBatch(Tensor Images, Tensor Targets, double Lambda)
{
    /// <summary>Targets for labels that are certain: [N, classes], 1 at the label and 0 elsewhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label names no class.</exception>
    public static Tensor OneHot(IReadOnlyList<int> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Blend(labels, labels, classes, 1);
    }

    /// <summary>λ of each image's own label and 1 − λ of its partner's.</summary>
    internal static Tensor Blend(IReadOnlyList<int> own, IReadOnlyList<int> partners, int classes, double lambda)
    {
        Argument.AtLeast(1, "the one-hot targets", "the number of classes", classes);
        float[] targets = new float[checked(own.Count * classes)];
        for (int i = 0; i < own.Count; i++)
        {
            foreach (int label in (int[])[own[i], partners[i]])
                if (label < 0 || label >= classes)
                    throw new ArgumentOutOfRangeException(null, $"the label {label} is not one of the {classes} classes 0 to {classes - 1}");
            targets[i * classes + own[i]] += (float)lambda;
            targets[i * classes + partners[i]] += (float)(1 - lambda);
        }
        return Tensor.From(targets, own.Count, classes);
    }
}
