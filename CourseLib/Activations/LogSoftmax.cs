using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>x − ln Σeˣ along an axis: the logarithm of <see cref="Softmax"/>, also where that rounds to 0.</summary>
/// <param name="axis">The axis of the classes; −1 is the last.</param>
public sealed class LogSoftmax(int axis = -1) : Module
{
    /// <inheritdoc/>
    protected internal override string Details => $"axis {axis}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Given(x).LogSoftmax(axis));
}
