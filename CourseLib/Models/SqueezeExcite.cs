using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>Squeeze-and-excitation: each channel is multiplied by a gate between 0 and 1 that follows from all channels' means (Hu et al. 2018, equations 2 to 4). Input and result (N, C, H, W).</summary>
public sealed class SqueezeExcite : Module
{
    private readonly Linear fc1, fc2;
    private readonly int channels;

    /// <summary>A block with new weights.</summary>
    /// <param name="channels">C.</param>
    /// <param name="reduction">r: the hidden layer has C/r units.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public SqueezeExcite(int channels, int reduction = 16, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reduction);
        var make = new LayerFactory(seed);
        this.channels = channels;
        int hidden = Math.Max(1, channels / reduction);
        fc1 = RegisterModule("fc1", make.Linear(channels, hidden));
        fc2 = RegisterModule("fc2", make.Linear(hidden, channels));
    }

    /// <inheritdoc/>
    protected internal override string Details => $"{channels}";

    /// <summary>The gates σ(W₂·ReLU(W₁·mean)): (N, C), each between 0 and 1.</summary>
    /// <exception cref="ArgumentException">The input has another layout or number of channels.</exception>
    public Tensor Gates(Tensor x)
    {
        Shapes.RequireRank(nameof(SqueezeExcite), "the input", x, 4, "(N, C, H, W)");
        return fc2.Forward(fc1.Forward(Functional.GlobalAvgPool2d(x)).Relu()).Sigmoid();
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, x * Gates(x).Reshape(x.Sizes[0], channels, 1, 1));
}
