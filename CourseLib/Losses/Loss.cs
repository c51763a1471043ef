using CourseLib.Tensors;

namespace CourseLib.Losses;

/// <summary>What training makes small.</summary>
public static partial class Loss
{
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
