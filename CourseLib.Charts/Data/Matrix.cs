using System.Collections;
using System.Runtime.CompilerServices;
using CourseLib.Tensors;

namespace CourseLib.Charts.Data;

/// <summary>Rows of numbers, all of one length; what heat maps, contours and surfaces show.</summary>
internal sealed class Matrix
{
    private readonly double[] values;

    public Matrix(double[] values, int rows, int columns) { this.values = values; Rows = rows; Columns = columns; }

    public int Rows { get; }

    public int Columns { get; }

    public double this[int row, int column] => values[row * Columns + column];

    /// <summary>The smallest and largest finite value; 0 and 1 when there is none.</summary>
    public (double Min, double Max) Range => Statistics.Range(values);

    /// <summary>Copies a tensor of two axes, a two-dimensional array, a MathNet matrix, or a sequence of rows.</summary>
    /// <exception cref="ArgumentException">It is none of these, or its rows have different lengths.</exception>
    public static Matrix From(object? source, [CallerArgumentExpression(nameof(source))] string name = "source") => source switch
    {
        null => throw new ArgumentNullException(
            name, "A picture of a matrix needs a tensor of two axes, a two-dimensional array or a sequence of rows."),
        Matrix matrix => matrix,
        Tensor { Shape.Length: 2 } tensor => new(Series.From(tensor).Numbers, tensor.Shape[0], tensor.Shape[1]),
        Tensor tensor => throw new ArgumentException(
            $"A picture of a matrix needs two axes; this tensor's shape is ({string.Join(", ", tensor.Shape)})."),
        Array { Rank: 2 } array => new(Series.From(array.Cast<object>()).Numbers, array.GetLength(0), array.GetLength(1)),
        MathNet.Numerics.LinearAlgebra.Matrix<double> matrix => From(matrix.ToArray()),
        MathNet.Numerics.LinearAlgebra.Matrix<float> matrix => From(matrix.ToArray()),
        IEnumerable rows => FromRows([.. rows.Cast<object>().Select(row => Series.From(row).Numbers)]),
        _ => throw new ArgumentException(
            $"A matrix is a tensor of two axes, a two-dimensional array or a sequence of rows; this is a {source.GetType().Name}."),
    };

    public double[][] ToRows() => [.. Enumerable.Range(0, Rows).Select(r => values[(r * Columns)..((r + 1) * Columns)])];

    public Matrix Transposed()
    {
        double[] turned = new double[values.Length];
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Columns; c++) turned[c * Rows + r] = this[r, c];
        return new(turned, Columns, Rows);
    }

    private static Matrix FromRows(double[][] rows)
    {
        int columns = rows.Length == 0 ? 0 : rows[0].Length;
        for (int r = 0; r < rows.Length; r++)
            if (rows[r].Length != columns)
                throw new ArgumentException(
                    $"The rows of a matrix have one length: row 0 has {columns} values, row {r} has {rows[r].Length}.");
        return new([.. rows.SelectMany(row => row)], rows.Length, columns);
    }
}
