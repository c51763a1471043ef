using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The largest element of each window; of equal ones the first, row by row, wins and gets the whole gradient. Input (N, C, H, W).</summary>
/// <param name="kernel">Size of a window: one number, or (height, width).</param>
/// <param name="stride">Step of the window; the kernel if null.</param>
/// <param name="padding">Rows and columns of −∞ added on every side; 0 if null.</param>
/// <param name="dilation">Distance between the elements of a window; 1 if null.</param>
/// <param name="ceilMode">Whether the number of windows is rounded up, so that the last ones may hang over the edge.</param>
public sealed class MaxPool2d(Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, bool ceilMode = false) : Module
{
    private readonly PoolWindow window = new(nameof(MaxPool2d), kernel, stride, padding ?? 0, dilation ?? 1, ceilMode);

    /// <inheritdoc/>
    protected internal override string Details => window.ToString();

    /// <inheritdoc/>
    protected internal override Window? Window => window.Window;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Function.Apply(new MaxPool2dFunction(window), x));
}
