using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>How alive the units of a layer are.</summary>
/// <param name="Name">The layer's path in the network.</param>
/// <param name="Layer">Its type.</param>
/// <param name="Mean">Mean of its results.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="DeadShare">The share of units that give 0 for every example (a ReLU's dead units).</param>
/// <param name="SaturatedShare">The share of results within 0.05 of −1 or 1, where a tanh is flat.</param>
public sealed record UnitActivity(string Name, string Layer, double Mean, double Deviation, double DeadShare, double SaturatedShare)
{
    /// <summary>Measures every layer of <paramref name="model"/> that has no parts of its own, in the order in which they are registered.</summary>
    /// <param name="input">A batch large enough that a unit which never fires in it may be called dead.</param>
    public static IReadOnlyList<UnitActivity> Of(Module model, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(model);
        var types = model.NamedModules().ToDictionary(part => part.Name, part => part.Module);
        return [.. ActivationCapture.Of(model, input).Select(layer => Measure(layer.Key, types[layer.Key].ToString(), layer.Value))];
    }

    /// <summary>The share of units that are 0 for every example. A unit is a channel of (N, C, …), at all its places.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes.</exception>
    public static double Dead(Tensor activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.Rank < 2 || activations.Count == 0) throw new ArgumentException($"Dead: the activations have shape {Shapes.Describe(activations.Sizes)}, and must have axes (N, units, …) and elements");
        int[] others = [.. Enumerable.Range(0, activations.Rank).Where(axis => axis != 1)];
        return NoGrad.Run(() => activations.Abs().Max(others).EqualTo(0f).Mean().Item());
    }

    /// <summary>The share of elements within <paramref name="margin"/> of <paramref name="low"/> or <paramref name="high"/>, or beyond: −1 and 1 for tanh, 0 and 1 for the sigmoid.</summary>
    /// <exception cref="ArgumentException">There are no elements, the margin is negative, or a bound is not finite or not below the other.</exception>
    public static double Saturated(Tensor activations, float low = -1, float high = 1, float margin = 0.05f)
    {
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.Count == 0) throw new ArgumentException($"Saturated: the activations have shape {Shapes.Describe(activations.Sizes)}, and a share needs at least one element");
        if (!(Argument.Finite(nameof(Saturated), "low", low) < Argument.Finite(nameof(Saturated), "high", high))) throw new ArgumentException($"Saturated: the bounds are {low} and {high}, and must ascend");
        Argument.NotNegative(nameof(Saturated), "the margin", margin);
        return NoGrad.Run(() => ((activations <= low + margin) + (activations >= high - margin)).Mean().Item());
    }

    private static UnitActivity Measure(string name, string layer, Tensor y) => NoGrad.Run(() => new UnitActivity(
        name, layer, y.Mean().Item(), y.Std(unbiased: false).Item(), y.Rank < 2 ? 0 : Dead(y), Saturated(y)));
}
