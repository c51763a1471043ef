using CourseLib.Tensors;

namespace CourseLib.Tests.Tensors;

public class ArithmeticTests
{
    [Fact]
    public void Numbers_stand_on_either_side()
    {
        Tensor x = Tensor.From([1, 2, 4]);
        Assert.Equal([3, 4, 6], (x + 2f).ToArray());
        Assert.Equal([1, 0, -2], (2f - x).ToArray());
        Assert.Equal([-1, 0, 2], (x - 2f).ToArray());
        Assert.Equal([2, 1, 0.5f], (2f / x).ToArray());
        Assert.Equal([0.5f, 1, 2], (x / 2f).ToArray());
        Assert.Equal([3, 6, 12], (3f * x).ToArray());
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named_with_the_operation_and_the_axis()
    {
        string message = Assert.Throws<ArgumentException>(() => Tensor.Ones(2, 3) + Tensor.Ones(2, 4)).Message;
        foreach (string part in (string[])["Add", "[2, 3]", "[2, 4]", "axis -1"]) Assert.Contains(part, message);
        Assert.Contains("axis -2", Assert.Throws<ArgumentException>(() => Tensor.Ones(2, 3) * Tensor.Ones(5, 1)).Message);
    }

    [Fact]
    public void Matrices_that_do_not_fit_are_named_with_both_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => Tensor.Ones(2, 3).MatMul(Tensor.Ones(4, 5))).Message;
        foreach (string part in (string[])["MatMul", "[2, 3]", "[4, 5]"]) Assert.Contains(part, message);
        Assert.Throws<ArgumentException>(() => Tensor.Ones(2, 2, 3).MatMul(Tensor.Ones(3, 3, 4)));
        Assert.Throws<ArgumentException>(() => Tensor.Ones(2).MatMul(Tensor.Ones(3)));
        Assert.Throws<ArgumentException>(() => Tensor.Scalar(1).MatMul(Tensor.Ones(3)));
    }

    [Fact]
    public void Extremes_do_not_become_NaN()
    {
        Tensor x = Tensor.From([-1000, 0, 1000]);
        Assert.Equal([0, 0.5f, 1], x.Sigmoid().ToArray());
        Assert.Equal([-1, 0, 1], x.Tanh().ToArray());
        Assert.Equal([0, 0, 1], x.Softmax().ToArray());
        Assert.Equal([-2000, -1000, 0], x.LogSoftmax().ToArray());
        Assert.Equal(1000, x.LogSumExp().Item());
        Assert.Equal(float.NegativeInfinity, Tensor.Full([3], float.NegativeInfinity).LogSumExp().Item());
    }

    [Fact]
    public void NaN_goes_through()
    {
        Tensor x = Tensor.From([1, float.NaN, 3]);
        Assert.True(float.IsNaN(x.Max().Item()));
        Assert.True(float.IsNaN(x.Relu()[1]));
        Assert.True(float.IsNaN(x.Sum().Item()));
        Assert.True(float.IsNaN(x.Clamp(0, 1)[1]));
        Assert.Equal(1, x.ArgMax());
    }

    [Fact]
    public void A_sum_of_many_numbers_is_accurate()
    {
        // Added one after another in float32, a tenth a million times gives 100958.34.
        Assert.Equal(100_000, Tensor.Full([1_000_000], 0.1f).Sum().Item(), 0.2);
        Assert.Equal(0.1, Tensor.Full([1000, 1000], 0.1f).Mean(0)[5], 3e-7);
    }

    [Fact]
    public void The_variance_of_numbers_far_from_zero_does_not_cancel() =>
        Assert.Equal(1.25, Tensor.From([10_001, 10_002, 10_003, 10_004]).Var(unbiased: false).Item(), 1e-6);

    [Fact]
    public void The_largest_is_found_along_an_axis()
    {
        Tensor x = Tensor.From([[1, 5, 5], [7, 2, 3]]);
        Assert.Equal([1, 0], x.ArgMax(1));
        Assert.Equal([1, 0, 0], x.ArgMax(0));
        Assert.Equal(3, x.ArgMax());
        Assert.Equal([5, 7], x.Max([1]).ToArray());
        Assert.Equal(1, x.Min().Item());
        Assert.Equal([2, 1], x.Max([1], keepDims: true).Shape);
    }

    [Fact]
    public void Of_equal_elements_the_first_gets_the_gradient_of_the_maximum()
    {
        Tensor x = Tensor.From([3, 5, 5]);
        x.RequiresGrad = true;
        x.Max().Backward();
        Assert.Equal([0, 1, 0], x.Grad!.ToArray());
    }

    [Fact]
    public void Equal_operands_share_the_gradient_of_the_larger()
    {
        Tensor x = Tensor.From([1, 2]), y = Tensor.From([1, 1]);
        x.RequiresGrad = y.RequiresGrad = true;
        Tensor.Maximum(x, y).Sum().Backward();
        Assert.Equal([0.5f, 1], x.Grad!.ToArray());
        Assert.Equal([0.5f, 0], y.Grad!.ToArray());
    }

    [Fact]
    public void Reductions_refuse_axes_that_are_not_there()
    {
        Tensor x = Tensor.Ones(2, 3);
        Assert.Contains("axis 2 does not exist in shape [2, 3]", Assert.Throws<ArgumentException>(() => x.Sum(2)).Message);
        Assert.Throws<ArgumentException>(() => x.Mean([0, -2]));
        Assert.Throws<ArgumentException>(() => x.Softmax(5));
        Assert.Throws<ArgumentException>(() => x.ArgMax(-3));
        Assert.Throws<InvalidOperationException>(() => x.Item());
    }

    [Fact]
    public void Comparisons_give_zeros_and_ones()
    {
        Tensor x = Tensor.From([1, 2, 3, float.NaN]), y = Tensor.From([2, 2, 2, 2]);
        Assert.Equal([1, 0, 0, 0], (x < y).ToArray());
        Assert.Equal([1, 1, 0, 0], (x <= y).ToArray());
        Assert.Equal([0, 0, 1, 0], (x > 2f).ToArray());
        Assert.Equal([0, 1, 1, 0], (x >= 2f).ToArray());
        Assert.Equal([0, 1, 0, 0], x.EqualTo(y).ToArray());
    }

    [Fact]
    public void Closeness_is_relative_and_absolute_and_not_for_NaN()
    {
        Tensor x = Tensor.From([1, 1000]);
        Assert.True(x.AllClose(Tensor.From([1, 1000.005f])));
        Assert.False(x.AllClose(Tensor.From([1, 1000.05f])));
        Assert.False(x.AllClose(Tensor.From([1])));
        Assert.False(Tensor.Full([1], float.NaN).AllClose(Tensor.Full([1], float.NaN)));
        Assert.True(Tensor.Full([1], float.PositiveInfinity).AllClose(Tensor.Full([1], float.PositiveInfinity)));
        Assert.False(Tensor.Ones(1).AllClose(Tensor.Full([1], float.PositiveInfinity)));
        Assert.Equal(0.05f, x.MaxDifference(Tensor.From([1, 1000.05f])), 1e-3f);
    }

    [Fact]
    public void Copying_into_a_tensor_needs_its_shape()
    {
        Tensor x = Tensor.Zeros(2);
        x.CopyFrom(Tensor.Ones(2));
        Assert.Equal([1, 1], x.ToArray());
        Assert.Throws<ArgumentException>(() => x.CopyFrom(Tensor.Ones(1, 2)));
    }
}
