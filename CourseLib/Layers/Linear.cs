using CourseLib.Initializers;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>A fully connected layer, y = x·Wᵀ + b. Input (…, in), result (…, out).</summary>
public sealed class Linear : Module
{
    /// <summary>Weights and bias are drawn uniformly from ±1/√in, as PyTorch does.</summary>
    /// <param name="inFeatures">Size of the input's last axis.</param>
    /// <param name="outFeatures">Size of the result's last axis.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public Linear(int inFeatures, int outFeatures, bool bias = true, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inFeatures);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outFeatures);
        Generator generator = Generator.For(seed);
        Weight = RegisterParameter("weight", Initializer.ByFanIn([outFeatures, inFeatures], inFeatures, generator));
        if (bias) Bias = RegisterParameter("bias", Initializer.ByFanIn([outFeatures], inFeatures, generator));
    }

    /// <summary>(out, in).</summary>
    public Tensor Weight { get; }

    /// <summary>(out), or null.</summary>
    public Tensor? Bias { get; }

    /// <inheritdoc/>
    protected internal override string Details => $"{Weight.Sizes[1]}→{Weight.Sizes[0]}{(Bias is null ? ", no bias" : "")}";

    /// <inheritdoc/>
    protected internal override long MultiplyAdds(int[] inputShape, int[] outputShape) => (long)Shapes.Count(outputShape) * Weight.Sizes[1];

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Linear(x, Weight, Bias));

    /// <inheritdoc/>
    private protected override Tensor? ForwardRectified(Tensor x) => Functional.Linear(x, Weight, Bias, rectified: true);
}
