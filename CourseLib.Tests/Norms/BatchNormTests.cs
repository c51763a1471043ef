using CourseLib.Autograd;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

public class BatchNormTests
{
    [Fact]
    public void Every_channel_comes_out_with_mean_0_and_variance_1()
    {
        Tensor y = new BatchNorm2d(3).Forward(Tensor.Randn([8, 3, 5, 4], seed: 1) * 7f + 100f);
        Assert.All(y.Mean([0, 2, 3]).ToArray(), mean => Assert.Equal(0, mean, 1e-5));
        Assert.All(y.Var([0, 2, 3], unbiased: false).ToArray(), variance => Assert.Equal(1, variance, 1e-5));
    }

    [Fact]
    public void It_is_the_formula_written_with_tensors()
    {
        var norm = new BatchNorm2d(3, eps: 0.01f);
        using (NoGrad.Begin())
        {
            norm.Weight!.CopyFrom(Tensor.From([1, 2, 3]));
            norm.Bias!.CopyFrom(Tensor.From([-1, 0, 1]));
        }
        Tensor x = Tensor.Randn([4, 3, 2, 2], seed: 1);
        Tensor mean = x.Mean([0, 2, 3], keepDims: true), variance = x.Var([0, 2, 3], unbiased: false, keepDims: true);
        Tensor expected = (x - mean) / (variance + 0.01f).Sqrt() * norm.Weight.Reshape(1, 3, 1, 1) + norm.Bias.Reshape(1, 3, 1, 1);
        Assert.True(norm.Forward(x).AllClose(expected, 1e-5f, 1e-6f));
    }

    [Fact]
    public void The_running_variance_is_the_unbiased_one()
    {
        var norm = new BatchNorm1d(1, decay: 0);
        norm.Forward(Tensor.From([[1], [2], [3], [4]]));
        Assert.Equal(2.5f, norm.RunningMean![0]);
        Assert.Equal(5f / 3, norm.RunningVar![0], 1e-6f);
    }

