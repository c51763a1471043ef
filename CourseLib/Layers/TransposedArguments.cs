using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The arguments of a transposed convolution in one, two or three dimensions, found to fit, and the size of its result; one number for each axis.</summary>
internal sealed record TransposedArguments(int[] Stride, int[] Padding, int[] Dilation, int Groups, int[] Output)
{
    /// <summary>Refuses what does not fit. x: (N, C, …); weight: (C, O/groups, …); bias: (O) or null.</summary>
    /// <exception cref="ArgumentException">The arguments do not fit; the message names <paramref name="operation"/>.</exception>
    public static TransposedArguments Require(string operation, ref Tensor x, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] outputPadding, int[] dilation, int groups)
    {
        int axes = stride.Length;
        ConvolutionArguments.RequireRanks(operation, x, weight, "(C, O/groups, ", axes);
        if (groups < 1 || weight.Sizes[0] % groups != 0)
            throw new ArgumentException($"{operation}: {weight.Sizes[0]} input channels of weight {Shapes.Describe(weight.Sizes)} cannot be divided into {groups} groups");
        if (x.Sizes[1] != weight.Sizes[0])
            throw new ArgumentException($"{operation}: the input {Shapes.Describe(x.Sizes)} has {x.Sizes[1]} channels on axis 1, and the weight {Shapes.Describe(weight.Sizes)} needs {weight.Sizes[0]}");
        if (bias is not null) Shapes.Require(operation, "the bias", bias, [weight.Sizes[1] * groups]);
        RequireSteps(operation, stride, padding, outputPadding, dilation);
        var output = new int[axes];
        var extra = new (int, int)[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            int kernel = weight.Sizes[2 + axis], size = x.Sizes[2 + axis];
            long reached = (size - 1L) * stride[axis] - 2L * padding[axis] + (long)dilation[axis] * (kernel - 1) + outputPadding[axis] + 1;
            if (kernel < 1 || size < 1 || reached is < 1 or > int.MaxValue)
                throw new ArgumentException(
                    $"{operation}: the result of input {Shapes.Describe(x.Sizes)} with weight {Shapes.Describe(weight.Sizes)} would have size {reached} on axis {2 + axis}, and must have at least 1{(reached < 1 ? "; pad less, as padding cuts the result here" : $" and at most {int.MaxValue}")}");
            output[axis] = (int)reached;
            extra[axis] = (0, outputPadding[axis] / stride[axis]);
        }

        // Beyond a whole stride the output padding reaches elements that the convolution would read one step further on: zeros stand there.
        if (Array.Exists(extra, pad => pad.Item2 > 0)) x = x.Pad([(0, 0), (0, 0), .. extra]);
        return new(stride, padding, dilation, groups, output);
    }

    /// <summary>Refuses numbers that no transposed convolution can have.</summary>
    public static void RequireSteps(string operation, int[] stride, int[] padding, int[] outputPadding, int[] dilation)
    {
        ConvolutionArguments.RequireSteps(operation, stride, dilation);
        if (Array.Exists(padding, size => size < 0)) throw new ArgumentException($"{operation}: the padding is {string.Join('×', padding)}, and must be at least 0");
        for (int axis = 0; axis < stride.Length; axis++)
            if (outputPadding[axis] < 0 || outputPadding[axis] >= Math.Max(stride[axis], dilation[axis]))
                throw new ArgumentException(
                    $"{operation}: the output padding is {string.Join('×', outputPadding)}, and must be at least 0 and less than the stride {string.Join('×', stride)} or the dilation {string.Join('×', dilation)}");
    }

    /// <summary>The convolution whose adjoint this is, along the last two axes: from the result to x. x: (N, C, H, W); weight: (C, O/groups, KH, KW).</summary>
    public ConvolutionShape On(ReadOnlySpan<int> x, ReadOnlySpan<int> weight)
    {
        int[] output = Output.Length == 1 ? [1, Output[0]] : Output[^2..];
        return new ConvolutionArguments(Stride, Padding, Dilation, Groups).On([x[0], weight[1] * Groups, output[0], output[1]], weight);
    }
}
