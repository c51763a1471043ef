using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>eˣ.</summary>
internal readonly struct Exp : IUnaryOperator
{
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => PerLane.Apply(x, MathF.Exp);
}

/// <summary>The natural logarithm.</summary>
internal readonly struct Log : IUnaryOperator
{
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => PerLane.Apply(x, MathF.Log);
}

/// <summary>The hyperbolic tangent.</summary>
internal readonly struct Tanh : IUnaryOperator
{
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => PerLane.Apply(x, MathF.Tanh);
}

/// <summary>1 / (1 + e⁻ˣ).</summary>
internal readonly struct Sigmoid : IUnaryOperator
{
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => PerLane.Apply(x, static v => (float)(1 / (1 + Math.Exp(-v))));
}

/// <summary>The error function.</summary>
internal readonly struct Erf : IUnaryOperator
{
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => PerLane.Apply(x, static v => (float)MathNet.Numerics.SpecialFunctions.Erf(v));
}

/// <summary>A scalar function applied to one lane after another.</summary>
internal static unsafe class PerLane
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Apply<V>(V x, Func<float, float> function)
        where V : struct, ILanes<V>
    {
        float* lanes = stackalloc float[V.Count];
        V.Store(x, lanes);
        for (int i = 0; i < V.Count; i++) { lanes[i] = function(lanes[i]); }
        return V.Load(lanes);
    }
}
