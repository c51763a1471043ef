using CourseLib.Initializers;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>What the convolution layers share: weights, perhaps a bias, and channels that may be divided into groups.</summary>
public abstract class ConvolutionLayer : Module
{
    private readonly bool transposed;

    /// <summary>Weights and bias are drawn uniformly from ±1/√(fan-in), as PyTorch does.</summary>
    /// <exception cref="ArgumentException">A size is not positive, or the channels cannot be divided into the groups.</exception>
    private protected ConvolutionLayer(int inChannels, int outChannels, int[] kernel, int groups, bool bias, int? seed, bool transposed = false)
    {
        string operation = GetType().Name;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"{operation}: {inChannels} input and {outChannels} output channels cannot both be divided into {groups} groups");
        if (Array.Exists(kernel, size => size < 1))
            throw new ArgumentException($"{operation}: the kernel is {string.Join('×', kernel)}, and must be at least 1 in every dimension");
        (InChannels, OutChannels, Groups, Kernel) = (inChannels, outChannels, groups, kernel);
        this.transposed = transposed;
        int[] shape = transposed ? [inChannels, outChannels / groups, .. kernel] : [outChannels, inChannels / groups, .. kernel];
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

    /// <summary>The size of a filter along each axis.</summary>
    private protected int[] Kernel { get; }

    /// <summary>"3→20, 5×5, stride 2×2, 4 groups, no bias", with what else there is to say in the middle.</summary>
    /// <summary>Every filter's weights, for each element of the result; of the input, if transposed.</summary>
    protected internal override long MultiplyAdds(int[] inputShape, int[] outputShape) =>
        (long)Shapes.Count(transposed ? inputShape : outputShape) * Shapes.Product(Weight.Sizes, 1, Weight.Rank);

    private protected string Describe(string middle) =>
        $"{InChannels}→{OutChannels}, {string.Join('×', Kernel)}{middle}{(Groups == 1 ? "" : $", {Groups} groups")}{(Bias is null ? ", no bias" : "")}";
}
