using MathNet.Numerics.LinearAlgebra;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>A Math.NET matrix with a copy of the elements.</summary>
    /// <exception cref="ArgumentException">The tensor is not a matrix.</exception>
    public Matrix<float> ToMathNetMatrix()
    {
        Shapes.RequireRank(nameof(ToMathNetMatrix), "the tensor", this, 2, "(rows, columns)");
        return Matrix<float>.Build.DenseOfRowMajor(shape[0], shape[1], ToArray());
    }

    /// <summary>A Math.NET vector with a copy of the elements.</summary>
    /// <exception cref="ArgumentException">The tensor is not a vector.</exception>
    public Vector<float> ToMathNetVector()
    {
        Shapes.RequireRank(nameof(ToMathNetVector), "the tensor", this, 1, "(length)");
        return Vector<float>.Build.DenseOfArray(ToArray());
    }

    /// <summary>A tensor (rows, columns) with a copy of a Math.NET matrix.</summary>
    public static Tensor FromMathNetMatrix(Matrix<float> matrix) => From(Given(matrix).ToRowMajorArray(), [matrix.RowCount, matrix.ColumnCount]);

    /// <summary>A tensor (rows, columns) with a Math.NET matrix rounded to float32.</summary>
    public static Tensor FromMathNetMatrix(Matrix<double> matrix) =>
        From(Array.ConvertAll(Given(matrix).ToRowMajorArray(), element => (float)element), [matrix.RowCount, matrix.ColumnCount]);

    /// <summary>A tensor (length) with a copy of a Math.NET vector.</summary>
    public static Tensor FromMathNetVector(Vector<float> vector) => From(Given(vector).ToArray(), [vector.Count]);

    /// <summary>A tensor (length) with a Math.NET vector rounded to float32.</summary>
    public static Tensor FromMathNetVector(Vector<double> vector) => From(Array.ConvertAll(Given(vector).ToArray(), element => (float)element), [vector.Count]);
}
