using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Batch normalisation of each channel (Ioffe and Szegedy 2015): while training, by the mean and variance of the batch, which also go into
/// running averages; in evaluation, by those averages.
/// </summary>
/// <remarks>Training needs two values or more in each channel, and an empty batch is refused like a single value: it has no mean that could go into an average. In evaluation it gives an empty result.</remarks>
public abstract class BatchNorm : ChannelNorm
{
    private protected BatchNorm(int features, float eps, double? decay, double? momentum, bool affine, bool trackRunningStats, bool cumulative, bool unbiased)
        : base(features, eps, decay, momentum, affine, trackRunningStats, cumulative)
    {
        if (cumulative && (decay ?? momentum) is double given)
            throw new ArgumentException($"{GetType().Name}: a cumulative average weighs all batches alike, and cannot have a decay or momentum of {given}; give one or the other");
        Cumulative = cumulative;
        Unbiased = unbiased;
    }

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

    /// <inheritdoc/>
    protected internal override string Details =>
        $"{Features}{(Cumulative ? ", cumulative" : Decay == 0.9 ? "" : $", decay {Decay:0.####}")}{(Unbiased ? "" : ", biased")}{(Weight is null ? ", not affine" : "")}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        RefuseShape(x);
        if (!Training && RunningMean is not null) return Observed(x, Function.Apply(new FixedNormFunction(RunningMean, RunningVar!, Eps), Inputs(x)));
        return Observed(x, Normalized(x, ByBatch(x)));
    }

    /// <inheritdoc/>
    private protected override Tensor? ForwardRectified(Tensor x)
    {
        RefuseShape(x);
        if (!Training && RunningMean is not null) return null;
        return ByBatch(x).GetType() == typeof(BatchNormFunction) ? Normalized(x, new BatchNormReluFunction(Eps)) : null;
    }

    private Tensor Normalized(Tensor x, BatchNormFunction function)
    {
        Tensor y = Function.Apply(function, Inputs(x));
        if (Training) Averages?.Take(function.Mean!, function.Variance!, Unbiased ? function.Values / (function.Values - 1) : 1);
        return y;
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
}
