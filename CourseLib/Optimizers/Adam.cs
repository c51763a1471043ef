using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1): m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − learningRate·m̂/(√v̂ + ε) with m̂, v̂ corrected for their start at 0.
/// </summary>
public class Adam : Optimizer
{
    private readonly Tensor?[] means, squares;
    private readonly int[] steps;
    private readonly float beta1, beta2, eps, weightDecay;
    private readonly bool decoupled;

    /// <summary>An optimiser of <paramref name="parameters"/>.</summary>
    /// <param name="parameters">What to change: <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="beta1">Decay of the mean of gradients.</param>
    /// <param name="beta2">Decay of the mean of squared gradients.</param>
    /// <param name="eps">Keeps the division finite.</param>
    /// <param name="weightDecay">λ of the penalty.</param>
    /// <param name="decoupled">Whether the decay shrinks the weights directly (<see cref="AdamW"/>) instead of joining the gradient.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Adam(IEnumerable<Tensor> parameters, float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float eps = 1e-8f, float weightDecay = 0, bool decoupled = false)
        : base(parameters, learningRate)
    {
        Argument.Decay(nameof(Adam), "beta1", beta1);
        Argument.Decay(nameof(Adam), "beta2", beta2);
        Argument.NotNegative(nameof(Adam), "eps", eps);
        Argument.NotNegative(nameof(Adam), "the weight decay", weightDecay);
        (this.beta1, this.beta2, this.eps, this.weightDecay, this.decoupled) = (beta1, beta2, eps, weightDecay, decoupled);
        means = new Tensor?[Parameters.Count];
        squares = new Tensor?[Parameters.Count];
        steps = new int[Parameters.Count];
    }

    private protected override void Update(int index, Tensor parameter, Tensor gradient)
    {
        Tensor mean = means[index] ??= Tensor.ZerosLike(parameter), square = squares[index] ??= Tensor.ZerosLike(parameter);
        int step = ++steps[index];
        // Float's 0.9 and 0.999 are not exact, and the correction by 1 − β would show it in the first steps.
        double b1 = (double)(decimal)beta1, b2 = (double)(decimal)beta2;
        float size = (float)(LearningRate / (1 - Math.Pow(b1, step))), root = (float)Math.Sqrt(1 - Math.Pow(b2, step));
        float shrink = decoupled ? 1 - LearningRate * weightDecay : 1, penalty = decoupled ? 0 : weightDecay;
        Updates.Adam(parameter.Elements, gradient.Elements, mean.Elements, square.Elements, b1, b2, size, root, eps, penalty, shrink);
        GC.KeepAlive(mean);
        GC.KeepAlive(square);
    }
}
