using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>A two-dimensional convolution (cross-correlation). Input (N, C, H, W), result (N, O, H′, W′) with H′ = ⌊(H + 2·padding − dilation·(K − 1) − 1)/stride⌋ + 1.</summary>
public sealed class Conv2d : ConvolutionLayer
{
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
        : base(inChannels, outChannels, [kernel.Height, kernel.Width], groups, bias, seed)
    {
        Stride = (stride ?? 1).AtLeast(1, "Conv2d: the stride");
        Padding = (padding ?? 0).AtLeast(0, "Conv2d: the padding");
        Dilation = (dilation ?? 1).AtLeast(1, "Conv2d: the dilation");
    }

    /// <summary>Step of the filters.</summary>
    public Size2d Stride { get; }

    /// <summary>Zeros added on every side.</summary>
    public Size2d Padding { get; }

    /// <summary>Distance between the elements of a filter.</summary>
    public Size2d Dilation { get; }

    /// <inheritdoc/>
    protected internal override string Details => Describe(Geometry(Stride, Padding, Dilation));

    /// <inheritdoc/>
    protected internal override Window? Window => new((Weight.Sizes[2], Weight.Sizes[3]), Stride, Padding, Dilation);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Conv2d(x, Weight, Bias, Stride, Padding, Dilation, Groups));

    /// <summary>", stride 2×2, padding 1×1", as far as it is not the usual.</summary>
    internal static string Geometry(Size2d stride, Size2d padding, Size2d dilation) =>
        $"{(stride == 1 ? "" : $", stride {stride}")}{(padding == 0 ? "" : $", padding {padding}")}{(dilation == 1 ? "" : $", dilation {dilation}")}";
}
