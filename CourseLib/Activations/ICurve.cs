using CourseLib.Kernels;

namespace CourseLib.Activations;

/// <summary>An element-wise function of one number with its derivative, for any number of lanes.</summary>
internal interface ICurve : IUnaryOperator
{
    /// <summary>What graphs and messages call the function.</summary>
    static abstract string Name { get; }

    /// <summary>The derivative at x.</summary>
    V Slope<V>(V x)
        where V : struct, ILanes<V>;
}
