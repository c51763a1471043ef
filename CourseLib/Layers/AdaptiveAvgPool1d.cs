using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The mean of each of a given number of windows that cover the sequence, whatever its length. Input (N, C, L), result (N, C, output).</summary>
/// <param name="output">Length of the result.</param>
public sealed class AdaptiveAvgPool1d(int output) : Module
{
    private readonly int size = Argument.AtLeast(1, nameof(AdaptiveAvgPool1d), "the output size", output);

    /// <inheritdoc/>
    protected internal override string Details => $"to {size}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.AdaptiveAvgPool1d(x, size));
}
