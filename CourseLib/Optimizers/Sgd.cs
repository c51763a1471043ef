using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary>
/// Stochastic gradient descent in PyTorch's form: g ← g + weightDecay·w; v ← momentum·v + g; w ← w − learningRate·v,
/// or w − learningRate·(g + momentum·v) for Nesterov's.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly Tensor?[] velocities;
    private readonly float momentum, weightDecay;
    private readonly bool nesterov;

    /// <summary>An optimiser of <paramref name="parameters"/>.</summary>
    /// <param name="parameters">What to change: <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="momentum">How much of the last direction stays, from 0 up to but not including 1.</param>
    /// <param name="weightDecay">λ of the penalty ½λ‖w‖².</param>
    /// <param name="nesterov">Whether to look ahead (Nesterov 1983; Sutskever et al. 2013); needs a momentum.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Sgd(IEnumerable<Tensor> parameters, float learningRate, float momentum = 0, float weightDecay = 0, bool nesterov = false)
        : base(parameters, learningRate)
    {
        Argument.Decay(nameof(Sgd), "the momentum", momentum);
        Argument.NotNegative(nameof(Sgd), "the weight decay", weightDecay);
        if (nesterov && momentum == 0) throw new ArgumentException("Sgd: Nesterov's method needs a momentum above 0");
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.nesterov = nesterov;
        velocities = new Tensor?[Parameters.Count];
    }

    /// <summary>Copies of the velocities by the number of their parameter, without those that do not exist yet: what has to be kept so that training can go on later.</summary>
    internal Dictionary<string, Tensor> StateDict() =>
        velocities.Index().Where(entry => entry.Item is not null).ToDictionary(entry => $"{entry.Index}.velocity", entry => entry.Item!.Clone());

    /// <summary>Takes up the velocities that <see cref="StateDict"/> gave.</summary>
    /// <exception cref="ArgumentException">One has another shape than its parameter.</exception>
    internal void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        for (int index = 0; index < velocities.Length; index++)
        {
            velocities[index] = null;
            if (!state.TryGetValue($"{index}.velocity", out Tensor? velocity)) continue;
            Tensor own = velocities[index] = Tensor.ZerosLike(Parameters[index]);
            own.CopyFrom(velocity);
        }
    }

    private protected override void Update(int index, Tensor parameter, Tensor gradient)
    {
        Tensor? velocity = momentum == 0 ? null : velocities[index] ??= Tensor.ZerosLike(parameter);
        Updates.Sgd(parameter.Elements, gradient.Elements, velocity is null ? default : velocity.Elements, LearningRate, momentum, weightDecay, nesterov);
        GC.KeepAlive(velocity);
    }
}
