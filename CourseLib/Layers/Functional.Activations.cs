using CourseLib.Activations;
using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Layers;

// Activations, element by element; Tensor itself has Relu, Sigmoid, Tanh, Softmax and LogSoftmax.
public static partial class Functional
{
    /// <summary>The inverse tangent.</summary>
    public static Tensor ArcTan(Tensor x) => Curve(x, new ArcTanCurve());

    /// <summary>1 where x ≥ 0, else 0; the gradient is 0.</summary>
    public static Tensor BinaryStep(Tensor x) => Curve(x, new BinaryStepCurve());

    /// <summary>max(x, 0) for even and min(x, 0) for odd indices of axis 1 (Eidnes and Nøkland 2017). x: (N, C, …), or (C).</summary>
    /// <exception cref="ArgumentException">x has no axes.</exception>
    public static Tensor BipolarReLU(Tensor x) => x?.Rank != 0
        ? Function.Apply(new BipolarReLUFunction(), x!)
        : throw new ArgumentException("BipolarReLU: the input has no axes, and needs channels on axis 1: (N, C, …)");

    /// <summary>x for x &gt; 0, else α(eˣ − 1) (Clevert et al. 2016).</summary>
    /// <exception cref="ArgumentException">α is not finite.</exception>
    public static Tensor ELU(Tensor x, float alpha = 1) => Curve(x, new ELUCurve(Argument.Finite(nameof(ELU), nameof(alpha), alpha)));

    /// <summary>x·Φ(x) by the error function (Hendrycks and Gimpel 2016).</summary>
    public static Tensor GELU(Tensor x) => Curve(x, new GELUCurve());

    /// <summary>x·min(max(x + 3, 0), 6)/6 (Howard et al. 2019).</summary>
    public static Tensor Hardswish(Tensor x) => Curve(x, new HardswishCurve());

    /// <summary>x for x ≥ 0, else x/√(1 + αx²) (Carlile et al. 2017).</summary>
    /// <exception cref="ArgumentException">α is not above 0.</exception>
    public static Tensor ISRLU(Tensor x, float alpha = 1) => Curve(x, new ISRLUCurve(Argument.Positive(nameof(ISRLU), nameof(alpha), alpha)));

    /// <summary>x/√(1 + αx²) (Carlile et al. 2017).</summary>
    /// <exception cref="ArgumentException">α is not above 0.</exception>
    public static Tensor ISRU(Tensor x, float alpha = 1) => Curve(x, new ISRUCurve(Argument.Positive(nameof(ISRU), nameof(alpha), alpha)));

    /// <summary>x for x &gt; 0, else a·x (Maas et al. 2013).</summary>
    /// <exception cref="ArgumentException">The slope is not finite.</exception>
    public static Tensor LeakyReLU(Tensor x, float negativeSlope = 0.01f) =>
        Curve(x, new LeakyReLUCurve(Argument.Finite(nameof(LeakyReLU), nameof(negativeSlope), negativeSlope)));

    /// <summary>x·tanh(ln(1 + eˣ)) (Misra 2020); value and gradient are finite for every finite x.</summary>
    public static Tensor Mish(Tensor x) => Curve(x, new MishCurve());

    /// <summary>x for x &gt; 0, else weight·x (He et al. 2015). x: (N, C, …); weight: (1) or (C).</summary>
    /// <exception cref="ArgumentException">The weight has another shape.</exception>
    public static Tensor PReLU(Tensor x, Tensor weight)
    {
        Shapes.RequireGiven(nameof(PReLU), "the input", x);
        Shapes.RequireGiven(nameof(PReLU), "the weight", weight);
        if (weight.Count == 1) return Function.Apply(new PReLUFunction(nameof(PReLU)), x, x.Rank == 0 ? weight.Reshape() : weight);
        if (x.Rank < 2 || weight.Rank != 1 || weight.Sizes[0] != x.Sizes[1])
            throw new ArgumentException($"PReLU: the weight has shape {Shapes.Describe(weight.Sizes)}, and an input {Shapes.Describe(x.Sizes)} needs [1] or the channels of its axis 1");
        int[] channels = [weight.Count, .. Enumerable.Repeat(1, x.Rank - 2)];
        return Function.Apply(new PReLUFunction(nameof(PReLU)), x, weight.Reshape(channels));
    }

    /// <summary>min(max(x, 0), 6).</summary>
    public static Tensor ReLU6(Tensor x) => Curve(x, new ReLU6Curve());

    /// <summary>x for x &gt; 0, else a·x with a drawn from <paramref name="lower"/> to <paramref name="upper"/> for every element, or their mean when not training (Xu et al. 2015).</summary>
    /// <exception cref="ArgumentException">A slope is not finite, or the smallest is above the largest.</exception>
    public static Tensor RReLU(Tensor x, float lower = 1f / 8, float upper = 1f / 3, bool training = false, Generator? generator = null)
    {
        Activations.RReLU.RefuseRange(lower, upper);
        Shapes.RequireGiven(nameof(RReLU), "the input", x);
        return training
            ? Function.Apply(new PReLUFunction(nameof(RReLU)), x, Tensor.Rand(x.Shape, generator, lower, upper))
            : LeakyReLU(x, (lower + upper) / 2);
    }

    /// <summary>x·σ(x): Swish with β = 1.</summary>
    public static Tensor SiLU(Tensor x) => Swish(x, 1);

    /// <summary>ln(1 + e^(βx))/β (Dugas et al. 2001).</summary>
    /// <exception cref="ArgumentException">β is not above 0.</exception>
    public static Tensor Softplus(Tensor x, float beta = 1) => Curve(x, new SoftplusCurve(Argument.Positive(nameof(Softplus), nameof(beta), beta)));

    /// <summary>x/(1 + |x|) (Turian et al. 2009).</summary>
    public static Tensor Softsign(Tensor x) => Curve(x, new SoftsignCurve());

    /// <summary>x(1 − |x|/4) between −2 and 2, ±1 beyond (Wuraola and Patel 2018).</summary>
    public static Tensor SQNL(Tensor x) => Curve(x, new SQNLCurve());

    /// <summary>x·σ(βx) (Ramachandran et al. 2017).</summary>
    /// <exception cref="ArgumentException">β is not finite.</exception>
    public static Tensor Swish(Tensor x, float beta = 1) => Curve(x, new SwishCurve(Argument.Finite(nameof(Swish), nameof(beta), beta)));

    private static Tensor Curve<TCurve>(Tensor x, TCurve curve)
        where TCurve : struct, ICurve => Function.Apply(new CurveFunction<TCurve>(curve), x);
}
