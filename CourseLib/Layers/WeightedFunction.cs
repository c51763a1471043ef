using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>What a linear layer and the convolutions have in common: an input, a weight and perhaps a bias, and a gradient for each that wants one.</summary>
/// <param name="result">The shape of the result.</param>
/// <param name="outputs">Elements of the bias, if there is one.</param>
/// <param name="rectifies">Whether the result is what a ReLU makes of it. The gradient then passes where the result is above 0.</param>
internal abstract class WeightedFunction(int[] result, int outputs, bool rectifies = false) : Function
{
    /// <summary>Elements of the bias.</summary>
    private protected int Outputs { get; } = outputs;

    /// <summary>Whether a ReLU is part of it.</summary>
    private protected bool Rectifies { get; } = rectifies;

    /// <summary>The result for these inputs, recorded; the bias may be left out.</summary>
    public Tensor On(Tensor x, Tensor weight, Tensor? bias) => bias is null ? Apply(this, x, weight) : Apply(this, x, weight, bias);

    protected internal sealed override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], weight = inputs[1], y = Tensor.Uninitialized(result);
        context.Save(Rectifies ? [x, weight, y] : [x, weight]);
        context.State = inputs.Length;
        Compute(x.Elements, weight.Elements, inputs.Length == 3 ? inputs[2].Elements : default, y.Elements);
        return y;
    }

    protected internal sealed override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], weight = context.Saved[1];
        var gradients = new Tensor?[(int)context.State!];
        if (Rectifies)
        {
            Tensor passed = Tensor.Uninitialized(upstream.Shape);
            Elementwise.Binary<ReluBackward>(context.Saved[2].Elements, upstream.Elements, passed.Elements);
            upstream = passed;
        }
        if (context.Needs(0))
        {
            Tensor dx = gradients[0] = Tensor.Uninitialized(x.Shape);
            BackwardInput(weight.Elements, upstream.Elements, dx.Elements);
        }
        if (context.Needs(1))
        {
            Tensor dw = gradients[1] = Tensor.Uninitialized(weight.Shape);
            BackwardWeight(x.Elements, upstream.Elements, dw.Elements);
        }
        if (gradients.Length == 3 && context.Needs(2))
        {
            Tensor db = gradients[2] = Tensor.Uninitialized([Outputs]);
            BackwardBias(upstream.Elements, db.Elements);
        }
        // Nobody else holds what the ReLU has let through, and its memory goes back to the pool.
        GC.KeepAlive(upstream);
        return gradients;
    }

    /// <summary>y from x, the weight, and the bias, which is empty if there is none.</summary>
    private protected abstract void Compute(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y);

    private protected abstract void BackwardInput(ReadOnlySpan<float> weight, ReadOnlySpan<float> dy, Span<float> dx);

    private protected abstract void BackwardWeight(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw);

    private protected abstract void BackwardBias(ReadOnlySpan<float> dy, Span<float> db);
}
