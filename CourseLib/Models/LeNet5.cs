using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>LeNet-5 as the lectures draw it (after LeCun et al. 1998, with 20 and 50 filters, ReLU and maximum pooling).</summary>
public static class LeNet5
{
    /// <summary>
    /// 5×5 convolution to 20 channels, ReLU, 2×2 maximum pooling, 5×5 convolution to 50 channels, ReLU, pooling, flatten, linear to 500, ReLU, linear to the classes.
    /// </summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="size">Height and width of the images.</param>
    /// <param name="classes">Number of logits.</param>
    /// <param name="padding">Zeros around each convolution's input: 0 for the network on CIFAR-10; 2, with 1 channel and size 28, gives the table in the lectures, of 1,256,080 parameters.</param>
    /// <param name="norm">Makes a layer for (N, C, H, W) after each convolution, before the ReLU, from the number of channels: <c>c => new BatchNorm2d(c)</c>.</param>
    /// <param name="normFlat">Makes a layer for (N, features) after the hidden linear layer, before the ReLU.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentException">The images are too small.</exception>
    public static Sequential Create(int channels = 3, int size = 32, int classes = 10, int padding = 0, Func<int, Module>? norm = null, Func<int, Module>? normFlat = null, int? seed = null)
    {
        int first = Pooled(size + 2 * padding - 4), second = Pooled(first + 2 * padding - 4);
        if (second < 1) throw new ArgumentException($"LeNet5: nothing is left of an image of {size}×{size} after two convolutions and two poolings; use a larger one, or padding");
        Generator? seeds = seed is int number ? new(number) : null;
        int? Next() => seeds?.NextInt(int.MaxValue);

        var layers = new List<Module>();
        void Block(int from, int to)
        {
            layers.Add(new Conv2d(from, to, 5, padding: padding, seed: Next()));
            if (norm is not null) layers.Add(norm(to));
            layers.Add(new ReLU());
            layers.Add(new MaxPool2d(2));
        }

        Block(channels, 20);
        Block(20, 50);
        layers.Add(new Flatten());
        layers.Add(new Linear(50 * second * second, 500, seed: Next()));
        if (normFlat is not null) layers.Add(normFlat(500));
        layers.Add(new ReLU());
        layers.Add(new Linear(500, classes, seed: Next()));
        return new([.. layers]);
    }

    private static int Pooled(int size) => size < 2 ? 0 : size / 2;
}
