using CourseLib.Activations;
using CourseLib.Layers;

namespace CourseLib.Models;

/// <summary>Network in Network (Lin et al. 2014), its form for CIFAR-10: three convolutions, each followed by two of 1×1, and global average pooling instead of linear layers.</summary>
public static class NIN
{
    /// <summary>5×5 convolution to 192, 1×1 to 160 and 96, pooling; 5×5 to 192, two 1×1, pooling; 3×3 to 192, 1×1, 1×1 to the classes, the mean over the pixels. 966,986 parameters for 10 classes.</summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images, of 7×7 pixels or more.</param>
    /// <param name="seed">Fixes the weights and the dropout.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Sequential Create(int classes = 10, int inChannels = 3, int? seed = null)
    {
        LayerFactory.Refuse(nameof(NIN), classes, inChannels);
        var make = new LayerFactory(seed);
        Module[] Block(int from, int kernel, int first, int second, int third) =>
            [make.Conv(from, first, kernel, bias: true), new ReLU(), make.Conv(first, second, 1, bias: true), new ReLU(), make.Conv(second, third, 1, bias: true), new ReLU()];
        return new(
        [
            .. Block(inChannels, 5, 192, 160, 96), new MaxPool2d(3, 2, 1), new Dropout(0.5f, make.Next()),
            .. Block(96, 5, 192, 192, 192), new AvgPool2d(3, 2, 1), new Dropout(0.5f, make.Next()),
            // The maps of the classes themselves are averaged, so that no ReLU may cut them.
            .. Block(192, 3, 192, 192, classes)[..^1], new GlobalAvgPool2d(),
        ]);
    }
}
