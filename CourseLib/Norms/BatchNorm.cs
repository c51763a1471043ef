using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Batch normalisation of each channel (Ioffe and Szegedy 2015): while training, by the mean and variance of the batch, which also go into
/// running averages; in evaluation, by those averages.
/// </summary>
public abstract class BatchNorm : Module
{
    private readonly RunningAverages? averages;

    private protected BatchNorm(int features, float eps, double? decay, double? momentum, bool affine, bool trackRunningStats, bool cumulative, bool unbiased)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        if (!(eps >= 0)) throw new ArgumentException($"{GetType().Name}: eps is {eps}, and must not be negative");
        Features = features;
        Eps = eps;
        Decay = RunningAverages.DecayOf(GetType().Name, decay, momentum);
        if (cumulative && (decay ?? momentum) is double given)
            throw new ArgumentException($"{GetType().Name}: a cumulative average weighs all batches alike, and cannot have a decay or momentum of {given}; give one or the other");
        Cumulative = cumulative;
        Unbiased = unbiased;
        if (affine)
        {
            Weight = RegisterParameter("weight", Tensor.Ones(features));
            Bias = RegisterParameter("bias", Tensor.Zeros(features));
        }
        if (trackRunningStats)
        {
            averages = new RunningAverages(features, cumulative ? null : Decay);
            RegisterBuffer("running_mean", averages.Mean);
            RegisterBuffer("running_var", averages.Variance);
            RegisterBuffer("num_batches_tracked", averages.Batches);
        }
    }

    /// <summary>The number of channels, C.</summary>
    public int Features { get; }

    /// <summary>γ: (C), or null without an affine part.</summary>
    public Tensor? Weight { get; }

    /// <summary>β: (C), or null without an affine part.</summary>
    public Tensor? Bias { get; }

    /// <summary>The running mean: (C), or null if none is kept.</summary>
    public Tensor? RunningMean => averages?.Mean;

    /// <summary>The running variance, unbiased (algorithm 2) unless <see cref="Unbiased"/> says otherwise: (C), or null if none is kept.</summary>
    public Tensor? RunningVar => averages?.Variance;

    /// <summary>How many batches went into the running averages: a scalar, or null if none are kept.</summary>
    public Tensor? NumBatchesTracked => averages?.Batches;

    /// <summary>The weight of the old value in a running average; 1 − decay is what PyTorch calls momentum. Not used if <see cref="Cumulative"/>.</summary>
    public double Decay { get; }

    /// <summary>
    /// Whether the running averages are the plain means over all batches so far, as algorithm 2 has them (PyTorch's momentum=None),
    /// instead of decaying ones.
    /// </summary>
    public bool Cumulative { get; }

    /// <summary>
    /// Whether the running variance takes the batch's Σ(x − μ)²/(m − 1), which does not underestimate the population's (algorithm 2, as PyTorch),
    /// or Σ(x − μ)²/m. Normalising by the batch always divides by m (algorithm 1).
    /// </summary>
    public bool Unbiased { get; }

    /// <summary>ε, added to the variance.</summary>
    public float Eps { get; }

    /// <inheritdoc/>
    protected internal override string Details =>
        $"{Features}{(Cumulative ? ", cumulative" : Decay == 0.9 ? "" : $", decay {Decay:0.####}")}{(Unbiased ? "" : ", biased")}{(Weight is null ? ", not affine" : "")}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        RefuseShape(x);
        Tensor[] inputs = Weight is null ? [x] : [x, Weight, Bias!];
        if (!Training && RunningMean is not null) return Observed(x, Function.Apply(new FixedNormFunction(RunningMean, RunningVar!, Eps), inputs));

        BatchNormFunction function = ByBatch(x);
        Tensor y = Function.Apply(function, inputs);
        if (Training) averages?.Take(function.Mean!, function.Variance!, Unbiased ? function.Values / (function.Values - 1) : 1);
        return Observed(x, y);
    }

    /// <summary>What normalises by the statistics of the batch.</summary>
    private protected virtual BatchNormFunction ByBatch(Tensor x)
    {
        int values = x.Count / Features;
        if (values < 2)
            throw new ArgumentException($"{GetType().Name}: input {Shapes.Describe(x.Sizes)} has {values} value for each channel in training, and a variance needs at least two; use a larger batch, or Eval()");
        return new BatchNormFunction(Eps);
    }

    /// <summary>Refuses an input of another layout than (N, C, …).</summary>
    private protected abstract void RefuseShape(Tensor x);

    private protected void RefuseChannels(Tensor x)
    {
        if (x.Sizes[1] != Features)
            throw new ArgumentException($"{GetType().Name}: the input has shape {Shapes.Describe(x.Sizes)}, and axis 1 must have {Features} channels");
    }
}
