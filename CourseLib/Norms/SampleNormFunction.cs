using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β with μ and the biased σ² of each group of a sample's channels taken from the sample itself,
/// so that the gradient flows through them, and other samples do not matter. The layout says which elements are a group.
/// </summary>
internal abstract class SampleNormFunction(float eps) : Function
{
    /// <summary>μ of each group in the last forward: (N·G).</summary>
    public Tensor? Mean { get; private set; }

    /// <summary>The biased σ² of each group in the last forward: (N·G).</summary>
    public Tensor? Variance { get; private set; }

    /// <summary>Samples, channels, elements of a channel, and groups. With one element a channel, each element has its own γ and β.</summary>
    private protected abstract (int N, int C, int S, int G) Layout(Tensor x);

    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        (int n, int c, int s, int g) = Layout(x);
        (Tensor gamma, Tensor beta) = inputs.Length == 3 ? (inputs[1], inputs[2]) : (Tensor.Ones(c), Tensor.Zeros(c));
        Tensor inverse = Tensor.Uninitialized([n * g]), y = Tensor.Uninitialized(x.Shape);
        Mean = Tensor.Uninitialized([n * g]);
        Variance = Tensor.Uninitialized([n * g]);
        GroupNormalization.Train(n, c, s, g, x.Elements, gamma.Elements, beta.Elements, eps, Mean.Elements, Variance.Elements, inverse.Elements, y.Elements);
        context.Save(x, Mean, inverse, gamma);
        context.State = inputs.Length;
        GC.KeepAlive((inverse, gamma, beta));
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        IReadOnlyList<Tensor> saved = context.Saved;
        Tensor x = saved[0], mean = saved[1], inverse = saved[2], gamma = saved[3];
        (int n, int c, int s, int g) = Layout(x);
        Tensor dx = Tensor.Uninitialized(x.Shape), dgamma = Tensor.Uninitialized(gamma.Shape), dbeta = Tensor.Uninitialized(gamma.Shape);
        GroupNormalization.Backward(n, c, s, g, x.Elements, mean.Elements, inverse.Elements, gamma.Elements, upstream.Elements, dx.Elements, dgamma.Elements, dbeta.Elements);
        GC.KeepAlive((dgamma, dbeta));
        return (int)context.State! == 3 ? [dx, dgamma, dbeta] : [dx];
    }
}
