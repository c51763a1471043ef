using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>min(max(x, 0), 6) for every element (Krizhevsky 2010), which low-precision arithmetic likes.</summary>
public sealed class ReLU6 : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.ReLU6(x));
}

/// <summary>min(max(x, 0), 6); the derivative is 1 between 0 and 6, else 0.</summary>
internal readonly struct ReLU6Curve : ICurve
{
    public static string Name => nameof(ReLU6);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => V.Min(V.Max(x, V.All(0)), V.All(6));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V> => V.Less(V.All(0), x) & V.Less(x, V.All(6)) & V.All(1);
}
