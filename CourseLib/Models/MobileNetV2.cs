using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>MobileNetV2: inverted residuals with linear bottlenecks (Sandler et al. 2018, table 2), with PyTorch's names for all parameters.</summary>
public static class MobileNetV2
{
    /// <summary>The rows of table 2: expansion t, channels c, repetitions n, first stride s.</summary>
    public static IReadOnlyList<(int Expansion, int Channels, int Repeats, int Stride)> Table { get; } =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    /// <summary>The network of the table: 3,504,872 parameters for 1000 classes, 300.8 million multiply-adds for an image of 224×224.</summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="width">The multiplier of all numbers of channels, which are then rounded to multiples of 8.</param>
    /// <param name="seed">Fixes the weights and the dropout.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Sequential Create(int classes = 1000, int inChannels = 3, float width = 1, int? seed = null)
    {
        LayerFactory.Refuse(nameof(MobileNetV2), classes, inChannels);
        Argument.Positive(nameof(MobileNetV2), "the width", width);
        var make = new LayerFactory(seed);
        int from = Rounded(32 * width), last = Rounded(1280 * Math.Max(1, width));
        var features = new List<Module> { make.ConvNormActivation(inChannels, from, 3, new ReLU6(), stride: 2) };
        foreach ((int expansion, int channels, int repeats, int stride) in Table)
            for (int index = 0; index < repeats; index++)
            {
                int to = Rounded(channels * width);
                features.Add(new InvertedResidual(from, to, index == 0 ? stride : 1, expansion, seed: make.Next()));
                from = to;
            }
        features.Add(make.ConvNormActivation(from, last, 1, new ReLU6()));
        return new(
            ("features", new Sequential([.. features])), ("avgpool", new GlobalAvgPool2d()),
            ("classifier", new Sequential(new Dropout(0.2f, make.Next()), make.Linear(last, classes))));
    }

    /// <summary>The nearest multiple of 8, unless that takes more than a tenth away.</summary>
    private static int Rounded(float channels)
    {
        int rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9f * channels ? rounded + 8 : rounded;
    }
}
