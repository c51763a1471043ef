using CourseLib.Tensors;

namespace CourseLib.Initializers;

/// <summary>Schemes for the first weights. Each overwrites a weight in place; a seed fixes the numbers, and <see cref="Generator.Default"/> draws them without one.</summary>
public static partial class Initializer
{
    /// <summary>Sets all to 0.</summary>
    public static void Zeros(Tensor weight) => Constant(weight, 0);

    /// <summary>Sets all to 1.</summary>
    public static void Ones(Tensor weight) => Constant(weight, 1);

    /// <summary>Sets all to <paramref name="value"/>.</summary>
    public static void Constant(Tensor weight, float value)
    {
        ArgumentNullException.ThrowIfNull(weight);
        weight.Fill(value);
    }

    /// <summary>Normal numbers.</summary>
    /// <exception cref="ArgumentException">The mean or the deviation is not finite, or the deviation is negative.</exception>
    public static void Normal(Tensor weight, float mean = 0, float deviation = 1, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Argument.Finite(nameof(Normal), "the mean", mean);
        Argument.NotNegative(nameof(Normal), "the deviation", deviation);
        Generator.For(seed).FillNormal(weight.Elements, mean, deviation);
        weight.Changed();
    }

    /// <summary>Uniform numbers from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <exception cref="ArgumentException">A bound is not finite, or they do not ascend.</exception>
    public static void Uniform(Tensor weight, float low = 0, float high = 1, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Argument.Finite(nameof(Uniform), "the lower bound", low);
        if (!(Argument.Finite(nameof(Uniform), "the upper bound", high) >= low)) throw new ArgumentException($"Uniform: the bounds are {low} and {high}; the upper one must not be below the lower one");
        Generator.For(seed).FillUniform(weight.Elements, low, high);
        weight.Changed();
    }

    /// <summary>Normal numbers of variance gain²/fan (Glorot and Bengio 2010, equation 12, for the average fan; the lectures' 1/n_in is <see cref="Fan.In"/>).</summary>
    /// <exception cref="ArgumentException">The weight has fewer than two axes, or does not divide into the groups.</exception>
    public static void XavierNormal(Tensor weight, Fan fan = Fan.Average, float gain = 1, int? seed = null, int groups = 1, bool transposed = false) =>
        Normal(weight, 0, (float)(Argument.NotNegative(nameof(XavierNormal), "the gain", gain) * Scale(1, weight, fan, groups, transposed)), seed);

    /// <summary>Uniform numbers of variance gain²/fan, from ±gain·√(3/fan) (Glorot and Bengio 2010, equation 16).</summary>
    /// <exception cref="ArgumentException">The weight has fewer than two axes, or does not divide into the groups.</exception>
    public static void XavierUniform(Tensor weight, Fan fan = Fan.Average, float gain = 1, int? seed = null, int groups = 1, bool transposed = false)
    {
        float bound = (float)(Argument.NotNegative(nameof(XavierUniform), "the gain", gain) * Scale(3, weight, fan, groups, transposed));
        Uniform(weight, -bound, bound, seed);
    }

    /// <summary>Normal numbers of variance 2/fan, for layers before a ReLU (He et al. 2015, equation 10).</summary>
    /// <exception cref="ArgumentException">The weight has fewer than two axes, or does not divide into the groups.</exception>
    public static void HeNormal(Tensor weight, Fan fan = Fan.In, int? seed = null, int groups = 1, bool transposed = false) =>
        Normal(weight, 0, (float)Scale(2, weight, fan, groups, transposed), seed);

    /// <summary>Uniform numbers of variance 2/fan, from ±√(6/fan), for layers before a ReLU (He et al. 2015).</summary>
    /// <exception cref="ArgumentException">The weight has fewer than two axes, or does not divide into the groups.</exception>
    public static void HeUniform(Tensor weight, Fan fan = Fan.In, int? seed = null, int groups = 1, bool transposed = false)
    {
        float bound = (float)Scale(6, weight, fan, groups, transposed);
        Uniform(weight, -bound, bound, seed);
    }

    /// <summary>
    /// How many inputs a unit has and how many units an input feeds. A linear weight (out, in) has (in, out); a convolution's
    /// (out, in/groups, height, width) has the channels of one group times the kernel's area, and a transposed convolution's
    /// (in, out/groups, height, width) likewise, counted for stride 1.
    /// </summary>
    /// <param name="weight">The weight.</param>
    /// <param name="groups">Into how many groups a convolution divides its channels.</param>
    /// <param name="transposed">Whether the convolution is a transposed one, whose first axis counts inputs.</param>
    /// <exception cref="ArgumentException">The weight has fewer than two axes, or its first does not divide into the groups.</exception>
    public static (int In, int Out) Fans(Tensor weight, int groups = 1, bool transposed = false)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank < 2) throw new ArgumentException($"a weight of shape {Shapes.Describe(weight.Sizes)} has no fan-in and fan-out; it needs two axes or more");
        if (groups < 1 || weight.Sizes[0] % groups != 0)
            throw new ArgumentException($"the {weight.Sizes[0]} channels on axis 0 of a weight {Shapes.Describe(weight.Sizes)} cannot be divided into {groups} groups");
        int area = Shapes.Product(weight.Sizes, 2, weight.Rank), first = weight.Sizes[0] / groups * area, second = weight.Sizes[1] * area;
        return transposed ? (first, second) : (second, first);
    }

    /// <summary>A new tensor of uniform numbers from ±1/√<paramref name="fanIn"/>, which is how layers start when nobody chooses.</summary>
    internal static Tensor ByFanIn(int[] shape, int fanIn, Generator generator)
    {
        float bound = (float)(1 / Math.Sqrt(fanIn));
        return Tensor.Rand(shape, generator, -bound, bound);
    }

    /// <summary>√(numerator/fan); of a weight without elements 0, as there is nothing to draw.</summary>
    private static double Scale(double numerator, Tensor weight, Fan fan, int groups, bool transposed)
    {
        (int incoming, int outgoing) = Fans(weight, groups, transposed);
        double connections = fan switch
        {
            Fan.In => incoming,
            Fan.Out => outgoing,
            Fan.Average => (incoming + outgoing) / 2.0,
            _ => throw new ArgumentException($"there is no fan {fan}; give Fan.In, Fan.Out or Fan.Average"),
        };
        return weight.Count == 0 ? 0 : Math.Sqrt(numerator / connections);
    }
}
