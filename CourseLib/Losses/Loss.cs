using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Losses;

/// <summary>What training makes small.</summary>
/// <remarks>The mean of no examples is not a number. PyTorch returns NaN for an empty batch, which the next step would spread to all weights; here every loss refuses one.</remarks>
public static partial class Loss
{
    /// <summary>The mean of (prediction − target)² over all elements.</summary>
    /// <exception cref="ArgumentException">The shapes differ, or there are no elements.</exception>
    public static Tensor MeanSquaredError(Tensor prediction, Tensor target)
    {
        RefusePair(nameof(MeanSquaredError), "the prediction", prediction, target);
        return (prediction - target).Square().Mean();
    }

    /// <summary>The mean of |prediction − target| over all elements.</summary>
    /// <exception cref="ArgumentException">The shapes differ, or there are no elements.</exception>
    public static Tensor MeanAbsoluteError(Tensor prediction, Tensor target)
    {
        RefusePair(nameof(MeanAbsoluteError), "the prediction", prediction, target);
        return (prediction - target).Abs().Mean();
    }

    /// <summary>
    /// The mean logistic loss −[y ln σ(z) + (1 − y) ln(1 − σ(z))] of logits z against targets y in [0, 1], as max(z, 0) − z·y + ln(1 + e^−|z|), which does not overflow.
    /// </summary>
    /// <remarks>A logit of −∞ against 0 and of ∞ against 1 costs nothing, and ∞ against any other target. No gradient flows to the targets.</remarks>
    /// <exception cref="ArgumentException">The shapes differ, there are no elements, or a target is not from 0 to 1.</exception>
    public static Tensor BinaryCrossEntropy(Tensor logits, Tensor target)
    {
        RefusePair(nameof(BinaryCrossEntropy), "the tensor of logits", logits, target);
        foreach (float value in target.Elements) Argument.Share(nameof(BinaryCrossEntropy), "a target", value);
        return Function.Apply(new LogisticLossFunction(target.Detach()), logits).Mean();
    }

    private static void RefusePair(string name, string what, Tensor prediction, Tensor target)
    {
        Shapes.RequireGiven(name, what, prediction);
        Shapes.Require(name, "the target", target, prediction.Sizes);
        if (prediction.Count == 0) throw new ArgumentException($"{name}: {what} has shape {Shapes.Describe(prediction.Sizes)}, which has no elements, and a mean needs at least one");
    }
}
