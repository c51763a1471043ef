using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;

namespace CourseLib.Models;

/// <summary>DenseNet-BC: dense blocks with transitions that halve channels and pixels between them (Huang et al. 2017, table 1), with PyTorch's names for all parameters.</summary>
public static class DenseNet
{
    /// <summary>The network of that many layers: 7,978,856 parameters for 121 and 1000 classes.</summary>
    /// <param name="depth">121, 169 or 201.</param>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Sequential Create(int depth = 121, int classes = 1000, int inChannels = 3, int? seed = null) => Create(
        depth switch
        {
            121 => [6, 12, 24, 16],
            169 => [6, 12, 32, 32],
            201 => [6, 12, 48, 32],
            _ => throw new ArgumentException($"DenseNet: there is no network of {depth} layers; give 121, 169 or 201, or the layers of each block"),
        },
        classes, inChannels, seed: seed);

    /// <summary>A network of other blocks.</summary>
    /// <param name="layers">Layers of each block.</param>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="growth">k: the channels that each layer adds.</param>
    /// <param name="stem">Channels before the first block; 2k if null, as in the paper.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Sequential Create(int[] layers, int classes, int inChannels = 3, int growth = 32, int? stem = null, int? seed = null)
    {
        LayerFactory.Refuse(nameof(DenseNet), classes, inChannels);
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0) throw new ArgumentException("DenseNet: there is no block; give the layers of each");
        var make = new LayerFactory(seed);
        int channels = stem ?? 2 * growth;
        var features = new List<(string, Module)>
        {
            ("conv0", make.Conv(inChannels, channels, 7, stride: 2)), ("norm0", new BatchNorm2d(channels)), ("relu0", new ReLU()), ("pool0", new MaxPool2d(3, 2, 1)),
        };
        for (int index = 0; index < layers.Length; index++)
        {
            var block = new DenseBlock(channels, layers[index], growth, seed: make.Next());
            features.Add(($"denseblock{index + 1}", block));
            channels = block.OutChannels;
            if (index == layers.Length - 1) break;
            features.Add(($"transition{index + 1}", new Sequential(
                ("norm", new BatchNorm2d(channels)), ("relu", new ReLU()), ("conv", make.Conv(channels, channels / 2, 1)), ("pool", new AvgPool2d(2)))));
            channels /= 2;
        }
        features.Add(("norm5", new BatchNorm2d(channels)));
        return new(("features", new Sequential([.. features])), ("relu", new ReLU()), ("avgpool", new GlobalAvgPool2d()), ("classifier", make.Linear(channels, classes)));
    }
}
