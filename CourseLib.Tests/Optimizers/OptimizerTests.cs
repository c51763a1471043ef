using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Optimizers;

public class OptimizerTests
{
    private static Tensor Parameter()
    {
        Tensor parameter = Tensor.Ones(2);
        parameter.RequiresGrad = true;
        return parameter;
    }

    [Fact]
    public void The_learning_rate_can_be_changed_between_steps()
    {
        Tensor weight = Parameter();
        var optimizer = new Sgd([weight], 1);
        weight.Grad = Tensor.Ones(2);
        optimizer.Step();
        optimizer.LearningRate = 0.5f;
        optimizer.Step();
        Assert.Equal([-0.5f, -0.5f], weight.ToArray());
        optimizer.ZeroGrad();
        Assert.Null(weight.Grad);
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        Tensor weight = Parameter();
        new Sgd([weight], 1, weightDecay: 0.1f).Step();
        Assert.Equal([1, 1], weight.ToArray());
    }

    [Fact]
    public void A_step_between_forward_and_backward_is_noticed()
    {
        Tensor weight = Parameter();
        var optimizer = new Sgd([weight], 1);
        Tensor loss = (weight * weight).Sum();
        weight.Grad = Tensor.Ones(2);
        optimizer.Step();
        Assert.Throws<InvalidOperationException>(() => loss.Backward());
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Tensor weight = Parameter();
        Assert.Throws<ArgumentException>(() => new Sgd([], 1));
        Assert.Throws<ArgumentException>(() => new Sgd([Tensor.Ones(1)], 1));
        Assert.Throws<ArgumentException>(() => new Sgd([weight, weight], 1));
        Assert.Throws<ArgumentException>(() => new Sgd([weight * 2f], 1));
        Assert.Throws<ArgumentException>(() => new Sgd([weight], -1));
        Assert.Throws<ArgumentException>(() => new Sgd([weight], float.NaN));
        Assert.Throws<ArgumentException>(() => new Sgd([weight], 1, momentum: 1));
        Assert.Throws<ArgumentException>(() => new Sgd([weight], 1, weightDecay: -1));
        Assert.Throws<ArgumentException>(() => new Sgd([weight], 1, nesterov: true));
        Assert.Throws<ArgumentException>(() => new Adam([weight], beta2: 1));
    }
}
