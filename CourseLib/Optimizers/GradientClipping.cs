using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary>Keeps single steps from being too large: call between <c>Backward</c> and <c>Step</c>.</summary>
public static class GradientClipping
{
    // PyTorch's guard against a division by 0.
    private const double Least = 1e-6;

    /// <summary>Shrinks all gradients by one factor, so that the Euclidean norm of all of them together is at most <paramref name="maxNorm"/> (Pascanu et al. 2013, algorithm 1).</summary>
    /// <returns>The norm before.</returns>
    /// <exception cref="ArgumentException">The norm asked for is not above 0.</exception>
    /// <exception cref="InvalidOperationException">The gradients' norm is infinite or no number; they were not changed.</exception>
    public static float ByNorm(IEnumerable<Tensor> parameters, float maxNorm)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(maxNorm > 0)) throw new ArgumentException($"ByNorm: the largest norm is {maxNorm}, and must be above 0");
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.Grad).OfType<Tensor>()];
        double norm = Math.Sqrt(gradients.Sum(gradient => Reduce.SumOfSquares(gradient.Elements)));
        if (!double.IsFinite(norm))
            throw new InvalidOperationException($"ByNorm: the norm of the gradients is {norm}; training has diverged, and a smaller learning rate or other first weights may help");
        double factor = maxNorm / (norm + Least);
        if (factor < 1)
        {
            foreach (Tensor gradient in gradients)
            {
                Elementwise.Scale((float)factor, gradient.Elements, gradient.Elements);
                gradient.Changed();
            }
        }
        GC.KeepAlive(gradients);
        return (float)norm;
    }

    /// <summary>Holds every element of every gradient between −<paramref name="limit"/> and <paramref name="limit"/>.</summary>
    /// <exception cref="ArgumentException">The limit is not above 0.</exception>
    public static void ByValue(IEnumerable<Tensor> parameters, float limit)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(limit > 0)) throw new ArgumentException($"ByValue: the limit is {limit}, and must be above 0");
        foreach (Tensor parameter in parameters)
        {
            if (parameter.Grad is not Tensor gradient) continue;
            Elementwise.BinaryScalar<Min>(gradient.Elements, limit, gradient.Elements);
            Elementwise.BinaryScalar<Max>(gradient.Elements, -limit, gradient.Elements);
            gradient.Changed();
            GC.KeepAlive(gradient);
        }
    }
}
