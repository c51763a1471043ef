using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>
/// Stands at the end of a residual branch: while training, it drops the branch of an example with a probability, so that only the skip connection is
/// left, and scales it else so that the expectation stays; otherwise the identity (Huang et al. 2016). Input (N, …).
/// </summary>
/// <remarks>The paper lets the probability grow in a line with depth: block l of L has p·l/L, see <see cref="Rate"/>.</remarks>
/// <example><code>Tensor y = x + depth.Forward(branch.Forward(x));</code></example>
public sealed class StochasticDepth : DropoutLayer
{
    /// <summary>Drops an example's branch with probability <paramref name="p"/>.</summary>
    /// <param name="p">From 0 to 1.</param>
    /// <param name="seed">Fixes what is dropped; <see cref="Generator.Default"/> decides if null.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not a probability.</exception>
    public StochasticDepth(float p, int? seed = null)
        : base(p, seed)
    {
    }

    /// <summary>The paper's probability of dropping block <paramref name="block"/> of <paramref name="blocks"/>, counted from 1: last·block/blocks.</summary>
    /// <exception cref="ArgumentException">There is no such block.</exception>
    public static float Rate(int block, int blocks, float last = 0.5f)
    {
        if (block < 1 || block > blocks) throw new ArgumentException($"StochasticDepth: there is no block {block} of {blocks}; blocks are counted from 1");
        return Argument.Share(nameof(StochasticDepth), "the last rate", last) * block / blocks;
    }

    private protected override Tensor Dropped(Tensor x, float p, bool training, Generator? generator) => Functional.StochasticDepth(x, p, training, generator);
}
