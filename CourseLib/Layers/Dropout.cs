using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>While training, sets each element to 0 with a probability and scales the others so that the expectation stays; otherwise the identity.</summary>
public sealed class Dropout : DropoutLayer
{
    /// <summary>Drops with probability <paramref name="p"/>.</summary>
    /// <param name="p">From 0 to 1.</param>
    /// <param name="seed">Fixes what is dropped; <see cref="Generator.Default"/> decides if null.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not a probability.</exception>
    public Dropout(float p = 0.5f, int? seed = null)
        : base(p, seed)
    {
    }

    private protected override Tensor Dropped(Tensor x, float p, bool training, Generator? generator) => Functional.Dropout(x, p, training, generator);
}
