using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

public class LayerNormTests
{
    [Fact]
    public void Every_sample_comes_out_with_mean_0_and_variance_1_whatever_its_own()
    {
        Tensor scale = Tensor.From([[0.5f], [100], [3]]), y = new LayerNorm(50).Forward(Tensor.Randn([3, 50], seed: 1) * scale + 10f * scale);
        Assert.All(y.Mean(1).ToArray(), mean => Assert.Equal(0, mean, 1e-5));
        Assert.All(y.Var([1], unbiased: false).ToArray(), variance => Assert.Equal(1, variance, 1e-4));
    }

    [Fact]
    public void Noise_about_10000_is_normalised_as_in_double_precision()
    {
        float[] x = (Tensor.Randn([6000], seed: 2) + 10_000f).ToArray();
        double mean = x.Average(value => (double)value), deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + 1e-5);
        float[] y = new LayerNorm(6000).Forward(Tensor.From(x)).ToArray();
        // The mean itself is a float32, which lie 0.001 apart here.
        for (int index = 0; index < x.Length; index++) Assert.Equal((x[index] - mean) / deviation, y[index], 6e-4);
    }

    [Fact]
    public void Training_and_evaluation_and_one_sample_or_many_are_the_same()
    {
        var norm = new LayerNorm([2, 4]);
        Tensor x = Tensor.Randn([5, 2, 4], seed: 3);
        float[] training = norm.Forward(x).ToArray();
        norm.Eval();
        Assert.Equal(training, norm.Forward(x).ToArray());
        Assert.Equal(training[8..16], norm.Forward(x[1..2]).ToArray());
    }

    [Fact]
    public void Parameters_have_the_normalised_shape_and_may_be_left_out()
    {
        Assert.Equal([3, 4, 5], new LayerNorm([3, 4, 5]).Weight!.Shape);
        Assert.Equal(["weight"], new LayerNorm(4, bias: false).StateDict().Keys);
        Assert.Empty(new LayerNorm(4, affine: false).StateDict());
        Assert.Equal("LayerNorm(3×4, no bias)", new LayerNorm([3, 4], bias: false).ToString());
        var norm = new LayerNorm(4, bias: false);
        norm.Forward(Tensor.Randn([2, 4], seed: 1)).Sum().Backward();
        Assert.Equal([4], norm.Weight!.Grad!.Shape);
    }

    [Fact]
    public void Other_shapes_are_refused()
    {
        Assert.Contains("last axes must be [4, 3]", Assert.Throws<ArgumentException>(() => new LayerNorm([4, 3]).Forward(Tensor.Ones(2, 3, 4))).Message);
        Assert.Throws<ArgumentException>(() => new LayerNorm([4, 3]).Forward(Tensor.Ones(3)));
        Assert.Throws<ArgumentException>(() => new LayerNorm([]));
        Assert.Throws<ArgumentException>(() => new LayerNorm(0));
        Assert.Throws<ArgumentException>(() => new LayerNorm(3, eps: -1));
    }
}
