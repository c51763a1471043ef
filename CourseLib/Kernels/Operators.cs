using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>An element-wise function of one argument; written once, it is the scalar and every vector form.</summary>
internal interface IUnaryOperator
{
    V Apply<V>(V x)
        where V : struct, ILanes<V>;
}

/// <summary>An element-wise function of two arguments.</summary>
internal interface IBinaryOperator
{
    V Apply<V>(V x, V y)
        where V : struct, ILanes<V>;
}

/// <summary>op(y, x): puts the broadcast argument of a driver first.</summary>
internal readonly struct Swapped<TOperator>(TOperator op) : IBinaryOperator
    where TOperator : struct, IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x, V y)
        where V : struct, ILanes<V> => op.Apply(y, x);
}
