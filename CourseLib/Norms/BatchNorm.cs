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
    private readonly double decay;
    private readonly float eps;

    private protected BatchNorm(int features, float eps, double? decay, double? momentum, bool affine, bool trackRunningStats)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        string name = GetType().Name;
        if (decay is not null && momentum is not null)
            throw new ArgumentException($"{name}: decay {decay} and momentum {momentum} are both given; give decay (the weight of the old value) or momentum (PyTorch's, the weight of the new one)");
        if (!(decay is null or (>= 0 and <= 1))) throw new ArgumentException($"{name}: the decay is {decay}, and must be from 0 to 1");
        if (!(momentum is null or (>= 0 and <= 1))) throw new ArgumentException($"{name}: the momentum is {momentum}, and must be from 0 to 1");
        if (!(eps >= 0)) throw new ArgumentException($"{name}: eps is {eps}, and must not be negative");
        Features = features;
        this.eps = eps;
        this.decay = decay ?? 1 - (momentum ?? 0.1);
        if (affine)
        {
            Weight = RegisterParameter("weight", Tensor.Ones(features));
            Bias = RegisterParameter("bias", Tensor.Zeros(features));
        }
        if (trackRunningStats)
        {
            RunningMean = RegisterBuffer("running_mean", Tensor.Zeros(features));
            RunningVar = RegisterBuffer("running_var", Tensor.Ones(features));
            NumBatchesTracked = RegisterBuffer("num_batches_tracked", Tensor.Scalar(0));
        }
    }

    /// <summary>The number of channels, C.</summary>
    public int Features { get; }

    /// <summary>γ: (C), or null without an affine part.</summary>
    public Tensor? Weight { get; }

    /// <summary>β: (C), or null without an affine part.</summary>
    public Tensor? Bias { get; }

    /// <summary>The running mean: (C), or null if none is kept.</summary>
    public Tensor? RunningMean { get; }

    /// <summary>The running unbiased variance (algorithm 2): (C), or null if none is kept.</summary>
    public Tensor? RunningVar { get; }

    /// <summary>How many batches went into the running averages: a scalar, or null if none are kept.</summary>
    public Tensor? NumBatchesTracked { get; }

    /// <summary>The weight of the old value in a running average; 1 − decay is what PyTorch calls momentum.</summary>
    public double Decay => decay;

    /// <summary>ε, added to the variance.</summary>
    public float Eps => eps;

    /// <inheritdoc/>
    protected internal override string Details => $"{Features}{(decay == 0.9 ? "" : $", decay {decay:0.####}")}{(Weight is null ? ", not affine" : "")}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        RefuseShape(x);
        Tensor[] inputs = Weight is null ? [x] : [x, Weight, Bias!];
        if (!Training && RunningMean is not null) return Observed(x, Function.Apply(new FixedNormFunction(RunningMean, RunningVar!, eps), inputs));

        int values = x.Count / Features;
        if (values < 2)
            throw new ArgumentException($"{GetType().Name}: input {Shapes.Describe(x.Sizes)} has {values} value for each channel in training, and a variance needs at least two; use a larger batch, or Eval()");
        var function = new BatchNormFunction(eps);
        Tensor y = Function.Apply(function, inputs);
        if (Training && RunningMean is not null) Track(function, values);
        return Observed(x, y);
    }

    /// <summary>Refuses an input of another layout than (N, C, …).</summary>
    private protected abstract void RefuseShape(Tensor x);

    private protected void RefuseChannels(Tensor x)
    {
        if (x.Sizes[1] != Features)
            throw new ArgumentException($"{GetType().Name}: the input has shape {Shapes.Describe(x.Sizes)}, and axis 1 must have {Features} channels");
    }

    private void Track(BatchNormFunction function, int values)
    {
        Average(RunningMean!, function.Mean!, 1);
        Average(RunningVar!, function.Variance!, values / (values - 1.0));
        NumBatchesTracked!.Fill(NumBatchesTracked.Item() + 1);
    }

    private void Average(Tensor running, Tensor batch, double correction)
    {
        Span<float> to = running.Elements;
        ReadOnlySpan<float> from = batch.Elements;
        for (int channel = 0; channel < to.Length; channel++) to[channel] = (float)(decay * to[channel] + (1 - decay) * correction * from[channel]);
        running.Changed();
        GC.KeepAlive(batch);
    }
}
