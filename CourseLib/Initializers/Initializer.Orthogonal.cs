using CourseLib.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace CourseLib.Initializers;

public static partial class Initializer
{
    /// <summary>
    /// A random orthogonal matrix times <paramref name="gain"/>: the first axis against all others has orthonormal rows, or columns if there are
    /// more rows, so that no direction grows or fades (Saxe et al. 2014).
    /// </summary>
    /// <exception cref="ArgumentException">The weight has fewer than two axes.</exception>
    public static void Orthogonal(Tensor weight, float gain = 1, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Argument.Finite(nameof(Orthogonal), "the gain", gain);
        if (weight.Rank < 2) throw new ArgumentException($"Orthogonal: a weight of shape {Shapes.Describe(weight.Sizes)} is no matrix; it needs two axes or more");
        if (weight.Count == 0) return;
        int rows = weight.Sizes[0], columns = weight.Count / rows;
        int tall = Math.Max(rows, columns), narrow = Math.Min(rows, columns);
        Generator generator = Generator.For(seed);
        Matrix<double> random = Matrix<double>.Build.Dense(tall, narrow, (_, _) => generator.NextNormal());
        var qr = random.QR(QRMethod.Thin);
        Span<float> to = weight.Elements;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                (int at, int direction) = rows >= columns ? (row, column) : (column, row);
                // With the signs of R's diagonal taken out, every orthogonal matrix is as likely as any other.
                to[row * columns + column] = (float)(gain * qr.Q[at, direction] * (qr.R[direction, direction] < 0 ? -1 : 1));
            }
        }
        weight.Changed();
    }
}
