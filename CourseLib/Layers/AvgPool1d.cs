using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The mean of each window of a sequence. Input (N, C, L).</summary>
/// <param name="kernel">Length of a window.</param>
/// <param name="stride">Step of the window; the kernel if null.</param>
/// <param name="padding">Elements added at both ends.</param>
/// <param name="countPadding">Whether padding counts as zeros; else a mean is over the part of the window inside the sequence.</param>
/// <param name="ceilMode">Whether the number of windows is rounded up, so that the last one may hang over the end.</param>
public sealed class AvgPool1d(int kernel, int? stride = null, int padding = 0, bool countPadding = true, bool ceilMode = false) : Module
{
    private readonly PoolWindow window = new(nameof(AvgPool1d), (1, kernel), (1, stride ?? kernel), (0, padding), 1, ceilMode);

    /// <inheritdoc/>
    protected internal override string Details => window.ToString();

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.AvgPool1d(x, kernel, stride, padding, countPadding, ceilMode));
}
