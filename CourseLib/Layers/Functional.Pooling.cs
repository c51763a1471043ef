using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Layers;

public static partial class Functional
{
    /// <summary>The largest element of each window; of equal ones the first, row by row, wins and gets the whole gradient. x: (N, C, H, W); the stride is the kernel if not given; padding counts as −∞.</summary>
    /// <remarks><paramref name="ceilMode"/> rounds the number of windows up, so that the last ones may hang over the edge.</remarks>
    /// <exception cref="ArgumentException">The window does not fit, or one of them would see only padding, where PyTorch gives −∞.</exception>
    public static Tensor MaxPool2d(Tensor x, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, bool ceilMode = false) =>
        Function.Apply(new MaxPool2dFunction(new("MaxPool2d", kernel, stride, padding ?? 0, dilation ?? 1, ceilMode)), x);

    /// <summary>The mean of each window. x: (N, C, H, W); the stride is the kernel if not given; padding counts as zeros if <paramref name="countPadding"/>, else not at all.</summary>
    /// <remarks><paramref name="ceilMode"/> rounds the number of windows up; what hangs over the padding does not count.</remarks>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public static Tensor AvgPool2d(Tensor x, Size2d kernel, Size2d? stride = null, Size2d? padding = null, bool countPadding = true, bool ceilMode = false) =>
        Function.Apply(new AvgPool2dFunction(new("AvgPool2d", kernel, stride, padding ?? 0, 1, ceilMode), countPadding), x);

    /// <summary>The largest element of each window of a sequence. x: (N, C, L); result: (N, C, L′). See <see cref="MaxPool2d"/>.</summary>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public static Tensor MaxPool1d(Tensor x, int kernel, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false) =>
        AsImage("MaxPool1d", x, image => Function.Apply(new MaxPool2dFunction(new("MaxPool1d", (1, kernel), (1, stride ?? kernel), (0, padding), (1, dilation), ceilMode)), image));

    /// <summary>The mean of each window of a sequence. x: (N, C, L); result: (N, C, L′). See <see cref="AvgPool2d"/>.</summary>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public static Tensor AvgPool1d(Tensor x, int kernel, int? stride = null, int padding = 0, bool countPadding = true, bool ceilMode = false) =>
        AsImage("AvgPool1d", x, image => Function.Apply(new AvgPool2dFunction(new("AvgPool1d", (1, kernel), (1, stride ?? kernel), (0, padding), 1, ceilMode), countPadding), image));

    /// <summary>The mean of every channel, (1/HW)·ΣΣ x (Lin et al. 2014, section 3.2). x: (N, C, H, W); result: (N, C), or (N, C, 1, 1) with <paramref name="keepDims"/>.</summary>
    /// <exception cref="ArgumentException">The input has another rank, or no pixels.</exception>
    public static Tensor GlobalAvgPool2d(Tensor x, bool keepDims = false)
    {
        AdaptiveWindow.Require("GlobalAvgPool2d", x, 1);
        return x.Mean([2, 3], keepDims);
    }

    /// <summary>
    /// The mean of each of output.Height·output.Width windows that cover the image. x: (N, C, H, W); result: (N, C, output.Height, output.Width).
    /// Window i of an axis of size H goes from ⌊i·H/H′⌋ up to, not including, ⌈(i + 1)·H/H′⌉: PyTorch's rule.
    /// </summary>
    /// <exception cref="ArgumentException">The input has another rank, or a size is not positive.</exception>
    public static Tensor AdaptiveAvgPool2d(Tensor x, Size2d output) => AdaptiveAvgPool("AdaptiveAvgPool2d", x, output);

    /// <summary>The largest element of each window, as <see cref="AdaptiveAvgPool2d"/> places them; of equal ones the first wins.</summary>
    /// <exception cref="ArgumentException">The input has another rank, or a size is not positive.</exception>
    public static Tensor AdaptiveMaxPool2d(Tensor x, Size2d output) => AdaptiveMaxPool("AdaptiveMaxPool2d", x, output);

    /// <summary>The mean of each of <paramref name="output"/> windows that cover a sequence. x: (N, C, L); result: (N, C, output).</summary>
    /// <exception cref="ArgumentException">The input has another rank, or a size is not positive.</exception>
    public static Tensor AdaptiveAvgPool1d(Tensor x, int output) => AsImage("AdaptiveAvgPool1d", x, image => AdaptiveAvgPool("AdaptiveAvgPool1d", image, (1, output)));

    /// <summary>The largest element of each of <paramref name="output"/> windows that cover a sequence. x: (N, C, L); result: (N, C, output).</summary>
    /// <exception cref="ArgumentException">The input has another rank, or a size is not positive.</exception>
    public static Tensor AdaptiveMaxPool1d(Tensor x, int output) => AsImage("AdaptiveMaxPool1d", x, image => AdaptiveMaxPool("AdaptiveMaxPool1d", image, (1, output)));

    private static Tensor AdaptiveAvgPool(string operation, Tensor x, Size2d output)
    {
        AdaptiveWindow.Require(operation, x, output);
        if (output == 1) return x.Mean([2, 3], keepDims: true);
        return AdaptiveWindow.IsEven(x.Sizes, output) is Size2d kernel ? AvgPool2d(x, kernel) : Function.Apply(new AdaptiveAvgPool2dFunction(output), x);
    }

    private static Tensor AdaptiveMaxPool(string operation, Tensor x, Size2d output)
    {
        AdaptiveWindow.Require(operation, x, output);
        return AdaptiveWindow.IsEven(x.Sizes, output) is Size2d kernel ? MaxPool2d(x, kernel) : Function.Apply(new AdaptiveMaxPool2dFunction(output), x);
    }

    /// <summary>Does with a sequence (N, C, L) what is defined for images, as an image of one row.</summary>
    private static Tensor AsImage(string operation, Tensor x, Func<Tensor, Tensor> f)
    {
        Shapes.RequireRank(operation, "the input", x, 3, "(N, C, L)");
        return f(x.Unsqueeze(2)).Squeeze(2);
    }
}
