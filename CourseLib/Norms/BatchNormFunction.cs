using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β, with μ and the biased σ² of each channel taken from x itself over all other axes
/// (Ioffe and Szegedy 2015, algorithm 1), so that the gradient flows through them, too.
/// </summary>
/// <remarks>x: (N, C, …); γ, β: (C), both or neither; result: the shape of x.</remarks>
internal class BatchNormFunction(float eps) : Function
{
    /// <summary>μ of the last forward: (C).</summary>
    public Tensor? Mean { get; private set; }

    /// <summary>The biased σ² of the last forward: (C).</summary>
    public Tensor? Variance { get; private set; }

    /// <summary>How many values of each channel the last forward's statistics are of.</summary>
    public double Values { get; private set; }

    private protected float Eps => eps;

    /// <summary>Whether a ReLU is part of it.</summary>
    private protected virtual bool Rectifies => false;

    /// <summary>Writes y, and each channel's mean, biased variance and 1/√(σ² + ε); tells of how many values they are.</summary>
    private protected virtual double Normalize(Tensor x, Tensor gamma, Tensor beta, Tensor mean, Tensor variance, Tensor inverse, Tensor y)
    {
        (int n, int c, int s) = Layout(x);
        BatchNormalization.Train(n, c, s, x.Elements, gamma.Elements, beta.Elements, Eps, mean.Elements, variance.Elements, inverse.Elements, y.Elements, Rectifies);
        return (double)n * s;
    }

    /// <summary>Powers of two, one a channel, that x must be multiplied by so that float32 holds its variances; null if none.</summary>
    private protected virtual float[]? Scales(Tensor x, Tensor mean, Tensor variance)
    {
        (int n, _, int s) = Layout(x);
        return NormScale.Of(n, s, x.Elements, mean.Elements, variance.Elements, Eps);
    }

    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        (int n, int c, int s) = Layout(x);
        Tensor mean = Mean = Tensor.Uninitialized([c]), variance = Variance = Tensor.Uninitialized([c]);
        Tensor inverse = Tensor.Uninitialized([c]), y = Tensor.Uninitialized(x.Shape);
        (Tensor gamma, Tensor beta) = inputs.Length == 3 ? (inputs[1], inputs[2]) : (Tensor.Ones(c), Tensor.Zeros(c));
        Values = Normalize(x, gamma, beta, mean, variance, inverse, y);
        float[]? scales = Scales(x, mean, variance);
        if (scales is not null)
        {
            x = NormScale.Apply(n, s, x, scales);
            Normalize(x, gamma, beta, mean, variance, inverse, y);
            (Mean, Variance) = NormScale.Undone(mean, variance, scales);
        }
        context.Save(Rectifies ? [x, mean, inverse, gamma, beta] : [x, mean, inverse, gamma]);
        context.State = (inputs.Length, scales);
        GC.KeepAlive(beta);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        IReadOnlyList<Tensor> saved = context.Saved;
        Tensor x = saved[0], mean = saved[1], inverse = saved[2], gamma = saved[3];
        (int n, int c, int s) = Layout(x);
        Tensor dx = Tensor.Uninitialized(x.Shape), dgamma = Tensor.Uninitialized([c]), dbeta = Tensor.Uninitialized([c]);
        BatchNormalization.Backward(n, c, s, x.Elements, mean.Elements, inverse.Elements, gamma.Elements, upstream.Elements, dx.Elements, dgamma.Elements, dbeta.Elements,
            Rectifies ? saved[4].Elements : default);
        GC.KeepAlive(dgamma);
        GC.KeepAlive(dbeta);
        return Gradients(context, dx, dgamma, dbeta);
    }

    /// <summary>The gradients of the inputs there were, that of x in its own unit.</summary>
    private protected static Tensor?[] Gradients(Context context, Tensor dx, Tensor dgamma, Tensor dbeta)
    {
        (int inputs, float[]? scales) = ((int, float[]?))context.State!;
        (int n, _, int s) = Layout(dx);
        if (scales is not null) dx = NormScale.Apply(n, s, dx, scales);
        return inputs == 3 ? [dx, dgamma, dbeta] : [dx];
    }

    /// <summary>Examples, channels and pixels of (N, C, …).</summary>
    internal static (int N, int C, int S) Layout(Tensor x) => (x.Sizes[0], x.Sizes[1], Shapes.Product(x.Sizes, 2, x.Rank));

    /// <summary>1/√(σ² + ε).</summary>
    internal static void InverseDeviation(Tensor variance, float eps, Tensor inverse)
    {
        Span<float> from = variance.Elements, to = inverse.Elements;
        for (int channel = 0; channel < from.Length; channel++) to[channel] = (float)(1 / Math.Sqrt((double)from[channel] + eps));
        GC.KeepAlive(variance);
    }
}
