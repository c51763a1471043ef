using CourseLib.Initializers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Initializers;

public class SchemeTests
{
    [Fact]
    public void Groups_divide_what_a_unit_sees_and_what_an_input_feeds()
    {
        // 12 filters in 3 groups over 6 channels: a filter sees 2 channels, a channel feeds 4 filters.
        Assert.Equal((2 * 15, 4 * 15), Initializer.Fans(Tensor.Zeros(12, 2, 3, 5), groups: 3));
        Assert.Equal((9, 9), Initializer.Fans(Tensor.Zeros(8, 1, 3, 3), groups: 8));
        // Transposed, 6 channels to 12 filters in 3 groups: the weight is (6, 4, 3, 5).
        Assert.Equal((2 * 15, 4 * 15), Initializer.Fans(Tensor.Zeros(6, 4, 3, 5), groups: 3, transposed: true));
        Assert.Equal((7, 5), Initializer.Fans(Tensor.Zeros(5, 7)));
        Assert.Throws<ArgumentException>(() => Initializer.Fans(Tensor.Zeros(8, 1, 3, 3), groups: 3));
        Assert.Throws<ArgumentException>(() => Initializer.Fans(Tensor.Zeros(8, 1, 3, 3), groups: 0));
    }

    [Fact]
    public void A_depthwise_filter_keeps_the_variance_of_its_9_inputs()
    {
        Tensor weight = Tensor.Zeros(4000, 1, 3, 3);
        Initializer.HeNormal(weight, seed: 1, groups: 4000);
        Assert.Equal(2 / 9.0, weight.Var().Item(), 5e-3);
        Initializer.HeNormal(weight, Fan.Out, seed: 1, groups: 4000);
        Assert.Equal(2 / 9.0, weight.Var().Item(), 5e-3);
        Initializer.XavierUniform(weight, gain: 2, seed: 1, groups: 4000);
        Assert.Equal(4 / 9.0, weight.Var().Item(), 1e-2);
    }

    [Fact]
    public void Gains_are_PyTorchs()
    {
        Assert.Equal(1, Initializer.Gain("linear"));
        Assert.Equal(1, Initializer.Gain("sigmoid"));
        Assert.Equal(5 / 3.0, Initializer.Gain("tanh"), 1e-6);
        Assert.Equal(Math.Sqrt(2), Initializer.Gain("relu"), 1e-6);
        Assert.Equal(Math.Sqrt(2 / 1.04), Initializer.Gain("leaky_relu", 0.2f), 1e-6);
        Assert.Equal(0.75, Initializer.Gain("selu"));
        Assert.Contains("tanh", Assert.Throws<ArgumentException>(() => Initializer.Gain("cosine")).Message);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(7, 3)]
    [InlineData(3, 7)]
    [InlineData(1, 4)]
    public void Orthogonal_rows_or_columns_have_the_length_of_the_gain_and_no_overlap(int rows, int columns)
    {
        Tensor weight = Tensor.Zeros(rows, columns);
        Initializer.Orthogonal(weight, gain: 1.5f, seed: 3);
        Tensor products = rows <= columns ? weight.MatMul(weight.Transpose(0, 1)) : weight.Transpose(0, 1).MatMul(weight);
        Assert.Equal(0, products.MaxDifference(Tensor.Eye(Math.Min(rows, columns)) * 2.25f), 1e-5f);
    }

    [Fact]
    public void Orthogonal_works_on_filters_and_is_seeded()
    {
        Tensor weight = Tensor.Zeros(4, 3, 2, 2), again = Tensor.Zeros(4, 3, 2, 2);
        Initializer.Orthogonal(weight, seed: 1);
        Initializer.Orthogonal(again, seed: 1);
        Assert.Equal(weight.ToArray(), again.ToArray());
        Assert.Equal(4, weight.Square().Sum().Item(), 1e-5f);
        Assert.Throws<ArgumentException>(() => Initializer.Orthogonal(Tensor.Zeros(4)));
    }

    [Fact]
    public void Orthogonal_matrices_favour_no_sign()
    {
        float sum = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            Tensor weight = Tensor.Zeros(2, 2);
            Initializer.Orthogonal(weight, seed: seed);
            sum += weight[0, 0] / 400;
        }
        Assert.Equal(0, sum, 0.1f);
    }

    [Fact]
    public void A_truncated_normal_stays_within_its_bounds_with_the_variance_that_is_left()
    {
        Tensor weight = Tensor.Zeros(200, 500);
        Initializer.TruncatedNormal(weight, seed: 1);
        Assert.InRange(weight.Min().Item(), -2, -1.99f);
        Assert.InRange(weight.Max().Item(), 1.99f, 2);
        // 1 − 2·2φ(2)/(2Φ(2) − 1)
        Assert.Equal(0.7737, weight.Var().Item(), 0.01);
        Initializer.TruncatedNormal(weight, 1, 0.5f, 0.8f, 3, seed: 1);
        Assert.True(weight.Min().Item() >= 0.8f);
        Assert.Throws<ArgumentException>(() => Initializer.TruncatedNormal(weight, low: 1, high: 1));
        Assert.Throws<ArgumentException>(() => Initializer.TruncatedNormal(weight, low: 9, high: 10));
        Assert.Throws<ArgumentException>(() => Initializer.TruncatedNormal(weight, deviation: 0));
        Assert.Throws<ArgumentException>(() => Initializer.TruncatedNormal(weight, low: float.NaN));
    }
}
