using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012, lecture 6.5) in PyTorch's form: v ← αv + (1 − α)g²; w ← w − learningRate·g/(√v + ε), with momentum on the
/// quotient, or centred, with √(v − ḡ²) for √v (Graves 2013).
/// </summary>
public sealed class RMSprop : Optimizer
{
    private readonly Tensor?[] squares, means, velocities;
    private readonly float alpha, eps, weightDecay, momentum;
    private readonly bool centered;

    /// <summary>An optimiser of <paramref name="parameters"/>.</summary>
    /// <param name="parameters">What to change: <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="alpha">Decay of the mean of squared gradients.</param>
    /// <param name="eps">Keeps the division finite.</param>
    /// <param name="weightDecay">λ of the penalty ½λ‖w‖².</param>
    /// <param name="momentum">How much of the last step stays, from 0 up to but not including 1.</param>
    /// <param name="centered">Whether to divide by the standard deviation of gradients instead of their root mean square.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public RMSprop(IEnumerable<Tensor> parameters, float learningRate = 1e-2f, float alpha = 0.99f, float eps = 1e-8f, float weightDecay = 0, float momentum = 0, bool centered = false)
        : base(parameters, learningRate)
    {
        Argument.Decay(nameof(RMSprop), "alpha", alpha);
        Argument.NotNegative(nameof(RMSprop), "eps", eps);
        Argument.NotNegative(nameof(RMSprop), "the weight decay", weightDecay);
        Argument.Decay(nameof(RMSprop), "the momentum", momentum);
        (this.alpha, this.eps, this.weightDecay, this.momentum, this.centered) = (alpha, eps, weightDecay, momentum, centered);
        squares = new Tensor?[Parameters.Count];
        means = new Tensor?[Parameters.Count];
        velocities = new Tensor?[Parameters.Count];
    }

    private protected override void Update(int index, Tensor parameter, Tensor gradient)
    {
        Tensor square = squares[index] ??= Tensor.ZerosLike(parameter);
        Tensor? mean = centered ? means[index] ??= Tensor.ZerosLike(parameter) : null;
        Tensor? velocity = momentum == 0 ? null : velocities[index] ??= Tensor.ZerosLike(parameter);
        // Float's 0.99 is not exact, and 1 − α would show it.
        double decay = (double)(decimal)alpha;
        Updates.RmsProp(
            parameter.Elements, gradient.Elements, square.Elements, mean is null ? default : mean.Elements, velocity is null ? default : velocity.Elements,
            LearningRate, decay, eps, momentum, weightDecay);
        GC.KeepAlive(square);
        GC.KeepAlive(mean);
        GC.KeepAlive(velocity);
    }
}
