using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>x·σ(x) for every element (Elfwing et al. 2018): <see cref="Swish"/> with β = 1.</summary>
public sealed class SiLU : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.SiLU(x));
}
