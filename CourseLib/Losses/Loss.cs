using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Losses;

/// <summary>What training makes small.</summary>
public static partial class Loss
{
    /// <summary>The mean cross-entropy of softmax(logits) against labels. logits: (N, classes), before any softmax; labels: N class numbers; result: one number.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is not a class.</exception>
    public static Tensor CrossEntropy(Tensor logits, int[] labels)
    {
        Shapes.RequireRank(nameof(CrossEntropy), "the logits", logits.Sizes, 2, "(N, classes)");
        int rows = logits.Sizes[0], classes = logits.Sizes[1];
        if (labels.Length != rows || rows == 0)
            throw new ArgumentException($"CrossEntropy: {labels.Length} labels for logits of shape {Shapes.Describe(logits.Sizes)}; there must be one for each of at least one row");
        int wrong = Array.FindIndex(labels, label => (uint)label >= (uint)classes);
        if (wrong >= 0) throw new ArgumentException($"CrossEntropy: label {labels[wrong]} at index {wrong} is not one of the {classes} classes 0 to {classes - 1}");
        return Function.Apply(new CrossEntropyFunction((int[])labels.Clone()), logits);
    }

    /// <summary>The mean of (prediction − target)² over all elements.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor MeanSquaredError(Tensor prediction, Tensor target)
    {
        Shapes.Require(nameof(MeanSquaredError), "the target", target.Sizes, prediction.Sizes);
        return (prediction - target).Square().Mean();
    }

    /// <summary>The mean of |prediction − target| over all elements.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor MeanAbsoluteError(Tensor prediction, Tensor target)
    {
        Shapes.Require(nameof(MeanAbsoluteError), "the target", target.Sizes, prediction.Sizes);
        return (prediction - target).Abs().Mean();
    }

    /// <summary>
    /// The mean logistic loss −[y ln σ(z) + (1 − y) ln(1 − σ(z))] of logits z against targets y in [0, 1], as max(z, 0) − z·y + ln(1 + e^−|z|), which does not overflow.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor BinaryCrossEntropy(Tensor logits, Tensor target)
    {
        Shapes.Require(nameof(BinaryCrossEntropy), "the target", target.Sizes, logits.Sizes);
        return (logits.Relu() - logits * target + ((-logits.Abs()).Exp() + 1f).Log()).Mean();
    }
}
