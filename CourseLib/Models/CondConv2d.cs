using CourseLib.Initializers;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// Conditionally parameterised convolution: the filters are a mixture of experts' filters, weighted for each example, (Σ αᵢWᵢ) ⋆ x = Σ αᵢ(Wᵢ ⋆ x), at the cost of
/// one convolution (Yang et al. 2019, equation 1). Input (N, C, H, W), result (N, O, H′, W′).
/// </summary>
public sealed class CondConv2d : Module
{
    private readonly Linear routing;
    private readonly Size2d kernel, stride, padding;

    /// <summary>A layer with new weights.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O.</param>
    /// <param name="kernel">Size of a filter.</param>
    /// <param name="experts">How many sets of filters there are.</param>
    /// <param name="stride">Step of the filters; 1 if null.</param>
    /// <param name="padding">Zeros added on every side; 0 if null.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A size is not positive.</exception>
    public CondConv2d(int inChannels, int outChannels, Size2d kernel, int experts = 4, Size2d? stride = null, Size2d? padding = null, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(experts);
        this.kernel = kernel.AtLeast(1, "CondConv2d: the kernel");
        this.stride = (stride ?? 1).AtLeast(1, "CondConv2d: the stride");
        this.padding = (padding ?? 0).AtLeast(0, "CondConv2d: the padding");
        var make = new LayerFactory(seed);
        int fanIn = inChannels * kernel.Height * kernel.Width;
        Weight = RegisterParameter("weight", Initializer.ByFanIn([experts, outChannels, inChannels, kernel.Height, kernel.Width], fanIn, Generator.For(make.Next())));
        routing = RegisterModule("routing", make.Linear(inChannels, experts));
    }

    /// <summary>The experts' filters, (experts, O, C, KH, KW).</summary>
    public Tensor Weight { get; }

    /// <inheritdoc/>
    protected internal override string Details => $"{Weight.Sizes[2]}→{Weight.Sizes[1]}, {kernel}, {Weight.Sizes[0]} experts{(stride == 1 ? "" : $", stride {stride}")}{(padding == 0 ? "" : $", padding {padding}")}";

    /// <inheritdoc/>
    protected internal override Window? Window => new(kernel, stride, 1);

    /// <summary>α = σ(R·mean over the pixels): (N, experts), each between 0 and 1.</summary>
    /// <exception cref="ArgumentException">The input has another layout or number of channels.</exception>
    public Tensor Routing(Tensor x)
    {
        Shapes.RequireRank(nameof(CondConv2d), "the input", x, 4, "(N, C, H, W)");
        return routing.Forward(Functional.GlobalAvgPool2d(x)).Sigmoid();
    }

    /// <summary>One convolution, and the mixing of the experts' filters: N·O·C·KH·KW·(H′·W′ + experts).</summary>
    protected internal override long MultiplyAdds(int[] inputShape, int[] outputShape) =>
        (long)outputShape[0] * Shapes.Product(Weight.Sizes, 1, Weight.Rank) * ((long)outputShape[2] * outputShape[3] + Weight.Sizes[0]);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor alpha = Routing(x);
        int examples = x.Sizes[0], experts = Weight.Sizes[0], filters = Weight.Sizes[1], channels = Weight.Sizes[2];
        // No examples have no filters of their own, and any filters give no results of the right shape.
        if (examples == 0) return Observed(x, Functional.Conv2d(x, Weight.Select(0, 0), null, stride, padding));
        Tensor mixed = alpha.MatMul(Weight.Reshape(experts, -1)).Reshape(examples * filters, channels, kernel.Height, kernel.Width);
        // Every example has filters of its own: as channels of one image, the examples are the groups.
        Tensor y = Functional.Conv2d(x.Reshape(1, examples * channels, x.Sizes[2], x.Sizes[3]), mixed, null, stride, padding, groups: examples);
        return Observed(x, y.Reshape(examples, filters, y.Sizes[2], y.Sizes[3]));
    }
}
