using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>What normalisations with a γ and a β for each channel, and perhaps running averages, have in common. Input (N, C, …).</summary>
public abstract class ChannelNorm : Module
{
    private protected ChannelNorm(int features, float eps, double? decay, double? momentum, bool affine, bool trackRunningStats, bool cumulative = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        Argument.NotNegative(GetType().Name, "eps", eps);
        Features = features;
        Eps = eps;
        Decay = RunningAverages.DecayOf(GetType().Name, decay, momentum);
        if (affine)
        {
            Weight = RegisterParameter("weight", Tensor.Ones(features));
            Bias = RegisterParameter("bias", Tensor.Zeros(features));
        }
        if (trackRunningStats)
        {
            Averages = new RunningAverages(features, cumulative ? null : Decay);
            RegisterBuffer("running_mean", Averages.Mean);
            RegisterBuffer("running_var", Averages.Variance);
            RegisterCounter("num_batches_tracked", Averages.Batches);
        }
    }

    /// <summary>The number of channels, C.</summary>
    public int Features { get; }

    /// <summary>γ: (C), or null without an affine part.</summary>
    public Tensor? Weight { get; }

    /// <summary>β: (C), or null without an affine part.</summary>
    public Tensor? Bias { get; }

    /// <summary>The running mean: (C), or null if none is kept.</summary>
    public Tensor? RunningMean => Averages?.Mean;

    /// <summary>The running variance, unbiased (algorithm 2) unless the layer was made otherwise: (C), or null if none is kept.</summary>
    public Tensor? RunningVar => Averages?.Variance;

    /// <summary>How many batches went into the running averages: a scalar, or null if none are kept. PyTorch's instance normalisation has this buffer, and leaves it at 0.</summary>
    public Tensor? NumBatchesTracked => Averages?.Batches;

    /// <summary>The weight of the old value in a running average; 1 − decay is what PyTorch calls momentum. Not used by cumulative averages.</summary>
    public double Decay { get; }

    /// <summary>ε, added to the variance.</summary>
    public float Eps { get; }

    /// <summary>Null if none are kept.</summary>
    private protected RunningAverages? Averages { get; }

    /// <summary>What the normalising function takes: the input, with γ and β if there are any.</summary>
    private protected Tensor[] Inputs(Tensor x) => Weight is null ? [x] : [x, Weight, Bias!];

    private protected void RefuseChannels(Tensor x)
    {
        if (x.Sizes[1] != Features)
            throw new ArgumentException($"{GetType().Name}: the input has shape {Shapes.Describe(x.Sizes)}, and axis 1 must have {Features} channels");
    }
}
