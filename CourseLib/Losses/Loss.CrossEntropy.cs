using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Losses;

public static partial class Loss
{
    // Targets are products of float32 shares; a forgotten normalisation is off by far more.
    private const double LargestSumError = 1e-3;

    /// <summary>The mean cross-entropy of softmax(logits) against labels; result: one number.</summary>
    /// <remarks>A logit of −∞ masks its class: it costs nothing where the class has no share of the target or a weight of 0, and ∞ where it has one, so also with smoothed labels.</remarks>
    /// <param name="logits">(N, classes), before any softmax.</param>
    /// <param name="labels">N class numbers.</param>
    /// <param name="labelSmoothing">ε, from 0 to 1: the share of every target that is spread over all classes (Szegedy et al. 2016, section 7).</param>
    /// <param name="classWeights">(classes): what an example of a class counts; the mean is divided by the sum of these, as in PyTorch. All 1 if null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a label is not a class, or a number is out of its range.</exception>
    public static Tensor CrossEntropy(Tensor logits, int[] labels, float labelSmoothing = 0, Tensor? classWeights = null)
    {
        RefuseLogits(logits, labelSmoothing, classWeights);
        int rows = logits.Sizes[0], classes = logits.Sizes[1];
        Shapes.RequireGiven(nameof(CrossEntropy), "the array of labels", labels);
        if (labels.Length != rows)
            throw new ArgumentException($"CrossEntropy: {labels.Length} labels for logits of shape {Shapes.Describe(logits.Sizes)}; there must be one for each row");
        int wrong = Array.FindIndex(labels, label => (uint)label >= (uint)classes);
        if (wrong >= 0) throw new ArgumentException($"CrossEntropy: label {labels[wrong]} at index {wrong} is not one of the {classes} classes 0 to {classes - 1}");
        if (labelSmoothing == 0 && classWeights is null) return Function.Apply(new CrossEntropyFunction((int[])labels.Clone()), logits);

        double total = rows;
        if (classWeights is not null)
        {
            total = labels.Sum(label => (double)classWeights[label]);
            if (total == 0) throw new ArgumentException("CrossEntropy: the class weights of all labels are 0, so that there is no mean");
        }
        return Against(logits, Tensor.OneHot(labels, classes), labelSmoothing, classWeights, total);
    }

    /// <summary>The mean over the rows of −Σ t·ln softmax(logits), with targets t that are distributions over the classes (Mixup, CutMix, distillation); result: one number.</summary>
    /// <remarks>A target of 0 adds nothing, also where ln softmax is −∞ (a masked class): 0·ln 0 = 0, the limit, where PyTorch's product is NaN.</remarks>
    /// <param name="logits">(N, classes), before any softmax.</param>
    /// <param name="targets">(N, classes); no element is negative, and every row sums to 1. No gradient flows to them.</param>
    /// <param name="labelSmoothing">ε, from 0 to 1: the share of every target that is spread over all classes.</param>
    /// <param name="classWeights">(classes): what a class counts; the sum is divided by N. All 1 if null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a row of targets is no distribution, or a number is out of its range.</exception>
    public static Tensor CrossEntropy(Tensor logits, Tensor targets, float labelSmoothing = 0, Tensor? classWeights = null)
    {
        RefuseLogits(logits, labelSmoothing, classWeights);
        Shapes.Require(nameof(CrossEntropy), "the targets", targets, logits.Sizes);
        RefuseTargets(targets);
        return Against(logits, targets.Detach(), labelSmoothing, classWeights, logits.Sizes[0]);
    }

    private static Tensor Against(Tensor logits, Tensor targets, float labelSmoothing, Tensor? classWeights, double total)
    {
        if (labelSmoothing > 0) targets = targets * (1 - labelSmoothing) + labelSmoothing / logits.Sizes[1];
        if (classWeights is not null) targets *= classWeights.Detach();
        return Function.Apply(new SharesFunction(targets), logits.LogSoftmax()).Sum() * (float)(-1 / total);
    }

    private static void RefuseLogits(Tensor logits, float labelSmoothing, Tensor? classWeights)
    {
        Shapes.RequireRank(nameof(CrossEntropy), "the logits", logits, 2, "(N, classes)");
        if (logits.Count == 0) throw new ArgumentException($"CrossEntropy: logits of shape {Shapes.Describe(logits.Sizes)} have no rows or no classes, and a mean needs at least one of both");
        Argument.Share("CrossEntropy", "the label smoothing", labelSmoothing);
        if (classWeights is null) return;
        Shapes.Require(nameof(CrossEntropy), "the class weights", classWeights, [logits.Sizes[1]]);
        float[] weights = classWeights.ToArray();
        int wrong = Array.FindIndex(weights, weight => !(weight >= 0));
        if (wrong >= 0) throw new ArgumentException($"CrossEntropy: the weight of class {wrong} is {weights[wrong]}, and must not be negative");
    }

    private static void RefuseTargets(Tensor targets)
    {
        float[] values = targets.ToArray();
        int classes = targets.Sizes[1];
        for (int row = 0; row < targets.Sizes[0]; row++)
        {
            double sum = 0;
            for (int at = row * classes; at < (row + 1) * classes; at++)
            {
                if (!(values[at] >= 0))
                    throw new ArgumentException($"CrossEntropy: the target of row {row} for class {at - row * classes} is {values[at]}, and must not be negative");
                sum += values[at];
            }
            if (!(Math.Abs(sum - 1) <= LargestSumError))
                throw new ArgumentException($"CrossEntropy: the targets of row {row} sum to {sum:G4}, and must sum to 1; divide them by their sum, or use Softmax");
        }
    }
}
