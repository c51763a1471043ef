using CourseLib.Activations;
using CourseLib.Autograd;
using CourseLib.Autograd.Functions;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>x + y, element by element with NumPy's broadcasting.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator +(Tensor x, Tensor y) => Function.Apply(new AddFunction(), x, y);

    /// <summary>x + y for every element.</summary>
    public static Tensor operator +(Tensor x, float y) => x + Scalar(y);

    /// <summary>x + y for every element.</summary>
    public static Tensor operator +(float x, Tensor y) => Scalar(x) + y;

    /// <summary>x − y, element by element with NumPy's broadcasting.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator -(Tensor x, Tensor y) => Function.Apply(new SubtractFunction(), x, y);

    /// <summary>x − y for every element.</summary>
    public static Tensor operator -(Tensor x, float y) => x - Scalar(y);

    /// <summary>x − y for every element.</summary>
    public static Tensor operator -(float x, Tensor y) => Scalar(x) - y;

    /// <summary>x·y, element by element with NumPy's broadcasting; for the matrix product see <see cref="MatMul"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator *(Tensor x, Tensor y) => Function.Apply(new MultiplyFunction(), x, y);

    /// <summary>x·y for every element.</summary>
    public static Tensor operator *(Tensor x, float y) => x * Scalar(y);

    /// <summary>x·y for every element.</summary>
    public static Tensor operator *(float x, Tensor y) => Scalar(x) * y;

    /// <summary>x/y, element by element with NumPy's broadcasting.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator /(Tensor x, Tensor y) => Function.Apply(new DivideFunction(), x, y);

    /// <summary>x/y for every element.</summary>
    public static Tensor operator /(Tensor x, float y) => x / Scalar(y);

    /// <summary>x/y for every element.</summary>
    public static Tensor operator /(float x, Tensor y) => Scalar(x) / y;

    /// <summary>−x for every element.</summary>
    public static Tensor operator -(Tensor x) => Function.Apply(new NegateFunction(), x);

    /// <summary>xᵖ for every element.</summary>
    public Tensor Pow(float exponent) => Function.Apply(new PowFunction(exponent), this);

    /// <summary>x² for every element.</summary>
    public Tensor Square() => Pow(2);

    /// <summary>√x for every element.</summary>
    public Tensor Sqrt() => Function.Apply(new SqrtFunction(), this);

    /// <summary>eˣ for every element.</summary>
    public Tensor Exp() => Function.Apply(new ExpFunction(), this);

    /// <summary>The natural logarithm of every element.</summary>
    public Tensor Log() => Function.Apply(new LogFunction(), this);

    /// <summary>|x| for every element; its gradient at 0 is 0.</summary>
    public Tensor Abs() => Function.Apply(new AbsFunction(), this);

    /// <summary>The hyperbolic tangent of every element.</summary>
    public Tensor Tanh() => Function.Apply(new TanhFunction(), this);

    /// <summary>1/(1 + e⁻ˣ) for every element.</summary>
    public Tensor Sigmoid() => Function.Apply(new SigmoidFunction(), this);

    /// <summary>max(x, 0) for every element; its gradient at 0 is 0.</summary>
    public Tensor Relu() => Function.Apply(new ReluFunction(), this);

    /// <summary>Every element, but none below <paramref name="low"/> or above <paramref name="high"/>.</summary>
    public Tensor Clamp(float low = float.NegativeInfinity, float high = float.PositiveInfinity) => Function.Apply(new ClampFunction(low, high), this);

    /// <summary>The larger of x and y, element by element with broadcasting.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Maximum(Tensor x, Tensor y) => Function.Apply(new MaximumFunction(), x, y);

    /// <summary>The larger of x and y for every element.</summary>
    public static Tensor Maximum(Tensor x, float y) => Maximum(x, Scalar(y));

    /// <summary>The smaller of x and y, element by element with broadcasting.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Minimum(Tensor x, Tensor y) => Function.Apply(new MinimumFunction(), x, y);

    /// <summary>The smaller of x and y for every element.</summary>
    public static Tensor Minimum(Tensor x, float y) => Minimum(x, Scalar(y));

    /// <summary>x where <paramref name="condition"/> is not 0, else y; all three broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Where(Tensor condition, Tensor x, Tensor y)
    {
        Shapes.RequireGiven(nameof(Where), "the condition", condition);
        Shapes.RequireGiven(nameof(Where), "x", x);
        Shapes.RequireGiven(nameof(Where), "y", y);
        int[] shape = Shapes.Broadcast(nameof(Where), Shapes.Broadcast(nameof(Where), condition.shape, x.shape), y.shape);
        return Function.Apply(new WhereFunction(), condition.Detach().BroadcastTo(shape), x.BroadcastTo(shape), y.BroadcastTo(shape));
    }
}
