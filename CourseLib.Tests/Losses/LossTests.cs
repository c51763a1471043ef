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
}
