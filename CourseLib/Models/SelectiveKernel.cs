using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// Selective kernels (Li et al. 2019, section 3.1): a 3×3 and a 5×5 branch (3×3 with dilation 2), mixed in each channel by gates that follow from
/// the input and add up to 1. Input (N, C, H, W), result (N, channels, H/stride, W/stride).
/// </summary>
public sealed class SelectiveKernel : Module
{
    private readonly Sequential[] branches;
    private readonly Sequential squeeze;
    private readonly Linear[] select;
    private readonly int channels;

    /// <summary>A block with new weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">Channels of the result.</param>
    /// <param name="stride">Of both branches.</param>
    /// <param name="groups">Of both branches' convolutions; the paper's networks have 32.</param>
    /// <param name="reduction">r: the gates' hidden layer has max(channels/r, 32) units.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive, or the channels cannot be divided into the groups.</exception>
    public SelectiveKernel(int inChannels, int channels, int stride = 1, int groups = 1, int reduction = 16, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reduction);
        var make = new LayerFactory(seed);
        this.channels = channels;
        Sequential Branch(int dilation) => new(make.Conv(inChannels, channels, 3, stride, groups: groups, dilation: dilation), new BatchNorm2d(channels), new ReLU());
        branches = [RegisterModule("branch3", Branch(1)), RegisterModule("branch5", Branch(2))];
        int hidden = Math.Max(channels / reduction, 32);
        squeeze = RegisterModule("squeeze", new Sequential(make.Linear(channels, hidden, bias: false), new BatchNorm1d(hidden), new ReLU()));
        select = [RegisterModule("select3", make.Linear(hidden, channels, bias: false)), RegisterModule("select5", make.Linear(hidden, channels, bias: false))];
    }

    /// <inheritdoc/>
    protected internal override string Details => $"{channels}, 3×3 and 5×5";

    /// <summary>The gates of the two branches: (N, 2, channels), which add up to 1 over the branches.</summary>
    /// <exception cref="ArgumentException">The input does not fit.</exception>
    public Tensor Gates(Tensor x) => Gates(Array.ConvertAll(branches, branch => branch.Forward(x)));

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor[] results = Array.ConvertAll(branches, branch => branch.Forward(x));
        Tensor gates = Gates(results);
        Tensor Part(int index) => results[index] * gates.Select(1, index).Reshape(x.Sizes[0], channels, 1, 1);
        return Observed(x, Part(0) + Part(1));
    }

    private Tensor Gates(Tensor[] results)
    {
        Tensor hidden = squeeze.Forward(Functional.GlobalAvgPool2d(results[0] + results[1]));
        return Tensor.Stack(Array.ConvertAll(select, layer => layer.Forward(hidden)), 1).Softmax(1);
    }
}
