using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

public class LayerTests
{
    [Fact]
    public void A_seed_fixes_the_weights()
    {
        Assert.Equal(new Linear(4, 3, seed: 1).Weight.ToArray(), new Linear(4, 3, seed: 1).Weight.ToArray());
        Assert.NotEqual(new Linear(4, 3, seed: 1).Weight.ToArray(), new Linear(4, 3, seed: 2).Weight.ToArray());
        Assert.Equal(new Conv2d(2, 3, 3, seed: 1).Bias!.ToArray(), new Conv2d(2, 3, 3, seed: 1).Bias!.ToArray());
        Generator.Seed(9);
        float[] first = new Linear(4, 3).Weight.ToArray();
        Assert.NotEqual(first, new Linear(4, 3).Weight.ToArray());
        Generator.Seed(9);
        Assert.Equal(first, new Linear(4, 3).Weight.ToArray());
    }

    [Fact]
    public void Weights_lie_within_one_over_the_root_of_the_fan_in()
    {
        Assert.All(new Conv2d(3, 8, 5, seed: 1).Weight.ToArray(), weight => Assert.InRange(Math.Abs(weight), 0, 1 / Math.Sqrt(75)));
        Assert.All(new Linear(100, 8, seed: 1).Weight.ToArray(), weight => Assert.InRange(Math.Abs(weight), 0, 0.1));
    }

    [Fact]
    public void A_layer_without_bias_has_one_parameter()
    {
        Assert.Null(new Linear(2, 3, bias: false).Bias);
        Assert.Single(new Conv2d(2, 3, 1, bias: false).Parameters());
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        Assert.Contains("[2, 5]", Assert.Throws<ArgumentException>(() => new Linear(4, 3).Forward(Tensor.Ones(2, 5))).Message);
        Assert.Throws<ArgumentException>(() => new MaxPool2d(3).Forward(Tensor.Ones(1, 1, 2, 5)));
        Assert.Throws<ArgumentException>(() => new MaxPool2d(2).Forward(Tensor.Ones(1, 4, 4)));
        Assert.Throws<ArgumentException>(() => new MaxPool2d(2, padding: 2));
        Assert.Throws<ArgumentException>(() => new AvgPool2d(0));
        Assert.Throws<ArgumentException>(() => new AvgPool2d(2, stride: 0));
        Assert.Throws<ArgumentException>(() => new Dropout(1.5f));
        Assert.Throws<ArgumentException>(() => new Dropout(float.NaN));
    }

    [Fact]
    public void Pooling_takes_the_largest_of_each_window()
    {
        Tensor x = Tensor.From([1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4], 1, 1, 4, 4);
        Assert.Equal([6, 8, 3, 4], new MaxPool2d(2).Forward(x).ToArray());
        Assert.Equal([3.25f, 5.25f, 2, 2], new AvgPool2d(2).Forward(x).ToArray());
    }

    [Fact]
    public void Of_equal_elements_in_a_window_the_first_gets_the_gradient()
    {
        Tensor x = Tensor.Zeros(1, 1, 2, 2);
        x.RequiresGrad = true;
        new MaxPool2d(2).Forward(x).Sum().Backward();
        Assert.Equal([1, 0, 0, 0], x.Grad!.ToArray());
    }

    [Fact]
    public void Dropout_keeps_the_expectation_in_training_and_everything_in_evaluation()
    {
        var dropout = new Dropout(0.3f, seed: 1);
        Tensor x = Tensor.Ones(100_000);
        x.RequiresGrad = true;
        Tensor y = dropout.Forward(x);
        Assert.Equal(1, y.Mean().Item(), 0.01);
        Assert.Equal(0.3, y.EqualTo(0f).Mean().Item(), 0.01);
        Assert.Equal([0, 1 / 0.7f], y.ToArray().Distinct().Order(), (a, b) => Math.Abs(a - b) < 1e-6);
        y.Sum().Backward();
        Assert.Equal(y.ToArray(), x.Grad!.ToArray());
        dropout.Eval();
        Assert.Same(x, dropout.Forward(x));
        Assert.All(new Dropout(1).Forward(x).ToArray(), value => Assert.Equal(0, value));
        Assert.Same(x, new Dropout(0).Forward(x));
    }
}
