using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The mean of each window. Input (N, C, H, W).</summary>
/// <param name="kernel">Size of a window: one number, or (height, width).</param>
/// <param name="stride">Step of the window; the kernel if null.</param>
/// <param name="padding">Rows and columns added on every side; 0 if null.</param>
/// <param name="countPadding">Whether padding counts as zeros; else a mean is over the part of the window inside the image.</param>
/// <param name="ceilMode">Whether the number of windows is rounded up, so that the last ones may hang over the edge.</param>
public sealed class AvgPool2d(Size2d kernel, Size2d? stride = null, Size2d? padding = null, bool countPadding = true, bool ceilMode = false) : Module
{
    private readonly PoolWindow window = new(nameof(AvgPool2d), kernel, stride, padding ?? 0, 1, ceilMode);

    /// <inheritdoc/>
    protected internal override string Details => window.ToString();

    /// <inheritdoc/>
    protected internal override Window? Window => window.Window;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Function.Apply(new AvgPool2dFunction(window, countPadding), x));
}
