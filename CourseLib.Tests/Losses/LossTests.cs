using CourseLib.Data;
using CourseLib.Losses;
using CourseLib.Tensors;

namespace CourseLib.Tests.Losses;

public class LossTests
{
    [Fact]
    public void Equal_logits_cost_the_logarithm_of_the_classes() =>
        Assert.Equal(Math.Log(10), Loss.CrossEntropy(Tensor.Zeros(4, 10), [0, 3, 9, 1]).Item(), 1e-6);

    [Fact]
    public void Extreme_logits_give_finite_losses()
    {
        Assert.Equal(0, Loss.CrossEntropy(Tensor.From([[1000, -1000]]), [0]).Item());
        Assert.Equal(2000, Loss.CrossEntropy(Tensor.From([[1000, -1000]]), [1]).Item());
        Assert.Equal(1000, Loss.BinaryCrossEntropy(Tensor.From([1000, -1000]), Tensor.From([0, 1])).Item());
    }

    [Fact]
    public void It_is_the_negative_log_softmax_of_the_label()
    {
        Tensor logits = Tensor.Randn([3, 4], seed: 1);
        Tensor expected = -(logits.LogSoftmax() * Tensor.OneHot([3, 0, 2], 4)).Sum() / 3f;
        Assert.Equal(expected.Item(), Loss.CrossEntropy(logits, [3, 0, 2]).Item(), 1e-6f);
    }

    [Fact]
    public void Labels_that_do_not_fit_are_named()
    {
        Assert.Contains("label 10 at index 1", Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(Tensor.Zeros(2, 10), [0, 10])).Message);
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(Tensor.Zeros(2, 10), [0, -1]));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(Tensor.Zeros(2, 10), [0]));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(Tensor.Zeros(0, 10), []));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(Tensor.Zeros(20), [0]));
        Assert.Throws<ArgumentException>(() => Loss.MeanSquaredError(Tensor.Zeros(2), Tensor.Zeros(2, 1)));
    }

    [Fact]
    public void Certain_targets_cost_what_their_labels_cost()
    {
        Tensor logits = Tensor.Randn([3, 4], seed: 1);
        Assert.Equal(Loss.CrossEntropy(logits, [3, 0, 2]).Item(), Loss.CrossEntropy(logits, Tensor.OneHot([3, 0, 2], 4)).Item(), 1e-6f);
    }

    [Fact]
    public void A_mixed_target_costs_the_mixture_of_the_costs()
    {
        Tensor logits = Tensor.Randn([1, 4], seed: 1);
        float mixed = Loss.CrossEntropy(logits, Tensor.From([[0.3f, 0, 0.7f, 0]])).Item();
        Assert.Equal(0.3f * Loss.CrossEntropy(logits, [0]).Item() + 0.7f * Loss.CrossEntropy(logits, [2]).Item(), mixed, 1e-6f);
    }

    [Fact]
    public void Smoothed_labels_forbid_a_loss_of_zero() =>
        Assert.True(Loss.CrossEntropy(Tensor.From([[1000, -1000]]), [0], labelSmoothing: 0.1f).Item() > 50);

    [Fact]
    public void Penalties_are_lambda_times_the_sums_of_sizes_and_squares()
    {
        Tensor[] parameters = [Tensor.From([1, -2]), Tensor.From([[3]])];
        Assert.Equal(0.6f, Loss.L1Penalty(parameters, 0.1f).Item(), 1e-6f);
        Assert.Equal(1.4f, Loss.L2Penalty(parameters, 0.1f).Item(), 1e-6f);
    }

    [Fact]
    public void Targets_weights_and_strengths_out_of_range_are_named()
    {
        Tensor logits = Tensor.Zeros(2, 2);
        Assert.Contains("sum to 2", Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, Tensor.Ones(2, 2))).Message);
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, Tensor.From([[1, 0], [2, -1]])));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, Tensor.From([[1, 0], [float.NaN, 1]])));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, Tensor.Ones(2, 1)));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, [0, 1], labelSmoothing: 1.1f));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, [0, 1], labelSmoothing: float.NaN));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, [0, 1], classWeights: Tensor.Ones(3)));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, [0, 1], classWeights: Tensor.From([1, -1])));
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(logits, [0, 0], classWeights: Tensor.From([0, 1])));
        Assert.Throws<ArgumentException>(() => Loss.L1Penalty([], 1));
        Assert.Throws<ArgumentException>(() => Loss.L2Penalty([Tensor.Ones(1)], -1));
    }

    [Fact]
    public void The_targets_of_mixed_batches_are_accepted()
    {
        var batch = new Batch(Tensor.Rand([4, 1, 6, 6], seed: 1), [0, 1, 2, 1]);
        foreach (MixedBatch mixed in (MixedBatch[])[Mixup.Apply(batch, 3, seed: 1), CutMix.Apply(batch, 3, seed: 1)])
            Assert.Equal(Math.Log(3), Loss.CrossEntropy(Tensor.Zeros(4, 3), mixed.Targets).Item(), 1e-6);
    }
}
