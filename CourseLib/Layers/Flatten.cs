using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>Makes everything but the batch axis one axis: (N, C, H, W) becomes (N, C·H·W).</summary>
public sealed class Flatten : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Given(x).Flatten(1));
}
