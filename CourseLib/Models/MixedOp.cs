using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>A differentiable choice: Σ softmax(α)ᵢ·opᵢ(x), so that gradients train α together with the weights (Liu et al. 2019, DARTS, equation 2).</summary>
public sealed class MixedOp : Module
{
    private readonly (string Name, Module Module)[] choices;

    /// <summary>A mixture of <paramref name="choices"/>, all of which give the same shape.</summary>
    /// <param name="choices">The operations and their names.</param>
    /// <param name="alpha">α, one number for each, which several mixtures may share; zeros of its own if null, a parameter "alpha".</param>
    /// <exception cref="ArgumentException">There are none, or α has another shape.</exception>
    public MixedOp((string Name, Module Module)[] choices, Tensor? alpha = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Length == 0) throw new ArgumentException("MixedOp: there is nothing to choose from; give at least one operation");
        this.choices = choices;
        foreach ((string name, Module module) in choices) RegisterModule(name, module);
        if (alpha is not null) Shapes.Require(nameof(MixedOp), "alpha", alpha, [choices.Length]);
        Alpha = RegisterParameter("alpha", alpha ?? Tensor.Zeros(choices.Length));
    }

    /// <summary>α: (choices).</summary>
    public Tensor Alpha { get; }

    /// <summary>The names of the operations.</summary>
    public IReadOnlyList<string> Names => Array.ConvertAll(choices, choice => choice.Name);

    /// <summary>softmax(α): how much of each operation is in the mixture.</summary>
    public Tensor Weights => Alpha.Softmax();

    /// <summary>The operation with the largest α.</summary>
    public string Best => choices[Alpha.ArgMax()].Name;

    /// <summary>The paper's eight operations for a number of channels (section 3.1): nothing, the identity, 3×3 maximum and average pooling, separable and dilated separable convolutions of 3×3 and 5×5.</summary>
    /// <param name="channels">Of the input and the result.</param>
    /// <param name="stride">1, or 2 to halve height and width.</param>
    /// <param name="alpha">α, one number for each operation; zeros of its own if null.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive, or α has another shape.</exception>
    public static MixedOp Darts(int channels, int stride = 1, Tensor? alpha = null, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        var make = new LayerFactory(seed);
        Module[] Half(int kernel, int step, int dilation) =>
        [
            new ReLU(), make.Conv(channels, channels, kernel, step, groups: channels, dilation: dilation), make.Conv(channels, channels, 1), new BatchNorm2d(channels, affine: false),
        ];
        Sequential Separable(int kernel) => new([.. Half(kernel, stride, 1), .. Half(kernel, 1, 1)]);
        // Without γ, so that no operation can make itself larger than another but by α.
        return new(
        [
            ("none", new Subsample(stride, 0)), ("skip_connect", new Subsample(stride, 1)),
            ("max_pool_3x3", new Sequential(new MaxPool2d(3, stride, 1), new BatchNorm2d(channels, affine: false))),
            ("avg_pool_3x3", new Sequential(new AvgPool2d(3, stride, 1, countPadding: false), new BatchNorm2d(channels, affine: false))),
            ("sep_conv_3x3", Separable(3)), ("sep_conv_5x5", Separable(5)),
            ("dil_conv_3x3", new Sequential(Half(3, stride, 2))), ("dil_conv_5x5", new Sequential(Half(5, stride, 2))),
        ], alpha);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor weights = Weights;
        Tensor? sum = null;
        for (int index = 0; index < choices.Length; index++)
        {
            Tensor part = choices[index].Module.ForwardObserved(x) * weights.Select(0, index);
            if (sum is not null) Shapes.Require(nameof(MixedOp), choices[index].Name, part, sum.Sizes);
            sum = sum is null ? part : sum + part;
        }
        return Observed(x, sum!);
    }

    /// <summary>Every stride-th pixel, times 0 or 1.</summary>
    private sealed class Subsample(int stride, float factor) : Module
    {
        public override Tensor Forward(Tensor x)
        {
            Tensor y = stride == 1 ? x : Functional.MaxPool2d(x, 1, stride);
            return Observed(x, factor == 1 ? y : y * factor);
        }
    }
}
