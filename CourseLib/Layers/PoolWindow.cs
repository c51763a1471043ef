using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The window of a pooling layer, checked once.</summary>
internal sealed class PoolWindow
{
    private readonly Size2d kernel, stride, padding, dilation;
    private readonly bool ceilMode;
    private readonly string operation;

    public PoolWindow(string operation, Size2d kernel, Size2d? stride, Size2d padding, Size2d dilation, bool ceilMode)
    {
        (this.operation, this.ceilMode) = (operation, ceilMode);
        this.kernel = kernel.AtLeast(1, $"{operation}: the kernel");
        this.stride = (stride ?? kernel).AtLeast(1, $"{operation}: the stride");
        this.padding = padding.AtLeast(0, $"{operation}: the padding");
        this.dilation = dilation.AtLeast(1, $"{operation}: the dilation");
        if (padding.Height > kernel.Height / 2 || padding.Width > kernel.Width / 2)
            throw new ArgumentException($"{operation}: the padding {padding} is more than half of the kernel {kernel}, so that a window could lie outside the image");
    }

    /// <summary>The window without its padding and rounding.</summary>
    public Window Window => new(kernel, stride, dilation);

    /// <summary>"2×2, stride 2×2".</summary>
    public override string ToString() => $"{kernel}{(stride == kernel ? "" : $", stride {stride}")}{(padding == default ? "" : $", padding {padding}")}{(dilation == 1 ? "" : $", dilation {dilation}")}{(ceilMode ? ", rounded up" : "")}";

    /// <summary>The window on an input (N, C, H, W).</summary>
    /// <exception cref="ArgumentException">The input has another rank, or the window does not fit into it.</exception>
    public PoolShape On(Tensor input)
    {
        Shapes.RequireRank(operation, "the input", input, 4, "(N, C, H, W)");
        ReadOnlySpan<int> x = input.Sizes;
        Fit(x, x[2], kernel.Height, stride.Height, padding.Height, dilation.Height, "height");
        Fit(x, x[3], kernel.Width, stride.Width, padding.Width, dilation.Width, "width");
        return new(x[0], x[1], x[2], x[3], kernel.Height, kernel.Width, stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width, ceilMode);
    }

    /// <summary>
    /// The rule for every pooling, rounded up or not: each window covers at least one pixel. A dilated one can step over a narrow image, with all that it takes in
    /// the padding on both sides; PyTorch gives −∞ there.
    /// </summary>
    private void Fit(ReadOnlySpan<int> x, int size, int kernel, int stride, int padding, int dilation, string axis)
    {
        if (size == 0 || size + 2L * padding + (ceilMode ? stride - 1 : 0) < (long)dilation * (kernel - 1) + 1)
            throw new ArgumentException($"{operation}: a window of {this.kernel}{(this.dilation == 1 ? "" : $" with dilation {this.dilation}")} does not fit into input {Shapes.Describe(x)} with padding {this.padding}; take a smaller window or pad more");
        for (int start = -padding; start < 0; start += stride)
        {
            // The first tap that is not in front of the image.
            int tap = (dilation - 1 - start) / dilation;
            if (tap < kernel && start + tap * dilation < size) continue;
            throw new ArgumentException($"{operation}: of input {Shapes.Describe(x)}, a window of {this.kernel} with dilation {this.dilation} and padding {this.padding} sees only padding along the {axis}, and so has no value; take a smaller dilation or less padding");
        }
    }
}
