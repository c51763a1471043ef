using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>VGG: 3×3 convolutions in five stages, a pooling after each, and three linear layers (Simonyan and Zisserman 2015, table 1).</summary>
public sealed class VGG : Module
{
    private VGG(Sequential features, Sequential classifier)
    {
        Features = RegisterModule("features", features);
        Classifier = RegisterModule("classifier", classifier);
    }

    /// <summary>Convolutions, ReLUs and poolings.</summary>
    public Sequential Features { get; }

    /// <summary>Linear layers and dropout.</summary>
    public Sequential Classifier { get; }

    /// <summary>
    /// The network of that many layers with weights. With 1000 classes and 224×224 images: 132,863,336 parameters for 11, 138,357,544 for 16, 143,667,240 for 19.
    /// </summary>
    /// <param name="depth">11, 13, 16 or 19.</param>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="size">Height and width of the images, at least 32.</param>
    /// <param name="batchNorm">Whether batch normalisation follows each convolution.</param>
    /// <param name="hidden">Units of the two hidden linear layers.</param>
    /// <param name="seed">Fixes the weights and the dropout.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static VGG Create(int depth = 16, int classes = 1000, int inChannels = 3, int size = 224, bool batchNorm = false, int hidden = 4096, int? seed = null)
    {
        LayerFactory.Refuse(nameof(VGG), classes, inChannels);
        int[] convolutions = depth switch
        {
            11 => [1, 1, 2, 2, 2],
            13 => [2, 2, 2, 2, 2],
            16 => [2, 2, 3, 3, 3],
            19 => [2, 2, 4, 4, 4],
            _ => throw new ArgumentException($"VGG: there is no network of {depth} layers; give 11, 13, 16 or 19"),
        };
        if (size < 32) throw new ArgumentException($"VGG: nothing is left of an image of {size}×{size} after five poolings; use one of 32×32 or more");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hidden);

        var make = new LayerFactory(seed);
        var layers = new List<Module>();
        int from = inChannels, left = size;
        for (int stage = 0; stage < convolutions.Length; stage++)
        {
            int to = Math.Min(64 << stage, 512);
            for (int count = 0; count < convolutions[stage]; count++)
            {
                layers.Add(make.Conv(from, to, 3, bias: true));
                if (batchNorm) layers.Add(new BatchNorm2d(to));
                layers.Add(new ReLU());
                from = to;
            }
            layers.Add(new MaxPool2d(2));
            left /= 2;
        }
        return new(
            new([.. layers]),
            new(make.Linear(512 * left * left, hidden), new ReLU(), new Dropout(0.5f, make.Next()),
                make.Linear(hidden, hidden), new ReLU(), new Dropout(0.5f, make.Next()),
                make.Linear(hidden, classes)));
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Classifier.Forward(Features.Forward(x).Flatten(1)));
}
