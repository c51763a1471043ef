using CourseLib.Tensors;

namespace CourseLib.Autograd;

/// <summary>Compares gradients with finite differences.</summary>
public static class GradCheck
{
    // Rounding costs about ε/h and the stencil's own error is about h⁴: for float32 both are small near 2⁻⁵.
    private const float Step = 1f / 32;

    /// <summary>
    /// Checks the gradient of <paramref name="f"/> with respect to each of <paramref name="inputs"/>. The derivative of Σ f·r, with r random and
    /// not uniform, is taken by the five-point stencil (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h))/12h and held against <see cref="Tensor.Backward(Tensor, bool)"/>.
    /// A uniform r would hide mistakes: the sum of a batch-normalised batch is constant, so any backward that gives zeros would pass.
    /// </summary>
    /// <param name="f">A function that gives the same result for the same inputs. Keep inputs a few times 1/16 away from kinks, such as ReLU's at 0.</param>
    /// <param name="inputs">Values of about size 1; they are not changed.</param>
    public static GradCheckResult Run(Func<Tensor[], Tensor> f, params Tensor[] inputs) => Run(f, inputs, seed: 1);

    /// <summary>As <see cref="Run(Func{Tensor[], Tensor}, Tensor[])"/>, with a seed for the random upstream gradient.</summary>
    public static GradCheckResult Run(Func<Tensor[], Tensor> f, Tensor[] inputs, int seed)
    {
        Tensor[] leaves = Array.ConvertAll(inputs, input => input.Clone());
        foreach (Tensor leaf in leaves) leaf.RequiresGrad = true;
        Tensor result = f(leaves);
        Tensor upstream = Tensor.Rand(result.Shape, seed, 0.5f, 1.5f) * Tensor.Where(Tensor.Rand(result.Shape, seed + 1) > 0.5f, Tensor.Scalar(1), Tensor.Scalar(-1));
        if (result.RequiresGrad) result.Backward(upstream);

        float[] weights = upstream.ToArray();
        var worst = new GradCheckResult(0, 0, 0, 0, 0, []);
        for (int input = 0; input < leaves.Length; input++)
        {
            double[] numeric = NumericGradient(f, inputs, input, weights);
            float[] analytic = leaves[input].Grad?.ToArray() ?? new float[numeric.Length];
            GradCheckResult found = Compare(input, inputs[input].Shape, analytic, numeric);
            if (found.LargestError > worst.LargestError || input == 0 || double.IsNaN(found.LargestError)) worst = found;
            if (double.IsNaN(worst.LargestError)) break;
        }
        return worst;
    }

    private static double[] NumericGradient(Func<Tensor[], Tensor> f, Tensor[] inputs, int which, float[] weights)
    {
        using NoGrad.Scope scope = NoGrad.Begin();
        var numeric = new double[inputs[which].Count];
        Tensor[] moved = Array.ConvertAll(inputs, input => input.Clone());
        float[] values = inputs[which].ToArray();
        for (int element = 0; element < values.Length; element++)
        {
            float here = values[element];
            double At(int steps)
            {
                values[element] = here + steps * Step;
                moved[which] = Tensor.From(values, inputs[which].Shape);
                return Weighted(f(moved), weights);
            }
            numeric[element] = (At(-2) - 8 * At(-1) + 8 * At(1) - At(2)) / (12.0 * Step);
            values[element] = here;
        }
        return numeric;
    }

    private static double Weighted(Tensor result, float[] weights)
    {
        double sum = 0;
        float[] values = result.ToArray();
        for (int index = 0; index < values.Length; index++) sum += (double)values[index] * weights[index];
        return sum;
    }

    private static GradCheckResult Compare(int input, int[] shape, float[] analytic, double[] numeric)
    {
        double scale = 0;
        for (int element = 0; element < numeric.Length; element++) scale = Math.Max(scale, Math.Max(Math.Abs(numeric[element]), Math.Abs(analytic[element])));
        // Small gradients beside large ones carry the large ones' rounding errors, and are judged by a tenth of their size.
        double floor = Math.Max(0.1 * scale, 1e-2);
        int worst = 0;
        double error = 0;
        for (int element = 0; element < numeric.Length; element++)
        {
            double size = Math.Max(Math.Max(Math.Abs(numeric[element]), Math.Abs(analytic[element])), floor);
            double found = Math.Abs(numeric[element] - analytic[element]) / size;
            if (found <= error) continue;
            (error, worst) = (found, element);
            if (double.IsNaN(found)) break;
        }
        var index = new int[shape.Length];
        for (int axis = shape.Length - 1, rest = worst; axis >= 0; rest /= Math.Max(1, shape[axis]), axis--) index[axis] = shape[axis] == 0 ? 0 : rest % shape[axis];
        return numeric.Length == 0 ? new(0, input, 0, 0, 0, index) : new(error, input, analytic[worst], numeric[worst], worst, index);
    }
}

/// <summary>Where a gradient and finite differences agree least.</summary>
/// <param name="LargestError">|analytic − numeric| relative to the larger of them, or to a tenth of the input's largest gradient if that is more.</param>
/// <param name="Input">Which input.</param>
/// <param name="Analytic">The gradient there by <see cref="Tensor.Backward()"/>.</param>
/// <param name="Numeric">The gradient there by finite differences.</param>
/// <param name="Element">Which element of the input, row-major.</param>
/// <param name="Index">Which element of the input, axis by axis.</param>
public sealed record GradCheckResult(double LargestError, int Input, double Analytic, double Numeric, int Element, int[] Index)
{
    /// <summary>What float32 arithmetic allows to expect of a right gradient.</summary>
    public const double DefaultTolerance = 2e-3;

    /// <summary>Whether the gradients agree within <see cref="DefaultTolerance"/>.</summary>
    public bool Passed => IsWithin(DefaultTolerance);

    /// <summary>Whether the largest error is at most <paramref name="tolerance"/>.</summary>
    public bool IsWithin(double tolerance) => LargestError <= tolerance;

    /// <summary>The largest error and where it is.</summary>
    public override string ToString() =>
        $"largest relative error {LargestError:0.0e+00} at input {Input}, element [{string.Join(", ", Index)}]: backward gives {Analytic:G6}, finite differences {Numeric:G6}";
}
