using CourseLib.Kernels;

namespace CourseLib.Layers;

/// <summary>y = x·Wᵀ + b; dx = dy·W, dW = dyᵀ·x, db = Σ dy over the rows.</summary>
/// <remarks>x: (rows, from); W: (to, from); b: (to), may be left out; result: (rows, to).</remarks>
internal class LinearFunction(int rows, int from, int to, bool rectifies = false) : WeightedFunction([rows, to], to, rectifies)
{
    private protected override void Compute(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y)
    {
        if (bias.IsEmpty) Gemm.Multiply(false, true, rows, Outputs, from, x, weight, y);
        else Gemm.MultiplyAddRow(false, true, rows, Outputs, from, x, weight, bias, y);
        if (Rectifies) Elementwise.Unary<Relu>(y, y);
    }

    private protected override void BackwardInput(ReadOnlySpan<float> weight, ReadOnlySpan<float> dy, Span<float> dx) => Gemm.Multiply(false, false, rows, from, Outputs, dy, weight, dx);

    private protected override void BackwardWeight(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw) => Gemm.Multiply(true, false, Outputs, from, rows, dy, x, dw);

    private protected override void BackwardBias(ReadOnlySpan<float> dy, Span<float> db) => Reduce.SumRows(dy, rows, Outputs, db);
}
