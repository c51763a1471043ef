using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Instance normalisation (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each sample by its own mean and variance, in evaluation, too,
/// so that the contrast of an image does not matter. Input (N, C, …), result of the same shape.
/// </summary>
/// <remarks>If running averages are kept, they are of the samples' means and unbiased variances, and evaluation uses them, as in PyTorch.</remarks>
public abstract class InstanceNorm : Module
{
    private readonly RunningAverages? averages;
    private readonly int rank;
    private readonly string layout;

    private protected InstanceNorm(int rank, string layout, int features, float eps, double? decay, double? momentum, bool affine, bool trackRunningStats)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        if (!(eps >= 0)) throw new ArgumentException($"{GetType().Name}: eps is {eps}, and must not be negative");
        (this.rank, this.layout) = (rank, layout);
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
            averages = new RunningAverages(features, Decay);
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

    /// <summary>The running unbiased variance: (C), or null if none is kept.</summary>
    public Tensor? RunningVar => averages?.Variance;

    /// <summary>How many batches went into the running averages: a scalar, or null if none are kept. PyTorch has this buffer, and leaves it at 0.</summary>
    public Tensor? NumBatchesTracked => averages?.Batches;

    /// <summary>The weight of the old value in a running average; 1 − decay is what PyTorch calls momentum.</summary>
    public double Decay { get; }

    /// <summary>ε, added to the variance.</summary>
    public float Eps { get; }

    /// <inheritdoc/>
    protected internal override string Details => $"{Features}{(Weight is null ? "" : ", affine")}{(averages is null ? "" : $", running averages of decay {Decay:0.####}")}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        string name = GetType().Name;
        Shapes.RequireRank(name, "the input", x.Sizes, rank, layout);
        if (x.Sizes[1] != Features)
            throw new ArgumentException($"{name}: the input has shape {Shapes.Describe(x.Sizes)}, and axis 1 must have {Features} channels");
        Tensor[] inputs = Weight is null ? [x] : [x, Weight, Bias!];
        if (!Training && averages is not null) return Observed(x, Function.Apply(new FixedNormFunction(averages.Mean, averages.Variance, Eps), inputs));

        Functional.RefuseSingleInstance(name, x);
        var function = new InstanceNormFunction(Eps);
        Tensor y = Function.Apply(function, inputs);
        if (Training && averages is not null && x.Sizes[0] > 0)
        {
            double values = Shapes.Product(x.Sizes, 2, x.Rank);
            averages.Take(OverSamples(function.Mean!), OverSamples(function.Variance!), values / (values - 1));
        }
        return Observed(x, y);
    }

    private Tensor OverSamples(Tensor statistics) => statistics.Reshape(-1, Features).Mean(0);
}
