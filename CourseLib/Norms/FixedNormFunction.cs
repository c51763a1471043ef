using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β with given μ and σ² (Ioffe and Szegedy 2015, algorithm 2, line 11): an affine map of each channel,
/// so dx = γ·dy/√(σ² + ε), dγ = Σ dy·x̂ and dβ = Σ dy.
/// </summary>
/// <remarks>x: (N, C, …); γ, β: (C), both or neither; μ, σ²: (C); result: the shape of x.</remarks>
internal sealed class FixedNormFunction(Tensor mean, Tensor variance, float eps) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        int c = x.Sizes[1];
        (Tensor gamma, Tensor beta) = inputs.Length == 3 ? (inputs[1], inputs[2]) : (Tensor.Ones(c), Tensor.Zeros(c));
        // The running statistics may change before the backward pass.
        Tensor inverse = Tensor.Uninitialized([c]);
        BatchNormFunction.InverseDeviation(variance, eps, inverse);
        if (context.IsRecording) context.Save(x, mean.Clone(), inverse, gamma);
        context.State = inputs.Length;
        return Normalize(x, mean, inverse, gamma, beta);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        IReadOnlyList<Tensor> saved = context.Saved;
        Tensor x = saved[0], mean = saved[1], inverse = saved[2], gamma = saved[3];
        (int n, int c, int s) = BatchNormFunction.Layout(x);
        Tensor dx = Normalize(upstream, Tensor.Zeros(c), inverse, gamma, Tensor.Zeros(c));
        if ((int)context.State! == 1) return [dx];
        Tensor normalized = Normalize(x, mean, inverse, Tensor.Ones(c), Tensor.Zeros(c));
        Elementwise.Binary<Multiply>(normalized.Elements, upstream.Elements, normalized.Elements);
        Tensor dgamma = Tensor.Uninitialized([c]), dbeta = Tensor.Uninitialized([c]);
        Reduce.SumChannels(normalized.Elements, n, c, s, dgamma.Elements);
        Reduce.SumChannels(upstream.Elements, n, c, s, dbeta.Elements);
        normalized.Storage.Release();
        return [dx, dgamma, dbeta];
    }

    private static Tensor Normalize(Tensor x, Tensor mean, Tensor inverse, Tensor gamma, Tensor beta)
    {
        (int n, int c, int s) = BatchNormFunction.Layout(x);
        Tensor y = Tensor.Uninitialized(x.Shape);
        BatchNormalization.Normalize(n, c, s, x.Elements, mean.Elements, inverse.Elements, gamma.Elements, beta.Elements, y.Elements);
        GC.KeepAlive((x, mean, inverse, gamma, beta));
        return y;
    }
}
