using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The mean of each of a given number of windows that cover the image, whatever its size. Input (N, C, H, W), result (N, C, output.Height, output.Width).</summary>
/// <param name="output">Size of the result: one number, or (height, width).</param>
public sealed class AdaptiveAvgPool2d(Size2d output) : Module
{
    private readonly Size2d size = output.AtLeast(1, "AdaptiveAvgPool2d: the output size");

    /// <inheritdoc/>
    protected internal override string Details => $"to {size}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.AdaptiveAvgPool2d(x, size));
}
