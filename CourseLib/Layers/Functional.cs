using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>Layers as functions of their weights, for networks that keep the weights themselves.</summary>
public static partial class Functional
{
    /// <summary>y = x·Wᵀ + b. x: (…, in); weight: (out, in); bias: (out) or null; result: (…, out).</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias = null)
    {
        Shapes.RequireRank("Linear", "the weight", weight.Sizes, 2, "(out, in)");
        if (x.Rank == 0 || x.Sizes[^1] != weight.Sizes[1])
            throw new ArgumentException($"Linear: the input has shape {Shapes.Describe(x.Sizes)}, and its last axis must have the {weight.Sizes[1]} features of the weight {Shapes.Describe(weight.Sizes)}");
        if (bias is not null) Shapes.Require("Linear", "the bias", bias.Sizes, [weight.Sizes[0]]);
        Tensor rows = x.Rank == 2 ? x : x.Reshape(x.Count / x.Sizes[^1], x.Sizes[^1]);
        Tensor y = bias is null ? Function.Apply(new LinearFunction(), rows, weight) : Function.Apply(new LinearFunction(), rows, weight, bias);
        return x.Rank == 2 ? y : y.Reshape([.. x.Sizes[..^1], weight.Sizes[0]]);
    }

    /// <summary>
    /// Two-dimensional convolution (cross-correlation). x: (N, C, H, W); weight: (O, C/groups, KH, KW); bias: (O) or null;
    /// result: (N, O, H′, W′) with H′ = ⌊(H + 2·padding − dilation·(KH − 1) − 1)/stride⌋ + 1.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Conv2d(Tensor x, Tensor weight, Tensor? bias = null, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, int groups = 1)
    {
        Shapes.RequireRank("Conv2d", "the input", x.Sizes, 4, "(N, C, H, W)");
        Shapes.RequireRank("Conv2d", "the weight", weight.Sizes, 4, "(O, C/groups, KH, KW)");
        if (groups < 1 || weight.Sizes[0] % groups != 0)
            throw new ArgumentException($"Conv2d: {weight.Sizes[0]} output channels of weight {Shapes.Describe(weight.Sizes)} cannot be divided into {groups} groups");
        if (x.Sizes[1] != weight.Sizes[1] * groups)
            throw new ArgumentException($"Conv2d: the input {Shapes.Describe(x.Sizes)} has {x.Sizes[1]} channels on axis 1, and the weight {Shapes.Describe(weight.Sizes)} in {groups} group(s) needs {weight.Sizes[1] * groups}");
        if (bias is not null) Shapes.Require("Conv2d", "the bias", bias.Sizes, [weight.Sizes[0]]);
        var function = new Conv2dFunction(
            (stride ?? 1).AtLeast(1, "Conv2d: the stride"), (padding ?? 0).AtLeast(0, "Conv2d: the padding"), (dilation ?? 1).AtLeast(1, "Conv2d: the dilation"), groups);
        return bias is null ? Function.Apply(function, x, weight) : Function.Apply(function, x, weight, bias);
    }

    /// <summary>The largest element of each window. x: (N, C, H, W); the stride is the kernel if not given; padding counts as −∞.</summary>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public static Tensor MaxPool2d(Tensor x, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null) =>
        Function.Apply(new MaxPool2dFunction(new("MaxPool2d", kernel, stride, padding ?? 0, dilation ?? 1)), x);

    /// <summary>The mean of each window. x: (N, C, H, W); the stride is the kernel if not given; padding counts as zeros if <paramref name="countPadding"/>, else not at all.</summary>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public static Tensor AvgPool2d(Tensor x, Size2d kernel, Size2d? stride = null, Size2d? padding = null, bool countPadding = true) =>
        Function.Apply(new AvgPool2dFunction(new("AvgPool2d", kernel, stride, padding ?? 0, 1), countPadding), x);

    /// <summary>Sets each element to 0 with probability <paramref name="p"/> and divides the others by 1 − p, so that the expectation stays (Srivastava et al. 2014, inverted).</summary>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not a probability.</exception>
    public static Tensor Dropout(Tensor x, float p, bool training = true, Generator? generator = null)
    {
        if (!(p is >= 0 and <= 1)) throw new ArgumentException($"Dropout: p is {p}, and must be from 0 to 1");
        if (!training || p == 0) return x;
        if (p == 1) return x * 0f;
        return x * ((Tensor.Rand(x.Shape, generator) >= p) / (1 - p));
    }
}
