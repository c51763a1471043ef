using CourseLib.Losses;
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
    public void An_optimiser_that_takes_up_the_velocities_of_another_makes_its_next_step()
    {
        Tensor one = Parameter(), other = Parameter();
        var first = new Sgd([one], 0.1f, momentum: 0.9f, nesterov: true);
        one.Grad = Tensor.From([1f, -2], 2);
        first.Step();
        other.Grad = one.Grad;
        other.CopyFrom(one.Detach());
        var second = new Sgd([other], 0.1f, momentum: 0.9f, nesterov: true);
        second.LoadStateDict(first.StateDict());
        first.Step();
        second.Step();
        Assert.Equal(one.ToArray(), other.ToArray());
        Assert.Throws<ArgumentException>(() => second.LoadStateDict(new Dictionary<string, Tensor> { ["0.velocity"] = Tensor.Ones(3) }));
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
        Assert.Throws<ArgumentException>(() => new Sgd([weight], float.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => new Sgd([weight], 1) { LearningRate = float.NaN });
        Assert.Throws<ArgumentException>(() => new Adam([weight], beta2: 1));
        Assert.Throws<ArgumentException>(() => new AdamW([weight], weightDecay: float.NaN));
        Assert.Throws<ArgumentException>(() => new RMSprop([weight], -1));
        Assert.Throws<ArgumentException>(() => new RMSprop([weight], alpha: 1));
        Assert.Throws<ArgumentException>(() => new RMSprop([weight], momentum: float.NaN));
        Assert.Throws<ArgumentException>(() => GradientClipping.ByNorm([weight], 0));
        Assert.Throws<ArgumentException>(() => GradientClipping.ByValue([weight], float.NaN));
    }

    [Fact]
    public void Gradients_that_are_no_numbers_are_reported_and_left()
    {
        Tensor weight = Parameter();
        weight.Grad = Tensor.From([1, float.NaN]);
        Assert.Contains("diverged", Assert.Throws<InvalidOperationException>(() => GradientClipping.ByNorm([weight], 1)).Message);
        Assert.Equal(1, weight.Grad[0]);
        weight.Grad = null;
        Assert.Equal(0, GradientClipping.ByNorm([weight], 1));
    }

    [Fact]
    public void A_constant_gradient_leaves_centred_RMSprop_finite()
    {
        Tensor weight = Parameter();
        var optimizer = new RMSprop([weight], 1e-3f, alpha: 0.5f, eps: 1e-3f, centered: true);
        weight.Grad = Tensor.From([0.1f, 3e-5f]);
        for (int step = 0; step < 100; step++) optimizer.Step();
        Assert.All(weight.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void An_L2_penalty_of_lambda_is_a_weight_decay_of_two_lambda_for_plain_SGD()
    {
        Tensor penalised = Parameter(), decayed = Parameter();
        var first = new Sgd([penalised], 0.1f);
        var second = new Sgd([decayed], 0.1f, weightDecay: 0.4f);
        for (int step = 0; step < 5; step++)
        {
            first.ZeroGrad();
            (penalised.Sum() + Loss.L2Penalty([penalised], 0.2f)).Backward();
            first.Step();
            second.ZeroGrad();
            decayed.Sum().Backward();
            second.Step();
        }
        Assert.Equal(0, penalised.MaxDifference(decayed), 1e-6f);
    }

    [Fact]
    public void An_L1_penalty_ends_at_zero_where_an_L2_penalty_only_shrinks()
    {
        Tensor sparse = Parameter(), small = Parameter();
        Optimizer first = new Sgd([sparse], 0.01f), second = new Sgd([small], 0.01f);
        // At 0 the data pull with a force of 0.3, which is less than the 0.5 of the L1 penalty.
        for (int step = 0; step < 1000; step++)
        {
            first.ZeroGrad();
            second.ZeroGrad();
            ((sparse - 0.3f).Square().Sum() * 0.5f + Loss.L1Penalty([sparse], 0.5f)).Backward();
            ((small - 0.3f).Square().Sum() * 0.5f + Loss.L2Penalty([small], 0.5f)).Backward();
            first.Step();
            second.Step();
        }
        Assert.All(sparse.ToArray(), value => Assert.Equal(0, value, 0.01f));
        Assert.All(small.ToArray(), value => Assert.Equal(0.15f, value, 1e-3f));
    }
}
