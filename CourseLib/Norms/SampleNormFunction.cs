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
        Tensor mean = Mean = Tensor.Uninitialized([n * g]), variance = Variance = Tensor.Uninitialized([n * g]);
        void Train() => GroupNormalization.Train(n, c, s, g, x.Elements, gamma.Elements, beta.Elements, eps, mean.Elements, variance.Elements, inverse.Elements, y.Elements);
        Train();
        float[]? scales = x.Count == 0 ? null : NormScale.Of(1, c / g * s, x.Elements, mean.Elements, variance.Elements, eps);
        if (scales is not null)
        {
            x = NormScale.Apply(1, c / g * s, x, scales);
            Train();
            (Mean, Variance) = NormScale.Undone(mean, variance, scales);
        }
        context.Save(x, mean, inverse, gamma);
        context.State = (inputs.Length, scales);
        GC.KeepAlive((x, mean, variance, inverse, gamma, beta));
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
        (int count, float[]? scales) = ((int, float[]?))context.State!;
        if (scales is not null) dx = NormScale.Apply(1, c / g * s, dx, scales);
        return count == 3 ? [dx, dgamma, dbeta] : [dx];
    }
}
