using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The window of a pooling layer, checked once.</summary>
internal sealed class PoolWindow
{
    private readonly Size2d kernel, stride, padding, dilation;

    public PoolWindow(string operation, Size2d kernel, Size2d? stride, Size2d padding, Size2d dilation)
    {
        this.kernel = kernel.AtLeast(1, $"{operation}: the kernel");
        this.stride = (stride ?? kernel).AtLeast(1, $"{operation}: the stride");
        this.padding = padding.AtLeast(0, $"{operation}: the padding");
        this.dilation = dilation.AtLeast(1, $"{operation}: the dilation");
        if (2 * padding.Height > kernel.Height || 2 * padding.Width > kernel.Width)
            throw new ArgumentException($"{operation}: the padding {padding} is more than half of the kernel {kernel}, so that a window could lie outside the image");
    }

    /// <summary>"2×2, stride 2×2".</summary>
    public override string ToString() => $"{kernel}{(stride == kernel ? "" : $", stride {stride}")}{(padding == default ? "" : $", padding {padding}")}{(dilation == 1 ? "" : $", dilation {dilation}")}";

    /// <summary>The window on an input (N, C, H, W).</summary>
    /// <exception cref="ArgumentException">The input has another rank, or the window does not fit into it.</exception>
    public PoolShape On(string operation, ReadOnlySpan<int> x)
    {
        Shapes.RequireRank(operation, "the input", x, 4, "(N, C, H, W)");
        var shape = new PoolShape(x[0], x[1], x[2], x[3], kernel.Height, kernel.Width, stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width);
        if (x[2] + 2 * padding.Height < dilation.Height * (kernel.Height - 1) + 1 || x[3] + 2 * padding.Width < dilation.Width * (kernel.Width - 1) + 1)
            throw new ArgumentException($"{operation}: a window of {kernel} does not fit into input {Shapes.Describe(x)} with padding {padding}");
        return shape;
    }
}
