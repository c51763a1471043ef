using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>
/// While training, sets whole channels of an example to 0 with a probability and scales the others so that the expectation stays; otherwise the
/// identity. Neighbouring pixels are alike, so that dropping single ones hides little (Tompson et al. 2015). Input (N, C, …).
/// </summary>
public sealed class Dropout2d : DropoutLayer
{
    /// <summary>Drops a channel with probability <paramref name="p"/>.</summary>
    /// <param name="p">From 0 to 1.</param>
    /// <param name="seed">Fixes what is dropped; <see cref="Generator.Default"/> decides if null.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not a probability.</exception>
    public Dropout2d(float p = 0.5f, int? seed = null)
        : base(p, seed)
    {
    }

    private protected override Tensor Dropped(Tensor x, float p, bool training, Generator? generator) => Functional.Dropout2d(x, p, training, generator);
}
