using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>AlexNet: five convolutions and three linear layers (Krizhevsky et al. 2012), in the two-tower form of the paper or the one-tower form of Krizhevsky 2014.</summary>
public sealed class AlexNet : Module
{
    private AlexNet(Sequential features, Sequential classifier)
    {
        Features = RegisterModule("features", features);
        Classifier = RegisterModule("classifier", classifier);
    }

    /// <summary>Convolutions, ReLUs and poolings.</summary>
    public Sequential Features { get; }

    /// <summary>Dropout and linear layers.</summary>
    public Sequential Classifier { get; }

    /// <summary>
    /// The one-tower form (64, 192, 384, 256, 256 filters; PyTorch's, 61,100,840 parameters for 1000 classes and 224×224 images), or the two-tower form of
    /// the paper (96, 256, 384, 384, 256 filters, the second, fourth and fifth convolution in 2 groups; 60,965,224 parameters), without local response normalisation.
    /// </summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="size">Height and width of the images, at least 63.</param>
    /// <param name="twoTowers">Whether to build the form of the paper.</param>
    /// <param name="hidden">Units of the two hidden linear layers.</param>
    /// <param name="seed">Fixes the weights and the dropout.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static AlexNet Create(int classes = 1000, int inChannels = 3, int size = 224, bool twoTowers = false, int hidden = 4096, int? seed = null)
    {
        LayerFactory.Refuse(nameof(AlexNet), classes, inChannels);
        if (size < 63) throw new ArgumentException($"AlexNet: nothing is left of an image of {size}×{size} after the poolings; use one of 63×63 or more");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hidden);
        var make = new LayerFactory(seed);
        int groups = twoTowers ? 2 : 1;
        int[] filters = twoTowers ? [96, 256, 384, 384, 256] : [64, 192, 384, 256, 256];
        int left = Pooled(Pooled(Pooled((size + 4 - 11) / 4 + 1)));
        return new(
            new(make.Conv(inChannels, filters[0], 11, stride: 4, padding: 2, bias: true), new ReLU(), new MaxPool2d(3, 2),
                make.Conv(filters[0], filters[1], 5, groups: groups, bias: true), new ReLU(), new MaxPool2d(3, 2),
                make.Conv(filters[1], filters[2], 3, bias: true), new ReLU(),
                make.Conv(filters[2], filters[3], 3, groups: groups, bias: true), new ReLU(),
                make.Conv(filters[3], filters[4], 3, groups: groups, bias: true), new ReLU(), new MaxPool2d(3, 2)),
            new(new Dropout(0.5f, make.Next()), make.Linear(filters[4] * left * left, hidden), new ReLU(),
                new Dropout(0.5f, make.Next()), make.Linear(hidden, hidden), new ReLU(),
                make.Linear(hidden, classes)));
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Classifier.Forward(Features.Forward(x).Flatten(1)));

    private static int Pooled(int size) => (size - 3) / 2 + 1;
}
