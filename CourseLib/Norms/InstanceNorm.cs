using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Instance normalisation (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each sample by its own mean and variance, in evaluation, too,
/// so that the contrast of an image does not matter. Input (N, C, …), result of the same shape.
/// </summary>
/// <remarks>If running averages are kept, they are of the samples' means and unbiased variances, and evaluation uses them, as in PyTorch.</remarks>
public abstract class InstanceNorm : ChannelNorm
{
    private readonly int rank;
    private readonly string layout;

    private protected InstanceNorm(int rank, string layout, int features, float eps, double? decay, double? momentum, bool affine, bool trackRunningStats)
        : base(features, eps, decay, momentum, affine, trackRunningStats) => (this.rank, this.layout) = (rank, layout);

    /// <inheritdoc/>
    protected internal override string Details => $"{Features}{(Weight is null ? "" : ", affine")}{(Averages is null ? "" : $", running averages of decay {Decay:0.####}")}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        string name = GetType().Name;
        Shapes.RequireRank(name, "the input", x, rank, layout);
        RefuseChannels(x);
        Tensor[] inputs = Inputs(x);
        if (!Training && Averages is not null) return Observed(x, Function.Apply(new FixedNormFunction(Averages.Mean, Averages.Variance, Eps), inputs));

        Functional.RefuseSingleInstance(name, x);
        var function = new InstanceNormFunction(Eps);
        Tensor y = Function.Apply(function, inputs);
        if (Training && Averages is not null && x.Sizes[0] > 0)
        {
            double values = Shapes.Product(x.Sizes, 2, x.Rank);
            Averages.Take(OverSamples(function.Mean!), OverSamples(function.Variance!), values / (values - 1));
        }
        return Observed(x, y);
    }

    private Tensor OverSamples(Tensor statistics) => statistics.Reshape(-1, Features).Mean(0);
}
