using System.Runtime.CompilerServices;
using CourseLib.Kernels;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>1 where x &lt; y, else 0, with broadcasting. Comparisons have no gradient.</summary>
    public static Tensor operator <(Tensor x, Tensor y) => Pointwise.Binary<LessThan>("<", x, y);

    /// <summary>1 where x &gt; y, else 0, with broadcasting.</summary>
    public static Tensor operator >(Tensor x, Tensor y) => Pointwise.Binary<Swapped<LessThan>>(">", x, y);

    /// <summary>1 where x ≤ y, else 0, with broadcasting.</summary>
    public static Tensor operator <=(Tensor x, Tensor y) => Pointwise.Binary<AtMost>("<=", x, y);

    /// <summary>1 where x ≥ y, else 0, with broadcasting.</summary>
    public static Tensor operator >=(Tensor x, Tensor y) => Pointwise.Binary<Swapped<AtMost>>(">=", x, y);

    /// <summary>1 where x &lt; y, else 0.</summary>
    public static Tensor operator <(Tensor x, float y) => x < Scalar(y);

    /// <summary>1 where x &gt; y, else 0.</summary>
    public static Tensor operator >(Tensor x, float y) => x > Scalar(y);

    /// <summary>1 where x ≤ y, else 0.</summary>
    public static Tensor operator <=(Tensor x, float y) => x <= Scalar(y);

    /// <summary>1 where x ≥ y, else 0.</summary>
    public static Tensor operator >=(Tensor x, float y) => x >= Scalar(y);

    /// <summary>1 where x = y, else 0, with broadcasting. (The operator == asks whether two names stand for one object.)</summary>
    public Tensor EqualTo(Tensor other) => Pointwise.Binary<Equality>(nameof(EqualTo), this, other);

    /// <summary>1 where x = y, else 0.</summary>
    public Tensor EqualTo(float other) => EqualTo(Scalar(other));

    /// <summary>
    /// Whether the shapes are equal and every |x − y| is at most absolute + relative·|y|. NaN is close to nothing, an infinity to itself.
    /// </summary>
    public bool AllClose(Tensor other, float relative = 1e-5f, float absolute = 1e-8f)
    {
        if (!shape.AsSpan().SequenceEqual(other.shape)) return false;
        bool close = true;
        ReadOnlySpan<float> x = storage.Elements, y = other.Elements;
        for (int index = 0; index < x.Length && close; index++)
            close = x[index] == y[index] || Math.Abs((double)x[index] - y[index]) <= absolute + (double)relative * Math.Abs(y[index]) && float.IsFinite(y[index]);
        GC.KeepAlive(this);
        GC.KeepAlive(other);
        return close;
    }

    /// <summary>The largest |x − y|; NaN if there is one.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public float MaxDifference(Tensor other)
    {
        Shapes.Require(nameof(MaxDifference), "the other tensor", other.shape, shape);
        return Count == 0 ? 0 : Autograd.NoGrad.Run(() => (this - other).Abs().Max().Item());
    }

    private readonly struct LessThan : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Less(x, y) & V.All(1);
    }

    private readonly struct AtMost : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => (V.Less(x, y) | V.Same(x, y)) & V.All(1);
    }

    private readonly struct Equality : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Same(x, y) & V.All(1);
    }
}
