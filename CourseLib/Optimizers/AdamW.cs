using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary><see cref="Adam"/> whose weight decay shrinks the weights directly, w ← w(1 − learningRate·λ), instead of joining the gradient (Loshchilov and Hutter 2019, algorithm 2).</summary>
public sealed class AdamW : Adam
{
    /// <summary>An optimiser of <paramref name="parameters"/>.</summary>
    /// <param name="parameters">What to change: <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="beta1">Decay of the mean of gradients.</param>
    /// <param name="beta2">Decay of the mean of squared gradients.</param>
    /// <param name="eps">Keeps the division finite.</param>
    /// <param name="weightDecay">λ.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public AdamW(IEnumerable<Tensor> parameters, float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float eps = 1e-8f, float weightDecay = 0.01f)
        : base(parameters, learningRate, beta1, beta2, eps, weightDecay, decoupled: true)
    {
    }
}
