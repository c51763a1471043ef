using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>Layers as functions of their weights, for networks that keep the weights themselves.</summary>
public static partial class Functional
{
    /// <summary>y = x·Wᵀ + b. x: (…, in); weight: (out, in); bias: (out) or null; result: (…, out).</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias = null) => Linear(x, weight, bias, rectified: false);

    /// <summary>The linear layer, or max(x·Wᵀ + b, 0).</summary>
    internal static Tensor Linear(Tensor x, Tensor weight, Tensor? bias, bool rectified)
    {
        Shapes.RequireRank("Linear", "the weight", weight, 2, "(out, in)");
        Shapes.RequireGiven("Linear", "the input", x);
        if (x.Rank == 0 || x.Sizes[^1] != weight.Sizes[1])
            throw new ArgumentException($"Linear: the input has shape {Shapes.Describe(x.Sizes)}, and its last axis must have the {weight.Sizes[1]} features of the weight {Shapes.Describe(weight.Sizes)}");
        if (bias is not null) Shapes.Require("Linear", "the bias", bias, [weight.Sizes[0]]);
        Tensor rows = x.Rank == 2 ? x : x.Reshape(x.Count / x.Sizes[^1], x.Sizes[^1]);
        (int count, int from, int to) = (rows.Sizes[0], rows.Sizes[1], weight.Sizes[0]);
        Tensor y = (rectified ? new LinearReluFunction(count, from, to) : new LinearFunction(count, from, to)).On(rows, weight, bias);
        return x.Rank == 2 ? y : y.Reshape([.. x.Sizes[..^1], weight.Sizes[0]]);
    }

    /// <summary>Sets each element to 0 with probability <paramref name="p"/> and divides the others by 1 − p, so that the expectation stays (Srivastava et al. 2014, inverted).</summary>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not a probability.</exception>
    public static Tensor Dropout(Tensor x, float p, bool training = true, Generator? generator = null)
    {
        Shapes.RequireGiven("Dropout", "the input", x);
        return Dropped(nameof(Dropout), x, x.Rank, p, training, generator);
    }
}
