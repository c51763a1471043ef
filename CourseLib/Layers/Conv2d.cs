using CourseLib.Initializers;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>A two-dimensional convolution (cross-correlation). Input (N, C, H, W), result (N, O, H′, W′) with H′ = ⌊(H + 2·padding − dilation·(K − 1) − 1)/stride⌋ + 1.</summary>
public sealed class Conv2d : Module
{
    private readonly Size2d kernel;

    /// <summary>Weights and bias are drawn uniformly from ±1/√(fan-in), as PyTorch does.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O, the number of filters.</param>
    /// <param name="kernel">Size of a filter: one number, or (height, width).</param>
    /// <param name="stride">Step of the filters; 1 if null.</param>
    /// <param name="padding">Zeros added on every side; 0 if null.</param>
    /// <param name="dilation">Distance between the elements of a filter; 1 if null.</param>
    /// <param name="groups">Parts into which the channels are divided, each with filters of its own.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the channels cannot be divided into the groups.</exception>
    public Conv2d(int inChannels, int outChannels, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, int groups = 1, bool bias = true, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"Conv2d: {inChannels} input and {outChannels} output channels cannot both be divided into {groups} groups");
        this.kernel = kernel.AtLeast(1, "Conv2d: the kernel");
        Stride = (stride ?? 1).AtLeast(1, "Conv2d: the stride");
        Padding = (padding ?? 0).AtLeast(0, "Conv2d: the padding");
        Dilation = (dilation ?? 1).AtLeast(1, "Conv2d: the dilation");
        Groups = groups;
        int fanIn = inChannels / groups * kernel.Height * kernel.Width;
        Generator generator = Generator.For(seed);
        Weight = RegisterParameter("weight", Initializer.ByFanIn([outChannels, inChannels / groups, kernel.Height, kernel.Width], fanIn, generator));
        if (bias) Bias = RegisterParameter("bias", Initializer.ByFanIn([outChannels], fanIn, generator));
    }

    /// <summary>(O, C/groups, KH, KW).</summary>
    public Tensor Weight { get; }

    /// <summary>(O), or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>Step of the filters.</summary>
    public Size2d Stride { get; }

    /// <summary>Zeros added on every side.</summary>
    public Size2d Padding { get; }

    /// <summary>Distance between the elements of a filter.</summary>
    public Size2d Dilation { get; }

    /// <summary>Parts into which the channels are divided.</summary>
    public int Groups { get; }

    /// <inheritdoc/>
    protected internal override string Details =>
        $"{Weight.Sizes[1] * Groups}→{Weight.Sizes[0]}, {kernel}{(Stride == 1 ? "" : $", stride {Stride}")}{(Padding == 0 ? "" : $", padding {Padding}")}"
        + $"{(Dilation == 1 ? "" : $", dilation {Dilation}")}{(Groups == 1 ? "" : $", {Groups} groups")}{(Bias is null ? ", no bias" : "")}";

    /// <inheritdoc/>
    protected internal override Window? Window => new(kernel, Stride, Padding, Dilation);

    /// <inheritdoc/>
    protected internal override long MultiplyAdds(int[] inputShape, int[] outputShape) => (long)Shapes.Count(outputShape) * Shapes.Product(Weight.Sizes, 1, Weight.Rank);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Conv2d(x, Weight, Bias, Stride, Padding, Dilation, Groups));
}
