using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>x/(1 + |x|) for every element (Turian et al. 2009).</summary>
public sealed class Softsign : Module
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Softsign(x));
}

/// <summary>x/(1 + |x|); the derivative is 1/(1 + |x|)². An infinity counts as the largest number, which has the same result.</summary>
internal readonly struct SoftsignCurve : ICurve
{
    public static string Name => nameof(Softsign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V>
    {
        x = V.Clamp(x, float.MinValue, float.MaxValue);
        return x / (V.All(1) + (x & V.AllBits(int.MaxValue)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V x)
        where V : struct, ILanes<V>
    {
        V root = V.All(1) / (V.All(1) + (x & V.AllBits(int.MaxValue)));
        return root * root;
    }
}
