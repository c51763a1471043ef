using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>The inverse square root unit x/√(1 + αx²) (Carlile et al. 2017).</summary>
public sealed class ISRU : Module
{
    private readonly float alpha;

    /// <summary>A layer with this α.</summary>
    /// <param name="alpha">α, above 0: the results lie between ±1/√α.</param>
    /// <exception cref="ArgumentException">α is not a finite number above 0.</exception>
    public ISRU(float alpha = 1) => this.alpha = Argument.Positive(nameof(ISRU), nameof(alpha), alpha);

    /// <inheritdoc/>
    protected internal override string Details => $"α = {alpha}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.ISRU(x, alpha));
}

/// <summary>x/√(1 + αx²), from 1/x² beyond 1 so that the square does not overflow; the derivative is 1/√(1 + αx²)³.</summary>
internal readonly struct ISRUCurve(float alpha) : ICurve
{
    public static string Name => nameof(ISRU);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V>
    {
        V one = V.All(1), sign = x & V.AllBits(int.MinValue), size = x ^ sign, square = x * x;
        V far = (one / V.Sqrt(one / square + V.All(alpha))) | sign;
        return V.Select(V.Less(one, size), far, x / V.Sqrt(V.Fma(V.All(alpha), square, one)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V>
    {
        V root = V.All(1) / V.Sqrt(V.Fma(V.All(alpha), x * x, V.All(1)));
        return root * root * root;
    }
}
