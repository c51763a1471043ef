using CourseLib.Initializers;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>What the convolution layers share: weights, perhaps a bias, and channels that may be divided into groups.</summary>
public abstract class ConvolutionLayer : Module
{
    private readonly int[] kernel, stride, dilation;
    private readonly bool isTransposed;

    /// <summary>Weights and bias are drawn uniformly from ±1/√(fan-in), as PyTorch does.</summary>
    /// <exception cref="ArgumentException">A size is not positive, or the channels cannot be divided into the groups.</exception>
    private protected ConvolutionLayer(int inChannels, int outChannels, int[] kernel, int[] stride, ConvolutionPadding? padding, int[] dilation,
        int groups, bool bias, int? seed, PaddingMode paddingMode = PaddingMode.Zeros, bool isTransposed = false)
    {
        string operation = GetType().Name;
        RequirePositive(operation, "number of input channels", inChannels);
        RequirePositive(operation, "number of output channels", outChannels);
        RequirePositive(operation, "number of groups", groups);
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"{operation}: {inChannels} input and {outChannels} output channels cannot both be divided into {groups} groups");
        if (Array.Exists(kernel, size => size < 1))
            throw new ArgumentException($"{operation}: the kernel is {string.Join('×', kernel)}, and must be at least 1 in every dimension");
        ConvolutionArguments.RequireSteps(operation, stride, dilation);
        if (!Enum.IsDefined(paddingMode)) throw new ArgumentException($"{operation}: there is no padding mode {paddingMode}");
        (InChannels, OutChannels, Groups, PaddingMode) = (inChannels, outChannels, groups, paddingMode);
        (this.kernel, this.stride, this.dilation, this.isTransposed, GivenPadding) = (kernel, stride, dilation, isTransposed, padding ?? default);
        Before = Array.ConvertAll(GivenPadding.Resolve(operation, kernel, stride, dilation), pad => pad.Before);

        int[] shape = isTransposed ? [inChannels, outChannels / groups, .. kernel] : [outChannels, inChannels / groups, .. kernel];
        int fanIn = Shapes.Product(shape, 1, shape.Length);
        Generator generator = Generator.For(seed);
        Weight = RegisterParameter("weight", Initializer.ByFanIn(shape, fanIn, generator));
        if (bias) Bias = RegisterParameter("bias", Initializer.ByFanIn([outChannels], fanIn, generator));
    }

    /// <summary>The filters: (O, C/groups, kernel…), or (C, O/groups, kernel…) of a transposed convolution.</summary>
    public Tensor Weight { get; }

    /// <summary>(O), or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>C.</summary>
    public int InChannels { get; }

    /// <summary>O.</summary>
    public int OutChannels { get; }

    /// <summary>Parts into which the channels are divided, each with filters of its own.</summary>
    public int Groups { get; }

    /// <summary>What stands beyond the edges.</summary>
    public PaddingMode PaddingMode { get; }

    /// <summary>The padding as it was given, "same" included.</summary>
    internal ConvolutionPadding GivenPadding { get; }

    /// <summary>How many elements are padded before each axis.</summary>
    private protected int[] Before { get; }

    /// <inheritdoc/>
    protected internal override string Details => $"{InChannels}→{OutChannels}, {string.Join('×', kernel)}{Unless(1, "stride", stride)}{PaddingText}{Unless(1, "dilation", dilation)}"
        + $"{(PaddingMode == PaddingMode.Zeros ? "" : $", {PaddingMode.ToString().ToLowerInvariant()}")}{(Groups == 1 ? "" : $", {Groups} groups")}{(Bias is null ? ", no bias" : "")}";

    /// <inheritdoc/>
    protected internal override Window? Window => kernel.Length == 2 && !isTransposed
        ? new((kernel[0], kernel[1]), (stride[0], stride[1]), (dilation[0], dilation[1]))
        : null;

    /// <summary>Every filter's weights for each element of the result, or for each element of the input of a transposed convolution.</summary>
    protected internal override long MultiplyAdds(int[] inputShape, int[] outputShape) =>
        (long)Shapes.Count(isTransposed ? inputShape : outputShape) * Shapes.Product(Weight.Sizes, 1, Weight.Rank);

    private string PaddingText => GivenPadding.ToString() == "same" ? ", padding same" : Unless(0, "padding", Before);

    private static string Unless(int usual, string what, int[] sizes) => Array.TrueForAll(sizes, size => size == usual) ? "" : $", {what} {string.Join('×', sizes)}";

    private static void RequirePositive(string operation, string what, int value)
    {
        if (value < 1) throw new ArgumentOutOfRangeException(null, $"{operation}: the {what} is {value}, and must be at least 1");
    }
}
