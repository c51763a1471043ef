using CourseLib.Autograd;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Layers;

public static partial class Functional
{
    /// <summary>
    /// Layer normalisation (Ba, Kiros and Hinton 2016) over the last axes, y = γ·(x − μ)/√(σ² + ε) + β with the biased σ².
    /// x: (…, <paramref name="normalizedShape"/>); weight γ and bias β: <paramref name="normalizedShape"/>, or null.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor LayerNorm(Tensor x, int[] normalizedShape, Tensor? weight = null, Tensor? bias = null, float eps = 1e-5f)
    {
        Shapes.RequireGiven("LayerNorm", "the input", x);
        Shapes.RequireGiven("LayerNorm", "the normalised shape", normalizedShape);
        Argument.NotNegative("LayerNorm", "eps", eps);
        if (normalizedShape.Length == 0 || Array.Exists(normalizedShape, size => size < 1))
            throw new ArgumentException($"LayerNorm: the normalised shape is {Shapes.Describe(normalizedShape)}, and must have at least one axis, all positive");
        if (x.Rank < normalizedShape.Length || !x.Sizes[^normalizedShape.Length..].SequenceEqual(normalizedShape))
            throw new ArgumentException($"LayerNorm: the input has shape {Shapes.Describe(x.Sizes)}, and its last axes must be {Shapes.Describe(normalizedShape)}");
        return Normalized("LayerNorm", new LayerNormFunction(normalizedShape.Length, eps), x, weight, bias, normalizedShape);
    }

    /// <summary>
    /// Group normalisation (Wu and He 2018): the channels of each sample in <paramref name="groups"/> neighbouring groups, each by its own mean and variance.
    /// x: (N, C, …); weight γ and bias β: (C), or null. One group is layer normalisation over (C, …), C groups are instance normalisation.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the channels cannot be divided.</exception>
    public static Tensor GroupNorm(Tensor x, int groups, Tensor? weight = null, Tensor? bias = null, float eps = 1e-5f)
    {
        Shapes.RequireGiven("GroupNorm", "the input", x);
        Argument.NotNegative("GroupNorm", "eps", eps);
        if (x.Rank < 2) throw new ArgumentException($"GroupNorm: the input has shape {Shapes.Describe(x.Sizes)}, and must have at least 2 axes (N, C, …)");
        int channels = x.Sizes[1];
        if (groups < 1 || channels % groups != 0)
            throw new ArgumentException($"GroupNorm: the {channels} channels of input {Shapes.Describe(x.Sizes)} cannot be divided into {groups} groups");
        if (x.Sizes[0] > 0 && x.Count / groups < 2)
            throw new ArgumentException($"GroupNorm: input {Shapes.Describe(x.Sizes)} has {x.Count / groups} value for each of {groups} group(s), and a variance needs at least two");
        return Normalized("GroupNorm", new GroupNormFunction(groups, eps), x, weight, bias, [channels]);
    }

    /// <summary>
    /// Instance normalisation (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each sample by its own mean and variance.
    /// x: (N, C, L), (N, C, H, W) or (N, C, D, H, W); weight γ and bias β: (C), or null.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or a channel of a sample has a single value.</exception>
    public static Tensor InstanceNorm(Tensor x, Tensor? weight = null, Tensor? bias = null, float eps = 1e-5f)
    {
        Argument.NotNegative("InstanceNorm", "eps", eps);
        RefuseSingleInstance("InstanceNorm", x);
        return Normalized("InstanceNorm", new InstanceNormFunction(eps), x, weight, bias, [x.Sizes[1]]);
    }

    /// <summary>Refuses an input without at least two values in each channel of a sample.</summary>
    internal static void RefuseSingleInstance(string operation, Tensor x)
    {
        Shapes.RequireGiven(operation, "the input", x);
        if (x.Rank < 3) throw new ArgumentException($"{operation}: the input has shape {Shapes.Describe(x.Sizes)}, and must have at least 3 axes (N, C, …)");
        if (Shapes.Product(x.Sizes, 2, x.Rank) < 2)
            throw new ArgumentException($"{operation}: input {Shapes.Describe(x.Sizes)} has {Shapes.Product(x.Sizes, 2, x.Rank)} value in each channel of a sample, and a variance needs at least two");
    }

    private static Tensor Normalized(string operation, SampleNormFunction function, Tensor x, Tensor? weight, Tensor? bias, int[] affine)
    {
        if (weight is not null) Shapes.Require(operation, "the weight", weight, affine);
        if (bias is not null) Shapes.Require(operation, "the bias", bias, affine);
        return weight is null && bias is null ? Function.Apply(function, x) : Function.Apply(function, x, weight ?? Tensor.Ones(affine), bias ?? Tensor.Zeros(affine));
    }
}
