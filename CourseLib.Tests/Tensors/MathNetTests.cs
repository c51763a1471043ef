using CourseLib.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace CourseLib.Tests.Tensors;

public class MathNetTests
{
    [Fact]
    public void Matrices_and_vectors_go_there_and_back()
    {
        Tensor matrix = Tensor.Randn([3, 2], seed: 1), vector = Tensor.Randn([4], seed: 2);
        Assert.Equal(matrix[2, 1], matrix.ToMathNetMatrix()[2, 1]);
        Assert.Equal(matrix.ToArray(), Tensor.FromMathNetMatrix(matrix.ToMathNetMatrix()).ToArray());
        Assert.Equal(vector.ToArray(), Tensor.FromMathNetVector(vector.ToMathNetVector()).ToArray());
        Assert.Equal([2, 3], Tensor.FromMathNetMatrix(Matrix<double>.Build.Dense(2, 3, 0.5)).Shape);
        Assert.Equal([0.5f], Tensor.FromMathNetVector(Vector<double>.Build.Dense(1, 0.5)).ToArray());
    }

    [Fact]
    public void The_product_is_the_same() =>
        Assert.True(Tensor.FromMathNetMatrix(Tensor.Eye(2).ToMathNetMatrix() * Tensor.From([[1, 2], [3, 4]]).ToMathNetMatrix()).AllClose(Tensor.From([[1, 2], [3, 4]])));

    [Fact]
    public void Other_ranks_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Tensor.Ones(2).ToMathNetMatrix());
        Assert.Throws<ArgumentException>(() => Tensor.Ones(2, 2).ToMathNetVector());
    }
}
