using System.Runtime.CompilerServices;
using CourseLib.Activations;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>Modules one after another; their names are "0", "1", …, or given.</summary>
public sealed class Sequential : Module
{
    /// <summary>A chain of <paramref name="modules"/>.</summary>
    [OverloadResolutionPriority(1)] // so that an empty chain is not ambiguous
    public Sequential(params Module[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        for (int index = 0; index < modules.Length; index++) RegisterModule($"{index}", modules[index]);
    }

    /// <summary>A chain of <paramref name="modules"/> with names, by which their parameters are saved.</summary>
    /// <exception cref="ArgumentException">A name is taken, empty, or has a dot.</exception>
    public Sequential(params (string Name, Module Module)[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach ((string name, Module module) in modules) RegisterModule(name, module);
    }

    /// <summary>How many modules there are.</summary>
    public int Count => Children.Count;

    /// <summary>A module by its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Module this[int index] => Children[index].Module;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor y = Given(x);
        for (int index = 0; index < Count; index++)
            y = index + 1 < Count && this[index + 1] is ReLU relu ? Rectified(this[index++], relu, y) : this[index].ForwardObserved(y);
        return Observed(x, y);
    }
}
