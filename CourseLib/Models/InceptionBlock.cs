using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// Inception: windows of several sizes side by side, their channels joined (Szegedy et al. 2015, figure 2): 1×1; 1×1 then 3×3; 1×1 then 5×5; 3×3 pooling then 1×1.
/// Without the 1×1 convolutions that reduce the channels it is the naive form of figure 2a. Input (N, C, H, W), result (N, sum of the branches, H, W).
/// </summary>
public sealed class InceptionBlock : Module
{
    private readonly Sequential[] branches;

    private InceptionBlock(params Sequential[] branches)
    {
        this.branches = branches;
        for (int index = 0; index < branches.Length; index++) RegisterModule($"branch{index + 1}", branches[index]);
    }

    /// <summary>The form with reductions (figure 2b).</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="ones">Filters of 1×1.</param>
    /// <param name="reduce3">Channels to which 1×1 filters bring the input of the 3×3 ones.</param>
    /// <param name="threes">Filters of 3×3.</param>
    /// <param name="reduce5">Channels to which 1×1 filters bring the input of the 5×5 ones.</param>
    /// <param name="fives">Filters of 5×5.</param>
    /// <param name="pool">Filters of 1×1 after the pooling.</param>
    /// <param name="batchNorm">Whether batch normalisation follows each convolution, which then has no bias.</param>
    /// <param name="seed">Fixes the weights.</param>
    public InceptionBlock(int inChannels, int ones, int reduce3, int threes, int reduce5, int fives, int pool, bool batchNorm = false, int? seed = null)
        : this(Reduced(new(seed), batchNorm, inChannels, ones, reduce3, threes, reduce5, fives, pool)) => OutChannels = ones + threes + fives + pool;

    /// <summary>Channels of the result.</summary>
    public int OutChannels { get; private init; }

    /// <summary>The naive form (figure 2a), in which every filter sees all channels and the pooling passes all of them on.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="ones">Filters of 1×1.</param>
    /// <param name="threes">Filters of 3×3.</param>
    /// <param name="fives">Filters of 5×5.</param>
    /// <param name="batchNorm">Whether batch normalisation follows each convolution.</param>
    /// <param name="seed">Fixes the weights.</param>
    public static InceptionBlock Naive(int inChannels, int ones, int threes, int fives, bool batchNorm = false, int? seed = null)
    {
        var make = new LayerFactory(seed);
        return new(
            new Sequential(Convolution(make, batchNorm, inChannels, ones, 1)),
            new Sequential(Convolution(make, batchNorm, inChannels, threes, 3)),
            new Sequential(Convolution(make, batchNorm, inChannels, fives, 5)),
            new Sequential(new MaxPool2d(3, 1, 1)))
        { OutChannels = ones + threes + fives + inChannels };
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Tensor.Concat(Array.ConvertAll(branches, branch => branch.Forward(x)), 1));

    /// <summary>A convolution, batch normalisation if wanted, and a ReLU.</summary>
    internal static Sequential Convolution(LayerFactory make, bool batchNorm, int from, int to, int kernel, int stride = 1) => batchNorm
        ? new(("conv", make.Conv(from, to, kernel, stride)), ("bn", new BatchNorm2d(to)), ("relu", new ReLU()))
        : new(("conv", make.Conv(from, to, kernel, stride, bias: true)), ("relu", new ReLU()));

    private static Sequential[] Reduced(LayerFactory make, bool batchNorm, int from, int ones, int reduce3, int threes, int reduce5, int fives, int pool) =>
    [
        new Sequential(Convolution(make, batchNorm, from, ones, 1)),
        new Sequential(Convolution(make, batchNorm, from, reduce3, 1), Convolution(make, batchNorm, reduce3, threes, 3)),
        new Sequential(Convolution(make, batchNorm, from, reduce5, 1), Convolution(make, batchNorm, reduce5, fives, 5)),
        new Sequential(new MaxPool2d(3, 1, 1), Convolution(make, batchNorm, from, pool, 1)),
    ];
}
