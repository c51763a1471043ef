using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>1 where x ≥ 0, else 0: the threshold of McCulloch and Pitts (1943). Its gradient is 0, so that nothing before it learns.</summary>
public sealed class BinaryStep : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.BinaryStep(x));
}

/// <summary>1 where x ≥ 0, else 0; the derivative is 0 (at 0 there is none).</summary>
internal readonly struct BinaryStepCurve : ICurve
{
    public static string Name => nameof(BinaryStep);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => V.Select(V.Less(x, V.All(0)), V.All(0), V.Select(V.Same(x, x), V.All(1), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V> => V.All(0);
}
