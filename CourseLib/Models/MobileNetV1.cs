using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>MobileNet: depthwise 3×3 and 1×1 convolutions in place of 3×3 ones (Howard et al. 2017, table 1).</summary>
public static class MobileNetV1
{
    private static readonly (int Channels, int Stride)[] Blocks =
        [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1)];

    /// <summary>The network of the table: 4,231,976 parameters for 1000 classes, 568,740,352 multiply-adds for an image of 224×224.</summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="width">α, by which all numbers of channels are multiplied (section 3.3).</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Sequential Create(int classes = 1000, int inChannels = 3, float width = 1, int? seed = null)
    {
        LayerFactory.Refuse(nameof(MobileNetV1), classes, inChannels);
        Argument.Positive(nameof(MobileNetV1), "the width", width);
        var make = new LayerFactory(seed);
        int Channels(int full) => Math.Max(8, (int)(full * width));
        int from = Channels(32);
        var features = new List<Module> { make.ConvNormReLU(inChannels, from, 3, stride: 2) };
        foreach ((int full, int stride) in Blocks)
        {
            int to = Channels(full);
            features.Add(new Sequential(
                ("depthwise", make.Conv(from, from, 3, stride, groups: from)), ("bn1", new BatchNorm2d(from)), ("relu1", new ReLU()),
                ("pointwise", make.Conv(from, to, 1)), ("bn2", new BatchNorm2d(to)), ("relu2", new ReLU())));
            from = to;
        }
        return new(("features", new Sequential([.. features])), ("avgpool", new GlobalAvgPool2d()), ("classifier", make.Linear(from, classes)));
    }
}
