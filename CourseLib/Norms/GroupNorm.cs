using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Group normalisation (Wu and He 2018): the channels of each sample in neighbouring groups, each by its own mean and variance, the same in training
/// and in evaluation and for any size of batch. Input (N, C, …), result of the same shape.
/// </summary>
/// <remarks>One group is layer normalisation over (C, H, W) with γ and β by channel; C groups are instance normalisation.</remarks>
public sealed class GroupNorm : Module
{
    /// <summary>γ is 1 and β is 0 at first.</summary>
    /// <param name="groups">G.</param>
    /// <param name="channels">C, which G divides.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="affine">Whether there are γ and β, one of each for every channel.</param>
    /// <exception cref="ArgumentException">The channels cannot be divided into the groups, or a number is out of its range.</exception>
    public GroupNorm(int groups, int channels, float eps = 1e-5f, bool affine = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        if (channels % groups != 0) throw new ArgumentException($"GroupNorm: {channels} channels cannot be divided into {groups} groups");
        Argument.NotNegative(nameof(GroupNorm), "eps", eps);
        Groups = groups;
        Channels = channels;
        Eps = eps;
        if (!affine) return;
        Weight = RegisterParameter("weight", Tensor.Ones(channels));
        Bias = RegisterParameter("bias", Tensor.Zeros(channels));
    }

    /// <summary>G.</summary>
    public int Groups { get; }

    /// <summary>C.</summary>
    public int Channels { get; }

    /// <summary>γ: (C), or null without an affine part.</summary>
    public Tensor? Weight { get; }

    /// <summary>β: (C), or null without an affine part.</summary>
    public Tensor? Bias { get; }

    /// <summary>ε, added to the variance.</summary>
    public float Eps { get; }

    /// <inheritdoc/>
    protected internal override string Details => $"{Channels} in {Groups} group{(Groups == 1 ? "" : "s")}{(Weight is null ? ", not affine" : "")}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Shapes.RequireGiven(nameof(GroupNorm), "the input", x);
        if (x.Rank < 2 || x.Sizes[1] != Channels)
            throw new ArgumentException($"GroupNorm: the input has shape {Shapes.Describe(x.Sizes)}, and must be (N, C, …) with {Channels} channels on axis 1");
        return Observed(x, Functional.GroupNorm(x, Groups, Weight, Bias, Eps));
    }
}
