using CourseLib.Activations;
using CourseLib.Initializers;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>Makes the layers of a network whose weights all follow from one seed, each layer by a seed of its own.</summary>
/// <param name="seed">Fixes all weights; <see cref="Generator.Default"/> draws them if null.</param>
internal sealed class LayerFactory(int? seed)
{
    private readonly Generator? seeds = seed is int number ? new(number) : null;

    /// <summary>A seed for the next layer or block.</summary>
    public int? Next() => seeds?.NextInt(int.MaxValue);

    /// <summary>A convolution with He's initialisation (He et al. 2015), without which deep chains of ReLUs do not train; its padding keeps the size at stride 1 if none is given.</summary>
    public Conv2d Conv(int from, int to, Size2d kernel, int stride = 1, Size2d? padding = null, int groups = 1, int dilation = 1, bool bias = false)
    {
        Size2d same = (dilation * (kernel.Height - 1) / 2, dilation * (kernel.Width - 1) / 2);
        var conv = new Conv2d(from, to, kernel, stride, padding ?? same, dilation, groups, bias, seed: Next());
        Initializer.HeUniform(conv.Weight, seed: Next());
        if (conv.Bias is Tensor zero) Initializer.Zeros(zero);
        return conv;
    }

    /// <summary>A linear layer with PyTorch's initialisation.</summary>
    public Linear Linear(int from, int to, bool bias = true) => new(from, to, bias, Next());

    /// <summary>Convolution, then batch normalisation: parts "0" and "1".</summary>
    public Sequential ConvNorm(int from, int to, Size2d kernel, int stride = 1, int groups = 1) =>
        new(Conv(from, to, kernel, stride, groups: groups), new BatchNorm2d(to));

    /// <summary>Convolution, batch normalisation, and an activation: parts "0", "1" and "2".</summary>
    public Sequential ConvNormActivation(int from, int to, Size2d kernel, Module activation, int stride = 1, int groups = 1) =>
        new(Conv(from, to, kernel, stride, groups: groups), new BatchNorm2d(to), activation);

    /// <summary>Convolution, batch normalisation, ReLU.</summary>
    public Sequential ConvNormReLU(int from, int to, Size2d kernel, int stride = 1, int groups = 1) => ConvNormActivation(from, to, kernel, new ReLU(), stride, groups);

    /// <summary>Refuses numbers that no network has.</summary>
    public static void Refuse(string network, int classes, int inChannels)
    {
        if (classes < 1) throw new ArgumentException($"{network}: there are {classes} classes, and must be at least 1");
        if (inChannels < 1) throw new ArgumentException($"{network}: the images have {inChannels} channels, and must have at least 1");
    }
}
