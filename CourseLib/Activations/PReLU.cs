using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>A leaky ReLU whose slope is trained: one for all units, or one for each channel of axis 1 (He et al. 2015, equation 1).</summary>
public sealed class PReLU : Module
{
    /// <summary>Slopes that start at <paramref name="init"/>.</summary>
    /// <param name="numParameters">1, or the number of channels.</param>
    /// <param name="init">The first slope for x &lt; 0.</param>
    /// <exception cref="ArgumentException">The number is not positive, or the slope is not finite.</exception>
    public PReLU(int numParameters = 1, float init = 0.25f)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numParameters);
        Weight = RegisterParameter("weight", Tensor.Full([numParameters], Argument.Finite(nameof(PReLU), nameof(init), init)));
    }

    /// <summary>The slopes for x &lt; 0: (1) or (channels). Weight decay would push them to 0; the paper uses none on them.</summary>
    public Tensor Weight { get; }

    /// <inheritdoc/>
    protected internal override string Details => Weight.Count == 1 ? "one slope" : $"{Weight.Count} slopes";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.PReLU(x, Weight));
}
