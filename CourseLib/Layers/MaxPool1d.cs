using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The largest element of each window of a sequence. Input (N, C, L).</summary>
/// <param name="kernel">Length of a window.</param>
/// <param name="stride">Step of the window; the kernel if null.</param>
/// <param name="padding">Elements of −∞ added at both ends.</param>
/// <param name="dilation">Distance between the elements of a window.</param>
/// <param name="ceilMode">Whether the number of windows is rounded up, so that the last one may hang over the end.</param>
public sealed class MaxPool1d(int kernel, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false) : Module
{
    private readonly PoolWindow window = new(nameof(MaxPool1d), (1, kernel), (1, stride ?? kernel), (0, padding), (1, dilation), ceilMode);

    /// <inheritdoc/>
    protected internal override string Details => window.ToString();

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.MaxPool1d(x, kernel, stride, padding, dilation, ceilMode));
}
