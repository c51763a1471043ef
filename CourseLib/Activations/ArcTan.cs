using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>The inverse tangent of every element.</summary>
public sealed class ArcTan : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.ArcTan(x));
}

/// <summary>arctan x; the derivative is 1/(1 + x²).</summary>
internal readonly struct ArcTanCurve : ICurve
{
    public static string Name => nameof(ArcTan);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Atan(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V> => V.All(1) / V.Fma(x, x, V.All(1));
}
