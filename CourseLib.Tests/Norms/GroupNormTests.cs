using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

public class GroupNormTests
{
    private static readonly Tensor X = Tensor.Randn([3, 6, 4, 5], seed: 1) * 3f + 2f;

    [Fact]
    public void One_group_is_layer_normalisation_over_C_H_and_W() =>
        AssertSame(new LayerNorm([6, 4, 5]).Forward(X), new GroupNorm(1, 6).Forward(X));

    [Fact]
    public void A_group_for_each_channel_is_instance_normalisation() =>
        AssertSame(new InstanceNorm2d(6).Forward(X), new GroupNorm(6, 6).Forward(X));

    [Fact]
    public void It_is_the_formula_written_with_tensors()
    {
        var norm = new GroupNorm(2, 6, eps: 0.01f);
        using (NoGrad.Begin())
        {
            norm.Weight!.CopyFrom(Tensor.Arange(1, 7));
            norm.Bias!.CopyFrom(Tensor.Arange(-3, 3));
        }
        Tensor grouped = X.Reshape(3, 2, 60);
        Tensor normalized = ((grouped - grouped.Mean(2, keepDims: true)) / (grouped.Var([2], unbiased: false, keepDims: true) + 0.01f).Sqrt()).Reshape(3, 6, 4, 5);
        AssertSame(normalized * norm.Weight.Reshape(6, 1, 1) + norm.Bias.Reshape(6, 1, 1), norm.Forward(X));
    }

    [Fact]
    public void A_sample_comes_out_the_same_in_any_batch_and_in_evaluation()
    {
        var norm = new GroupNorm(3, 6);
        float[] together = norm.Forward(X).ToArray();
        norm.Eval();
        for (int sample = 0; sample < 3; sample++)
            Assert.Equal(together[(sample * 120)..((sample + 1) * 120)], norm.Forward(X[sample..(sample + 1)]).ToArray());
    }

    [Fact]
    public void State_and_details_are_those_of_PyTorch()
    {
        Assert.Equal(["weight", "bias"], new GroupNorm(2, 4).StateDict().Keys);
        Assert.Empty(new GroupNorm(2, 4, affine: false).StateDict());
        Assert.Equal("GroupNorm(4 in 2 groups)", new GroupNorm(2, 4).ToString());
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_result_and_no_gradient()
    {
        foreach (Module norm in (Module[])[new GroupNorm(2, 4), new InstanceNorm2d(4, affine: true), new LayerNorm([4, 3, 3])])
        {
            Tensor y = norm.Forward(Tensor.Zeros(0, 4, 3, 3));
            Assert.Equal([0, 4, 3, 3], y.Shape);
            y.Backward(Tensor.ZerosLike(y));
            Assert.All(norm.Parameters(), parameter => Assert.All(parameter.Grad!.ToArray(), gradient => Assert.Equal(0, gradient)));
        }
    }

    [Fact]
    public void Impossible_groups_and_inputs_are_refused()
    {
        Assert.Contains("6 channels cannot be divided into 4 groups", Assert.Throws<ArgumentException>(() => new GroupNorm(4, 6)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupNorm(0, 6));
        Assert.Throws<ArgumentException>(() => new GroupNorm(2, 6, eps: float.NaN));
        Assert.Contains("6 channels on axis 1", Assert.Throws<ArgumentException>(() => new GroupNorm(2, 6).Forward(Tensor.Ones(2, 4, 3, 3))).Message);
        Assert.Throws<ArgumentException>(() => new GroupNorm(2, 6).Forward(Tensor.Ones(6)));
        Assert.Throws<ArgumentException>(() => new GroupNorm(3, 3).Forward(Tensor.Ones(1, 3)));
        Assert.Throws<ArgumentException>(() => Functional.GroupNorm(X, 2, Tensor.Ones(5)));
    }

    internal static void AssertSame(Tensor expected, Tensor actual) => Assert.True(actual.AllClose(expected, 1e-5f, 1e-5f));
}
