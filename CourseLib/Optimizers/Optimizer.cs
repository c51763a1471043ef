using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary>Changes parameters in place by their gradients.</summary>
public abstract class Optimizer
{
    /// <summary>An optimiser of <paramref name="parameters"/>.</summary>
    /// <exception cref="ArgumentException">There are none, one requires no gradient, or the learning rate is negative.</exception>
    protected Optimizer(IEnumerable<Tensor> parameters, float learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = [.. parameters];
        if (Parameters.Count == 0) throw new ArgumentException($"{GetType().Name}: there are no parameters");
        if (Parameters.Contains(null!)) throw new ArgumentException($"{GetType().Name}: a parameter is null, and all must be given");
        if (Parameters.Any(parameter => !parameter.RequiresGrad || !parameter.IsLeaf))
            throw new ArgumentException($"{GetType().Name}: every parameter must be a leaf that requires a gradient");
        if (Parameters.Distinct().Count() != Parameters.Count) throw new ArgumentException($"{GetType().Name}: a parameter is given twice");
        LearningRate = learningRate;
    }

    /// <summary>What is optimised.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>The size of a step; may be changed between steps.</summary>
    /// <exception cref="ArgumentException">It is negative, infinite or not a number.</exception>
    public float LearningRate
    {
        get;
        set => field = value >= 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentException($"{GetType().Name}: the learning rate is {value}, and must be a finite number that is not negative");
    }

    /// <summary>Changes every parameter that has a gradient.</summary>
    public void Step()
    {
        for (int index = 0; index < Parameters.Count; index++)
        {
            Tensor parameter = Parameters[index];
            if (parameter.Grad is not Tensor gradient) continue;
            Update(index, parameter, gradient);
            parameter.Changed();
            GC.KeepAlive(gradient);
        }
    }

    /// <summary>Forgets the gradients; otherwise the next backward pass adds to them.</summary>
    public void ZeroGrad()
    {
        foreach (Tensor parameter in Parameters) parameter.ZeroGrad();
    }

    /// <summary>Changes the elements of one parameter.</summary>
    private protected abstract void Update(int index, Tensor parameter, Tensor gradient);
}
