using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>Layers that each see the channels of all before them and add <c>growth</c> channels (Huang et al. 2017, equation 2). Input (N, C, H, W), result (N, C + layers·growth, H, W).</summary>
public sealed class DenseBlock : Module
{
    private readonly Sequential[] layers;

    /// <summary>A block with new weights.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="layers">How many layers.</param>
    /// <param name="growth">k: the channels that each layer adds.</param>
    /// <param name="bottleneck">The 1×1 convolution before each 3×3 one has so many times k filters (DenseNet-B).</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public DenseBlock(int inChannels, int layers, int growth = 32, int bottleneck = 4, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(layers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(growth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bottleneck);
        var make = new LayerFactory(seed);
        this.layers = new Sequential[layers];
        for (int index = 0; index < layers; index++)
        {
            int from = inChannels + index * growth, middle = bottleneck * growth;
            this.layers[index] = RegisterModule($"denselayer{index + 1}", new Sequential(
                ("norm1", new BatchNorm2d(from)), ("relu1", new ReLU()), ("conv1", make.Conv(from, middle, 1)),
                ("norm2", new BatchNorm2d(middle)), ("relu2", new ReLU()), ("conv2", make.Conv(middle, growth, 3))));
        }
        OutChannels = inChannels + layers * growth;
    }

    /// <summary>Channels of the result.</summary>
    public int OutChannels { get; }

    /// <inheritdoc/>
    protected internal override string Details => $"{layers.Length} layers, →{OutChannels}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor all = x;
        foreach (Sequential layer in layers) all = Tensor.Concat([all, layer.Forward(all)], 1);
        return Observed(x, all);
    }
}
