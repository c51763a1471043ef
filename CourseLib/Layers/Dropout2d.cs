using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>
/// While training, sets whole channels of an example to 0 with a probability and scales the others so that the expectation stays; otherwise the
/// identity. Neighbouring pixels are alike, so that dropping single ones hides little (Tompson et al. 2015). Input (N, C, …).
/// </summary>
public sealed class Dropout2d : Module
{
    private readonly float p;
    private readonly Generator? generator;

    /// <summary>Drops a channel with probability <paramref name="p"/>.</summary>
    /// <param name="p">From 0 to 1.</param>
    /// <param name="seed">Fixes what is dropped; <see cref="Generator.Default"/> decides if null.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not a probability.</exception>
    public Dropout2d(float p = 0.5f, int? seed = null)
    {
        Argument.Share(nameof(Dropout2d), "p", p);
        this.p = p;
        generator = seed is int number ? new(number) : null;
    }

    /// <inheritdoc/>
    protected internal override string Details => $"p = {p}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.Dropout2d(x, p, Training, generator));
}
