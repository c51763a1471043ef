using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>What drops a part of its input with a probability while training, and scales the rest so that the expectation stays; otherwise the identity.</summary>
public abstract class DropoutLayer : Module
{
    private readonly float p;
    private readonly Generator? generator;

    private protected DropoutLayer(float p, int? seed)
    {
        this.p = Argument.Share(GetType().Name, "p", p);
        generator = seed is int number ? new(number) : null;
    }

    /// <inheritdoc/>
    protected internal override string Details => $"p = {p}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Dropped(x, p, Training, generator));

    private protected abstract Tensor Dropped(Tensor x, float p, bool training, Generator? generator);
}
