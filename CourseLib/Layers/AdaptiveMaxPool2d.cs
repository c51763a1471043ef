using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The largest element of each of a given number of windows that cover the image, whatever its size. Input (N, C, H, W), result (N, C, output.Height, output.Width).</summary>
/// <param name="output">Size of the result: one number, or (height, width).</param>
public sealed class AdaptiveMaxPool2d(Size2d output) : Module
{
    private readonly Size2d size = output.AtLeast(1, "AdaptiveMaxPool2d: the output size");

    /// <inheritdoc/>
    protected internal override string Details => $"to {size}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.AdaptiveMaxPool2d(x, size));
}
