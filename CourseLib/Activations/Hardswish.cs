using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>x·min(max(x + 3, 0), 6)/6, a Swish without exponentials (Howard et al. 2019, section 5.2).</summary>
public sealed class Hardswish : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Hardswish(x));
}

/// <summary>x·min(max(x + 3, 0), 6)/6; the derivative is 0 up to −3, 1 from 3 on, and (2x + 3)/6 between.</summary>
internal readonly struct HardswishCurve : ICurve
{
    public static string Name => nameof(Hardswish);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V>
    {
        V inner = V.Select(V.Less(x, V.All(3)), x * (x + V.All(3)) / V.All(6), x);
        return V.Select(V.Less(V.All(-3), x) | ~V.Same(x, x), inner, V.All(0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V>
    {
        V inner = V.Select(V.Less(x, V.All(3)), V.Fma(x, V.All(2), V.All(3)) / V.All(6), V.All(1));
        return V.Select(V.Less(V.All(-3), x), inner, V.All(0));
    }
}
