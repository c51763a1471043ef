using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>1/(1 + e⁻ˣ) for every element.</summary>
public sealed class Sigmoid : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Given(x).Sigmoid());
}
