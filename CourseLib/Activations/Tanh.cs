using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>The hyperbolic tangent of every element.</summary>
public sealed class Tanh : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Given(x).Tanh());
}
