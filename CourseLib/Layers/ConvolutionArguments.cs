using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>What every two-dimensional convolution asks of its arguments.</summary>
internal static class ConvolutionArguments
{
    /// <summary>The convolution of these arguments. x: (N, C, H, W); weight: (O, C/groups, KH, KW); bias: (O) or null.</summary>
    /// <exception cref="ArgumentException">They do not fit; the message names <paramref name="operation"/>.</exception>
    public static ConvolutionShape Require(string operation, Tensor x, Tensor weight, Tensor? bias, Size2d stride, Size2d padding, Size2d dilation, int groups)
    {
        Shapes.RequireRank(operation, "the input", x.Sizes, 4, "(N, C, H, W)");
        Shapes.RequireRank(operation, "the weight", weight.Sizes, 4, "(O, C/groups, KH, KW)");
        if (groups < 1 || weight.Sizes[0] % groups != 0)
            throw new ArgumentException($"{operation}: {weight.Sizes[0]} output channels of weight {Shapes.Describe(weight.Sizes)} cannot be divided into {groups} groups");
        if (x.Sizes[1] != weight.Sizes[1] * groups)
            throw new ArgumentException($"{operation}: the input {Shapes.Describe(x.Sizes)} has {x.Sizes[1]} channels on axis 1, and the weight {Shapes.Describe(weight.Sizes)} in {groups} group(s) needs {weight.Sizes[1] * groups}");
        if (bias is not null) Shapes.Require(operation, "the bias", bias.Sizes, [weight.Sizes[0]]);
        stride.AtLeast(1, $"{operation}: the stride");
        padding.AtLeast(0, $"{operation}: the padding");
        dilation.AtLeast(1, $"{operation}: the dilation");
        var kernel = new Size2d(weight.Sizes[2], weight.Sizes[3]).AtLeast(1, $"{operation}: the kernel of weight {Shapes.Describe(weight.Sizes)}");
        if (x.Sizes[2] + 2 * padding.Height < dilation.Height * (kernel.Height - 1) + 1 || x.Sizes[3] + 2 * padding.Width < dilation.Width * (kernel.Width - 1) + 1)
            throw new ArgumentException(
                $"{operation}: the kernel of weight {Shapes.Describe(weight.Sizes)} with dilation {dilation} does not fit into input {Shapes.Describe(x.Sizes)} with padding {padding}; pad more, or take a smaller kernel");
        return new(x.Sizes[0], x.Sizes[1], x.Sizes[2], x.Sizes[3], weight.Sizes[0], kernel.Height, kernel.Width,
            stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width, groups);
    }
}
