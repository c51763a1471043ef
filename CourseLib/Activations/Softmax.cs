using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>eˣ/Σeˣ along an axis: positive numbers that sum to 1.</summary>
/// <param name="axis">The axis of the classes; −1 is the last.</param>
public sealed class Softmax(int axis = -1) : Module
{
    /// <inheritdoc/>
    protected internal override string Details => $"axis {axis}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Given(x).Softmax(axis));
}
