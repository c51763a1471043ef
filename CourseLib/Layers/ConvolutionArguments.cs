using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The arguments of a convolution in one, two or three dimensions, found to fit; one number for each axis.</summary>
internal sealed record ConvolutionArguments(int[] Stride, int[] Padding, int[] Dilation, int Groups)
{
    private static readonly string[] Axes = ["L", "H, W", "D, H, W"], KernelAxes = ["K", "KH, KW", "KD, KH, KW"];

    /// <summary>Refuses what does not fit; what zeros on both sides alike cannot do is padded onto <paramref name="x"/> at once. x: (N, C, …); weight: (O, C/groups, …); bias: (O) or null.</summary>
    /// <exception cref="ArgumentException">The arguments do not fit; the message names <paramref name="operation"/>.</exception>
    public static ConvolutionArguments Require(string operation, ref Tensor x, Tensor weight, Tensor? bias, int[] stride, ConvolutionPadding? padding, int[] dilation, int groups, PaddingMode mode = PaddingMode.Zeros)
    {
        int axes = stride.Length;
        RequireRanks(operation, x, weight, "(O, C/groups, ", axes);
        if (groups < 1 || weight.Sizes[0] % groups != 0)
            throw new ArgumentException($"{operation}: {weight.Sizes[0]} output channels of weight {Shapes.Describe(weight.Sizes)} cannot be divided into {groups} groups");
        if (x.Sizes[1] != weight.Sizes[1] * groups)
            throw new ArgumentException($"{operation}: the input {Shapes.Describe(x.Sizes)} has {x.Sizes[1]} channels on axis 1, and the weight {Shapes.Describe(weight.Sizes)} in {groups} group(s) needs {weight.Sizes[1] * groups}");
        if (bias is not null) Shapes.Require(operation, "the bias", bias, [weight.Sizes[0]]);
        RequireSteps(operation, stride, dilation);
        int[] kernel = weight.Shape[2..];
        (int Before, int After)[] pads = (padding ?? default).Resolve(operation, kernel, stride, dilation);
        for (int axis = 0; axis < axes; axis++)
        {
            long size = (long)x.Sizes[2 + axis] + pads[axis].Before + pads[axis].After, reach = (long)dilation[axis] * (kernel[axis] - 1) + 1;
            if (size > int.MaxValue) throw new ArgumentException($"{operation}: axis {2 + axis} of input {Shapes.Describe(x.Sizes)} has {size} elements with its padding, and must have at most {int.MaxValue}");
            if (kernel[axis] < 1 || size < reach)
                throw new ArgumentException(
                    $"{operation}: the kernel of weight {Shapes.Describe(weight.Sizes)} reaches over {reach} elements of axis {2 + axis}, and the input {Shapes.Describe(x.Sizes)} with its padding has {size}, so it does not fit; pad more, or take a smaller kernel");
        }
        if (mode == PaddingMode.Zeros && Array.TrueForAll(pads, pad => pad.Before == pad.After))
            return new(stride, Array.ConvertAll(pads, pad => pad.Before), dilation, groups);
        x = Functional.Pad(operation, x, pads, mode);
        return new(stride, new int[axes], dilation, groups);
    }

    /// <summary>Refuses an input or a weight of another number of axes.</summary>
    public static void RequireRanks(string operation, Tensor x, Tensor weight, string weightChannels, int axes)
    {
        Shapes.RequireRank(operation, "the input", x, 2 + axes, $"(N, C, {Axes[axes - 1]})");
        Shapes.RequireRank(operation, "the weight", weight, 2 + axes, $"{weightChannels}{KernelAxes[axes - 1]})");
    }

    /// <summary>Refuses a stride or a dilation that is not positive.</summary>
    public static void RequireSteps(string operation, int[] stride, int[] dilation)
    {
        if (Array.Exists(stride, step => step < 1)) throw new ArgumentException($"{operation}: the stride is {string.Join('×', stride)}, and must be at least 1 in every dimension");
        if (Array.Exists(dilation, step => step < 1)) throw new ArgumentException($"{operation}: the dilation is {string.Join('×', dilation)}, and must be at least 1 in every dimension");
    }

    /// <summary>The two-dimensional convolution along the last two axes. x: (N, C, H, W); weight: (O, C/groups, KH, KW).</summary>
    public ConvolutionShape On(ReadOnlySpan<int> x, ReadOnlySpan<int> weight)
    {
        int[] stride = LastTwo(Stride, 1), padding = LastTwo(Padding, 0), dilation = LastTwo(Dilation, 1);
        return new(x[0], x[1], x[2], x[3], weight[0], weight[2], weight[3], stride[0], stride[1], padding[0], padding[1], dilation[0], dilation[1], Groups);
    }

    private static int[] LastTwo(int[] sizes, int missing) => sizes.Length == 1 ? [missing, sizes[0]] : sizes[^2..];
}
