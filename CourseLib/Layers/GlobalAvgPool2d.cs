using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The mean of every channel, (1/HW)·ΣΣ x, which takes the place of a large fully connected layer (Lin et al. 2014, section 3.2). Input (N, C, H, W), result (N, C).</summary>
/// <param name="keepDims">Whether the result is (N, C, 1, 1), so that it can scale an image.</param>
public sealed class GlobalAvgPool2d(bool keepDims = false) : Module
{
    /// <inheritdoc/>
    protected internal override string Details => keepDims ? "keeps axes" : "";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.GlobalAvgPool2d(x, keepDims));
}
