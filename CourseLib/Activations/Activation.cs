using CourseLib.Layers;

namespace CourseLib.Activations;

/// <summary>An activation as a lesson needs it: what it is called, its formulas, the function and its derivative on double-precision numbers, and the layer.</summary>
/// <param name="Name">As the lecture calls it: "Leaky ReLU".</param>
/// <param name="Formula">f(z) in TeX.</param>
/// <param name="DerivativeFormula">f′(z) in TeX.</param>
/// <param name="F">f. Of an activation with parameters, with those of <paramref name="Create"/>; of a random one, that of evaluation.</param>
/// <param name="D">f′; at a kink, what the layer's gradient takes there.</param>
/// <param name="Create">Makes the layer.</param>
public sealed record Activation(string Name, string Formula, string DerivativeFormula, Func<double, double> F, Func<double, double> D, Func<Module> Create)
{
    /// <summary>Where the function or its derivative jumps, in ascending order; finite differences mean nothing there.</summary>
    public IReadOnlyList<double> Kinks { get; init; } = [];

    /// <summary>What units of odd index along axis 1 compute, where that is something else (Bipolar ReLU); else null.</summary>
    public Activation? OddUnits { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
