using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>The curvature of the loss at a network's parameters.</summary>
public static class Hessian
{
    /// <summary>
    /// The eigenvalue of the loss's Hessian that is largest in absolute value, by power iteration. A product with the Hessian is a difference of gradients,
    /// Hv ≈ (∇L(w + εv) − ∇L(w − εv))/2ε. The larger it is, the sharper the minimum (Keskar et al. 2017).
    /// </summary>
    /// <param name="loss">Computes the loss of <paramref name="model"/> as it then is, the same for the same parameters: no dropout, one fixed batch.</param>
    /// <param name="iterations">At most so many products.</param>
    /// <param name="seed">Fixes the first vector.</param>
    /// <param name="step">ε: the length of the step, as a share of 1 + ‖w‖.</param>
    /// <param name="tolerance">Stops when the estimate changes by less than this share.</param>
    /// <returns>The eigenvalue, and its vector of length 1: one tensor for each parameter. The network's parameters and gradients are as before.</returns>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static (double Value, IReadOnlyList<Tensor> Vector) TopEigenvalue(Module model, Func<Tensor> loss, int iterations = 50, int seed = 0, double step = 1e-3, double tolerance = 1e-3)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations);
        Argument.Positive(nameof(Hessian), "the step", step);
        Argument.NotNegative(nameof(Hessian), "the tolerance", tolerance);
        Tensor[] parameters = [.. model.Parameters()], start = Array.ConvertAll(parameters, parameter => parameter.Clone());
        Tensor?[] gradients = Array.ConvertAll(parameters, parameter => parameter.Grad);
        float epsilon = (float)(step * (1 + Math.Sqrt(Directions.Dot(start, start))));
        var generator = new Generator(seed);
        Tensor[] vector = Unit(Array.ConvertAll(parameters, parameter => Tensor.Randn(parameter.Shape, generator)));
        try
        {
            return Directions.Keeping(parameters, () =>
            {
                double value = 0;
                for (int iteration = 0; iteration < iterations; iteration++)
                {
                    Tensor[] ahead = GradientAt(epsilon), behind = GradientAt(-epsilon);
                    Tensor[] product = NoGrad.Run(() => ahead.Zip(behind, (plus, minus) => (plus - minus) / (2 * epsilon)).ToArray());
                    double estimate = Directions.Dot(vector, product);
                    if (Directions.Dot(product, product) == 0) return (0.0, (IReadOnlyList<Tensor>)vector);
                    vector = Unit(product);
                    bool settled = iteration > 0 && Math.Abs(estimate - value) <= tolerance * Math.Abs(estimate);
                    value = estimate;
                    if (settled) break;
                }
                return (value, (IReadOnlyList<Tensor>)vector);
            });
        }
        finally
        {
            for (int index = 0; index < parameters.Length; index++) parameters[index].Grad = gradients[index];
        }

        Tensor[] GradientAt(float distance)
        {
            Directions.Move(parameters, start, (vector, distance));
            foreach (Tensor parameter in parameters) parameter.ZeroGrad();
            loss().Backward();
            return Array.ConvertAll(parameters, parameter => parameter.Grad ?? Tensor.ZerosLike(parameter));
        }
    }

    private static Tensor[] Unit(Tensor[] vector)
    {
        float length = (float)Math.Sqrt(Directions.Dot(vector, vector));
        return NoGrad.Run(() => Array.ConvertAll(vector, part => part / length));
    }
}