    [Fact]
    public void Decay_is_the_weight_of_the_old_value_and_momentum_that_of_the_new_one()
    {
        var byDecay = new BatchNorm1d(1, decay: 0.75);
        var byMomentum = new BatchNorm1d(1, momentum: 0.25);
        Tensor x = Tensor.From([[4], [8]]);
        byDecay.Forward(x);
        byMomentum.Forward(x);
        Assert.Equal(1.5f, byDecay.RunningMean![0]);
        Assert.Equal(1.5f, byMomentum.RunningMean![0]);
        Assert.Equal(0.9, new BatchNorm2d(1).Decay);
        Assert.Contains("both", Assert.Throws<ArgumentException>(() => new BatchNorm2d(1, decay: 0.9, momentum: 0.1)).Message);
        Assert.Throws<ArgumentException>(() => new BatchNorm2d(1, decay: 1.1));
        Assert.Throws<ArgumentException>(() => new BatchNorm2d(1, momentum: double.NaN));
        Assert.Throws<ArgumentException>(() => new BatchNorm2d(1, eps: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm2d(0));
    }

    [Fact]
    public void Evaluation_changes_nothing_and_uses_the_running_averages()
    {
        var norm = new BatchNorm2d(2);
        norm.Forward(Tensor.Randn([4, 2, 3, 3], seed: 1) + 5f);
        norm.Eval();
        float[] mean = norm.RunningMean!.ToArray();
        Tensor x = Tensor.Randn([1, 2, 1, 1], seed: 2);
        Tensor expected = (x - norm.RunningMean.Reshape(1, 2, 1, 1)) / (norm.RunningVar!.Reshape(1, 2, 1, 1) + 1e-5f).Sqrt();
        Assert.True(norm.Forward(x).AllClose(expected, 1e-5f, 1e-6f));
        Assert.Equal(mean, norm.RunningMean.ToArray());
        Assert.Equal(1, norm.NumBatchesTracked!.Item());
    }

    [Fact]
    public void Without_running_averages_evaluation_uses_the_batch()
    {
        var norm = new BatchNorm1d(2, trackRunningStats: false, affine: false);
        Assert.Empty(norm.StateDict());
        Tensor x = Tensor.Randn([5, 2], seed: 1);
        float[] training = norm.Forward(x).ToArray();
        norm.Eval();
        Assert.Equal(training, norm.Forward(x).ToArray());
    }

    [Fact]
    public void Running_averages_hold_no_graph()
    {
        var norm = new BatchNorm2d(2);
        Tensor x = Tensor.Randn([4, 2, 3, 3], seed: 1);
        x.RequiresGrad = true;
        norm.Forward(x);
        Assert.False(norm.RunningMean!.RequiresGrad);
        Assert.False(norm.RunningVar!.RequiresGrad);
    }

    [Fact]
    public void A_running_average_may_move_on_before_the_backward_of_an_evaluation()
    {
        var norm = new BatchNorm2d(1);
        Tensor x = Tensor.Randn([2, 1, 2, 2], seed: 1);
        norm.Eval();
        Tensor y = norm.Forward(x);
        norm.Train();
        norm.Forward(x);
        y.Backward(Tensor.OnesLike(y));
        Assert.Equal(8, norm.Bias!.Grad!.Item());
        Assert.Equal(x.Sum().Item() / Math.Sqrt(1 + 1e-5), norm.Weight!.Grad!.Item(), 1e-5);
    }

    [Fact]
    public void A_constant_channel_gives_the_bias_and_finite_gradients()
    {
        var norm = new BatchNorm2d(1);
        Tensor x = Tensor.Full([2, 1, 2, 2], 3.3f);
        x.RequiresGrad = true;
        Tensor y = norm.Forward(x);
        Assert.All(y.ToArray(), value => Assert.Equal(0, value, 1e-3));
        y.Backward(Tensor.Randn(y.Shape, seed: 1));
        Assert.All(x.Grad!.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void One_value_for_each_channel_is_refused_in_training_as_in_PyTorch()
    {
        Assert.Contains("[1, 3, 1, 1]", Assert.Throws<ArgumentException>(() => new BatchNorm2d(3).Forward(Tensor.Ones(1, 3, 1, 1))).Message);
        Assert.Throws<ArgumentException>(() => new BatchNorm1d(3).Forward(Tensor.Ones(1, 3)));
        var norm = new BatchNorm1d(3);
        norm.Eval();
        Assert.Equal([1, 3], norm.Forward(Tensor.Ones(1, 3)).Shape);
    }

    [Fact]
    public void Other_layouts_and_channels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BatchNorm2d(3).Forward(Tensor.Ones(4, 3)));
        Assert.Throws<ArgumentException>(() => new BatchNorm1d(3).Forward(Tensor.Ones(4, 3, 2, 2)));
        Assert.Contains("axis 1 must have 3", Assert.Throws<ArgumentException>(() => new BatchNorm2d(3).Forward(Tensor.Ones(2, 4, 2, 2))).Message);
    }

    [Fact]
    public void It_is_the_identity_when_gamma_is_the_root_of_variance_and_epsilon_and_beta_is_the_mean()
    {
        Tensor x = Tensor.Randn([6, 3, 4, 4], seed: 1) * 0.05f + 2f;
        var norm = new BatchNorm2d(3, eps: 1e-3f);
        norm.Bias!.CopyFrom(x.Mean([0, 2, 3]));
        norm.Weight!.CopyFrom((x.Var([0, 2, 3], unbiased: false) + 1e-3f).Sqrt());
        Assert.True(norm.Forward(x).AllClose(x, 1e-5f, 1e-5f));

        norm.Weight.CopyFrom(x.Std([0, 2, 3], unbiased: false));
        Assert.False(norm.Forward(x).AllClose(x, 1e-3f, 1e-3f), "γ = σ is the identity only without ε");
    }

    [Fact]
    public void Volumes_are_normalised_over_the_batch_and_the_voxels_and_a_single_one_is_refused()
    {
        Tensor x = Tensor.Randn([2, 3, 2, 3, 4], seed: 1) * 4f - 1f, y = new BatchNorm3d(3).Forward(x);
        Assert.All(y.Mean([0, 2, 3, 4]).ToArray(), mean => Assert.Equal(0, mean, 1e-5));
        Assert.All(y.Var([0, 2, 3, 4], unbiased: false).ToArray(), variance => Assert.Equal(1, variance, 1e-4));
        Assert.Throws<ArgumentException>(() => new BatchNorm3d(3).Forward(Tensor.Ones(1, 3, 1, 1, 1)));
        Assert.Throws<ArgumentException>(() => new BatchNorm3d(3).Forward(Tensor.Ones(1, 3, 2, 2)));
    }
}
