using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

public static partial class Functional
{
    /// <summary>
    /// The patches that a convolution sees, as columns (PyTorch's unfold). x: (N, C, H, W); result: (N, C·KH·KW, H′·W′), channel by channel and within
    /// it the patch row by row. A convolution is then the matrix product of its weight (O, C·KH·KW) with each image's columns.
    /// </summary>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public static Tensor Im2Col(Tensor x, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null)
    {
        Shapes.RequireRank("Im2Col", "the input", x, 4, "(N, C, H, W)");
        return Function.Apply(new Im2ColFunction(Patches("Im2Col", x.Shape, kernel, stride ?? 1, padding ?? 0, dilation ?? 1)), x);
    }

    /// <summary>
    /// Columns laid back over an image and added where they overlap: the adjoint of <see cref="Im2Col"/> (PyTorch's fold), not its inverse.
    /// columns: (N, C·KH·KW, H′·W′); result: (N, C, output.Height, output.Width).
    /// </summary>
    /// <exception cref="ArgumentException">The columns are not those of an image of this size.</exception>
    public static Tensor Col2Im(Tensor columns, Size2d output, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null)
    {
        Shapes.RequireRank("Col2Im", "the columns", columns, 3, "(N, C·KH·KW, H′·W′)");
        int taps = kernel.AtLeast(1, "Col2Im: the kernel").Height * kernel.Width;
        if (columns.Sizes[1] % taps != 0)
            throw new ArgumentException($"Col2Im: the columns {Shapes.Describe(columns.Sizes)} have {columns.Sizes[1]} rows, which a kernel of {kernel} does not divide into channels of {taps}");
        output.AtLeast(1, "Col2Im: the output size");
        ConvolutionShape shape = Patches("Col2Im", [columns.Sizes[0], columns.Sizes[1] / taps, output.Height, output.Width], kernel, stride ?? 1, padding ?? 0, dilation ?? 1);
        Shapes.Require("Col2Im", $"the columns of an image {output} with {shape.OutHeight}×{shape.OutWidth} patches", columns, [columns.Sizes[0], columns.Sizes[1], shape.OutHeight * shape.OutWidth]);
        return Function.Apply(new Col2ImFunction(shape), columns);
    }

    private static ConvolutionShape Patches(string operation, int[] x, Size2d kernel, Size2d stride, Size2d padding, Size2d dilation)
    {
        kernel.AtLeast(1, $"{operation}: the kernel");
        stride.AtLeast(1, $"{operation}: the stride");
        padding.AtLeast(0, $"{operation}: the padding");
        dilation.AtLeast(1, $"{operation}: the dilation");
        if (x[2] + 2L * padding.Height < (long)dilation.Height * (kernel.Height - 1) + 1 || x[3] + 2L * padding.Width < (long)dilation.Width * (kernel.Width - 1) + 1)
            throw new ArgumentException($"{operation}: a patch of {kernel} with dilation {dilation} does not fit into an image {Shapes.Describe(x)} with padding {padding}");
        return new(x[0], x[1], x[2], x[3], 1, kernel.Height, kernel.Width, stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width, 1);
    }
}
