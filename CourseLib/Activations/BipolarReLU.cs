using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>max(x, 0) for units of even index and min(x, 0) for those of odd index along axis 1, so that the mean stays near 0 (Eidnes and Nøkland 2017).</summary>
public sealed class BipolarReLU : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.BipolarReLU(x));
}
