using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Layer normalisation (Ba, Kiros and Hinton 2016): each sample by the mean and variance of its own last axes, the same in training and in evaluation.
/// Input (…, normalised shape), result of the same shape.
/// </summary>
/// <remarks>For images, <c>new LayerNorm([C, H, W])</c> takes all features of a sample together.</remarks>
public sealed class LayerNorm : Module
{
    private readonly int[] normalizedShape;

    /// <summary>γ is 1 and β is 0 at first.</summary>
    /// <param name="normalizedShape">The input's last axes.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="affine">Whether there are γ and β, one of each for every element of the normalised shape (PyTorch's elementwise_affine).</param>
    /// <param name="bias">Whether an affine layer has β.</param>
    /// <exception cref="ArgumentException">The shape has no axes or one that is not positive, or ε is negative.</exception>
    public LayerNorm(int[] normalizedShape, float eps = 1e-5f, bool affine = true, bool bias = true)
    {
        Shapes.RequireGiven(nameof(LayerNorm), "the normalised shape", normalizedShape);
        if (normalizedShape.Length == 0 || Array.Exists(normalizedShape, size => size < 1))
            throw new ArgumentException($"LayerNorm: the normalised shape is {Shapes.Describe(normalizedShape)}, and must have at least one axis, all positive");
        Argument.NotNegative(nameof(LayerNorm), "eps", eps);
        this.normalizedShape = [.. normalizedShape];
        Eps = eps;
        if (affine) Weight = RegisterParameter("weight", Tensor.Ones(normalizedShape));
        if (affine && bias) Bias = RegisterParameter("bias", Tensor.Zeros(normalizedShape));
    }

    /// <summary>Layer normalisation of the last axis alone.</summary>
    /// <param name="features">Size of the input's last axis.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="bias">Whether an affine layer has β.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public LayerNorm(int features, float eps = 1e-5f, bool affine = true, bool bias = true)
        : this([features], eps, affine, bias)
    {
    }

    /// <summary>The input's last axes, which are normalised together. The array is a copy.</summary>
    public int[] NormalizedShape => [.. normalizedShape];

    /// <summary>γ: the normalised shape, or null without an affine part.</summary>
    public Tensor? Weight { get; }

    /// <summary>β: the normalised shape, or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>ε, added to the variance.</summary>
    public float Eps { get; }

    /// <inheritdoc/>
    protected internal override string Details => $"{string.Join("×", normalizedShape)}{(Weight is null ? ", not affine" : Bias is null ? ", no bias" : "")}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.LayerNorm(x, normalizedShape, Weight, Bias, Eps));
}
