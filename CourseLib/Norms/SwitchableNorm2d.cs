using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Switchable normalisation (Luo et al. 2018): y = γ·(x − Σ w_k·μ_k)/√(Σ w′_k·σ²_k + ε) + β over k = instance, layer and batch normalisation (equation 3),
/// where w and w′ are the softmax of learned λ and λ′ (equation 5). Input (N, C, H, W), result of the same shape.
/// </summary>
/// <remarks>
/// The statistics of layer and batch follow from those of the instances (equation 4), so x is read once for all three: O(N·C·H·W). They are taken as
/// σ²_ln = mean(σ²_in) + mean((μ_in − μ_ln)²), which is equation 4's mean(σ²_in + μ_in²) − μ_ln² without the difference of large numbers.
/// In evaluation the part of the batch comes from running averages.
/// </remarks>
public sealed class SwitchableNorm2d : Module
{
    private readonly RunningAverages averages;

    /// <summary>γ is 1 and β is 0 at first, and all three normalisations weigh the same.</summary>
    /// <param name="features">C.</param>
    /// <param name="eps">ε, added to the mixed variance.</param>
    /// <param name="decay">The weight of the old value in the running averages, 0.9 if neither is given; the lectures' name.</param>
    /// <param name="momentum">The weight of the new value in the running averages; PyTorch's name. Give one of the two.</param>
    /// <exception cref="ArgumentException">Decay and momentum are both given, or a number is out of its range.</exception>
    public SwitchableNorm2d(int features, float eps = 1e-5f, double? decay = null, double? momentum = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        Argument.NotNegative(nameof(SwitchableNorm2d), "eps", eps);
        Features = features;
        Eps = eps;
        averages = new RunningAverages(features, RunningAverages.DecayOf(nameof(SwitchableNorm2d), decay, momentum));
        Weight = RegisterParameter("weight", Tensor.Ones(features));
        Bias = RegisterParameter("bias", Tensor.Zeros(features));
        MeanWeight = RegisterParameter("mean_weight", Tensor.Ones(3));
        VarWeight = RegisterParameter("var_weight", Tensor.Ones(3));
        RegisterBuffer("running_mean", averages.Mean);
        RegisterBuffer("running_var", averages.Variance);
        RegisterCounter("num_batches_tracked", averages.Batches);
    }

    /// <summary>The number of channels, C.</summary>
    public int Features { get; }

    /// <summary>ε, added to the mixed variance.</summary>
    public float Eps { get; }

    /// <summary>γ: (C).</summary>
    public Tensor Weight { get; }

    /// <summary>β: (C).</summary>
    public Tensor Bias { get; }

    /// <summary>λ of the means, for instance, layer and batch: (3). <c>MeanWeight.Softmax()</c> are their shares.</summary>
    public Tensor MeanWeight { get; }

    /// <summary>λ′ of the variances, for instance, layer and batch: (3). <c>VarWeight.Softmax()</c> are their shares.</summary>
    public Tensor VarWeight { get; }

    /// <summary>The running mean of the batches: (C).</summary>
    public Tensor RunningMean => averages.Mean;

    /// <summary>The running unbiased variance of the batches: (C).</summary>
    public Tensor RunningVar => averages.Variance;

    /// <inheritdoc/>
    protected internal override string Details => $"{Features}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Shapes.RequireRank(nameof(SwitchableNorm2d), "the input", x, 4, "(N, C, H, W)");
        if (x.Sizes[1] != Features)
            throw new ArgumentException($"SwitchableNorm2d: the input has shape {Shapes.Describe(x.Sizes)}, and axis 1 must have {Features} channels");
        if (Training && x.Count / Features < 2)
            throw new ArgumentException($"SwitchableNorm2d: input {Shapes.Describe(x.Sizes)} has {x.Count / Features} value for each channel in training, and a variance needs at least two; use a larger batch, or Eval()");
        return Observed(x, Normalized(x, Weight, Bias, MeanWeight, VarWeight, averages, Training, Eps));
    }

    /// <summary>The layer as a function of its parameters.</summary>
    internal static Tensor Normalized(Tensor x, Tensor weight, Tensor bias, Tensor meanWeight, Tensor varWeight, RunningAverages averages, bool training, float eps)
    {
        Tensor moments = Function.Apply(new InstanceMomentsFunction(), x), mean = moments.Select(0, 0), variance = moments.Select(0, 1);
        (Tensor layerMean, Tensor layerVariance) = Over(1, mean, variance);
        (Tensor batchMean, Tensor batchVariance) = training ? Over(0, mean, variance) : (averages.Mean.Clone(), averages.Variance.Clone());
        double values = (double)x.Count / x.Sizes[1];
        if (training) averages.Take(batchMean, batchVariance, values / (values - 1));

        Tensor mixedMean = Mixed(meanWeight, mean, layerMean, batchMean), mixedVariance = Mixed(varWeight, variance, layerVariance, batchVariance);
        Tensor scale = weight / (mixedVariance + eps).Sqrt();
        return Function.Apply(new InstanceAffineFunction(), x, mixedMean, scale, bias.BroadcastTo(mean.Shape));
    }

    /// <summary>The mean and variance of all instances along an axis of (N, C) together, from their own (equation 4).</summary>
    private static (Tensor Mean, Tensor Variance) Over(int axis, Tensor means, Tensor variances)
    {
        Tensor mean = means.Mean(axis, keepDims: true);
        return (mean, (variances + (means - mean).Square()).Mean(axis, keepDims: true));
    }

    /// <summary>The three by the softmax of <paramref name="lambda"/> (equation 5): (N, C).</summary>
    private static Tensor Mixed(Tensor lambda, Tensor instance, Tensor layer, Tensor batch)
    {
        Tensor share = lambda.Softmax();
        return share[0..1] * instance + share[1..2] * layer + share[2..3] * batch;
    }
}
