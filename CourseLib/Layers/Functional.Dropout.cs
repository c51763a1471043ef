using CourseLib.Tensors;

namespace CourseLib.Layers;

public static partial class Functional
{
    /// <summary>Sets each channel of each example to 0 with probability <paramref name="p"/> and divides the others by 1 − p (Tompson et al. 2015). x: (N, C, …).</summary>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not a probability, or x has no channels.</exception>
    public static Tensor Dropout2d(Tensor x, float p, bool training = true, Generator? generator = null)
    {
        Shapes.RequireGiven(nameof(Dropout2d), "the input", x);
        if (x.Rank < 2) throw new ArgumentException($"Dropout2d: the input has shape {Shapes.Describe(x.Sizes)}, and must have channels: (N, C, …)");
        return Dropped(nameof(Dropout2d), x, 2, p, training, generator);
    }

    /// <summary>
    /// Sets all of an example's result of a residual branch to 0 with probability <paramref name="p"/> and divides it by 1 − p else, so that the
    /// expectation stays: x + StochasticDepth(branch(x), p) leaves the skip connection as it is (Huang et al. 2016). branch: (N, …).
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="p"/> is not a probability, or the branch has no axis of examples.</exception>
    public static Tensor StochasticDepth(Tensor branch, float p, bool training = true, Generator? generator = null)
    {
        Shapes.RequireGiven(nameof(StochasticDepth), "the branch's result", branch);
        if (branch.Rank == 0) throw new ArgumentException("StochasticDepth: the branch's result has no axes, and must have examples: (N, …)");
        return Dropped(nameof(StochasticDepth), branch, 1, p, training, generator);
    }

    /// <summary>Drops parts of x as a whole: those that the first <paramref name="axes"/> axes tell apart.</summary>
    private static Tensor Dropped(string name, Tensor x, int axes, float p, bool training, Generator? generator)
    {
        Argument.Share(name, "p", p);
        if (!training || p == 0) return x;
        if (p == 1) return x * 0f;
        int[] parts = x.Shape;
        parts.AsSpan(axes).Fill(1);
        return x * ((Tensor.Rand(parts, generator) >= p) / (1 - p));
    }
}
