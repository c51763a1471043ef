using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>The loss around a network's parameters, along lines and over planes (Li et al. 2018).</summary>
/// <remarks>The parameters are moved while it computes, and put back.</remarks>
public static class LossLandscape
{
    /// <summary>
    /// A random direction with filter normalisation (Li et al. 2018, section 4): each filter d of normal numbers becomes d·‖w‖/‖d‖ with w the filter at its place, so that networks
    /// whose weights differ in scale can be compared. Biases and the parameters of norms, which have one axis, do not move.
    /// </summary>
    /// <returns>One tensor for each of the network's parameters.</returns>
    public static IReadOnlyList<Tensor> Direction(Module model, int seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        var generator = new Generator(seed);
        return [.. model.Parameters().Select(parameter => Direction(parameter, generator))];
    }

    /// <summary>The loss at parameters + α·direction for each α.</summary>
    /// <param name="loss">Computes the loss of <paramref name="model"/> as it then is; evaluate, do not train in it.</param>
    /// <exception cref="ArgumentException">The direction does not fit the network.</exception>
    public static double[] Line(Module model, IReadOnlyList<Tensor> direction, IReadOnlyList<float> alphas, Func<double> loss)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(alphas);
        ArgumentNullException.ThrowIfNull(loss);
        Tensor[] parameters = [.. model.Parameters()], start = Array.ConvertAll(parameters, parameter => parameter.Clone());
        Directions.Refuse("LossLandscape.Line", parameters, direction);
        return Directions.Keeping(parameters, () => alphas.Select(alpha =>
        {
            Directions.Move(parameters, start, (direction, alpha));
            return loss();
        }).ToArray());
    }

    /// <summary>The loss at parameters + α·x + β·y: result[row, column] is for betas[row] and alphas[column], ready for a surface or contour chart.</summary>
    /// <param name="loss">Computes the loss of <paramref name="model"/> as it then is; evaluate, do not train in it.</param>
    /// <exception cref="ArgumentException">A direction does not fit the network.</exception>
    public static double[,] Surface(Module model, IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, IReadOnlyList<float> alphas, IReadOnlyList<float> betas, Func<double> loss)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(alphas);
        ArgumentNullException.ThrowIfNull(betas);
        ArgumentNullException.ThrowIfNull(loss);
        Tensor[] parameters = [.. model.Parameters()], start = Array.ConvertAll(parameters, parameter => parameter.Clone());
        Directions.Refuse("LossLandscape.Surface", parameters, x);
        Directions.Refuse("LossLandscape.Surface", parameters, y);
        return Directions.Keeping(parameters, () =>
        {
            var surface = new double[betas.Count, alphas.Count];
            for (int row = 0; row < betas.Count; row++)
                for (int column = 0; column < alphas.Count; column++)
                {
                    Directions.Move(parameters, start, (x, alphas[column]), (y, betas[row]));
                    surface[row, column] = loss();
                }
            return surface;
        });
    }

    private static Tensor Direction(Tensor parameter, Generator generator)
    {
        Tensor direction = Tensor.Zeros(parameter.Shape);
        if (parameter.Rank < 2) return direction;
        generator.FillNormal(direction.Elements, 0, 1);
        int length = parameter.Count / parameter.Sizes[0];
        for (int filter = 0; filter < parameter.Sizes[0]; filter++)
        {
            Span<float> d = direction.Elements.Slice(filter * length, length);
            double scale = Math.Sqrt(SumOfSquares(parameter.Elements.Slice(filter * length, length)) / SumOfSquares(d));
            for (int at = 0; at < d.Length; at++) d[at] = (float)(d[at] * scale);
        }
        GC.KeepAlive(parameter);
        GC.KeepAlive(direction);
        return direction;
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += (double)value * value;
        return sum;
    }
}
