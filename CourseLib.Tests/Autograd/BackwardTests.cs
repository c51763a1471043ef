using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Tests.Autograd;

public class BackwardTests
{
    private static Tensor Leaf(params float[] values)
    {
        Tensor leaf = Tensor.From(values);
        leaf.RequiresGrad = true;
        return leaf;
    }

    [Fact]
    public void A_tensor_used_twice_gets_both_gradients()
    {
        Tensor x = Leaf(3);
        Tensor square = x * x;
        (square * square + square).Sum().Backward();
        Assert.Equal(4 * 27 + 2 * 3, x.Grad!.Item());
    }

    [Fact]
    public void Gradients_of_two_passes_add_up_until_they_are_forgotten()
    {
        Tensor x = Leaf(1, 2);
        (x * 3f).Sum().Backward();
        (x * 4f).Sum().Backward();
        Assert.Equal([7, 7], x.Grad!.ToArray());
        x.ZeroGrad();
        Assert.Null(x.Grad);
        (x * 5f).Sum().Backward();
        Assert.Equal([5, 5], x.Grad!.ToArray());
    }

    [Fact]
    public void Two_leaves_that_get_the_same_upstream_do_not_share_their_gradients()
    {
        Tensor x = Leaf(1, 2), y = Leaf(3, 4), upstream = Tensor.From([10, 20]);
        Tensor sum = x + y;
        sum.Backward(upstream, retainGraph: true);
        sum.Backward(upstream);
        Assert.Equal([20, 40], x.Grad!.ToArray());
        Assert.Equal([20, 40], y.Grad!.ToArray());
        Assert.Equal([10, 20], upstream.ToArray());
    }

    [Fact]
    public void A_leaf_can_be_its_own_result()
    {
        Tensor x = Leaf(1, 2);
        x.Backward(Tensor.From([5, 6]));
        Assert.Equal([5, 6], x.Grad!.ToArray());
    }

    [Fact]
    public void A_second_walk_through_a_released_graph_is_refused()
    {
        Tensor x = Leaf(2);
        Tensor loss = (x * x).Sum();
        loss.Backward();
        var refused = Assert.Throws<InvalidOperationException>(() => loss.Backward());
        Assert.Contains("retainGraph", refused.Message);
        Assert.Equal(4, x.Grad!.Item());
    }

    [Fact]
    public void A_retained_graph_can_be_walked_twice()
    {
        Tensor x = Leaf(2);
        Tensor loss = (x * x).Sum();
        loss.Backward(retainGraph: true);
        loss.Backward();
        Assert.Equal(8, x.Grad!.Item());
    }

    [Fact]
    public void Nothing_is_recorded_under_NoGrad()
    {
        Tensor x = Leaf(1);
        Tensor y;
        using (NoGrad.Begin())
        {
            using (NoGrad.Begin()) y = x * 2f;
            Assert.False((x * 2f).RequiresGrad);
        }
        Assert.False(y.RequiresGrad);
        Assert.False(NoGrad.Run(() => x * 2f).RequiresGrad);
        Assert.True((x * 2f).RequiresGrad);
    }

    [Fact]
    public async Task NoGrad_survives_an_await()
    {
        Tensor x = Leaf(1);
        using (NoGrad.Begin())
        {
            await Task.Delay(1);
            Assert.False((x * 2f).RequiresGrad);
        }
        Assert.True((x * 2f).RequiresGrad);
    }

    [Fact]
    public void No_gradient_flows_through_a_detached_tensor()
    {
        Tensor x = Leaf(3);
        (x * x.Detach()).Sum().Backward();
        Assert.Equal(3, x.Grad!.Item());
    }

    [Fact]
    public void A_graph_of_a_hundred_thousand_operations_does_not_overflow_the_stack()
    {
        Tensor x = Leaf(1);
        Tensor y = x;
        for (int step = 0; step < 100_000; step++) y += 1f;
        y.Sum().Backward();
        Assert.Equal(1, x.Grad!.Item());
    }

    [Fact]
    public void The_gradient_of_a_computed_tensor_is_kept_when_asked_for()
    {
        Tensor x = Leaf(2, 3);
        Tensor hidden = (x * x).RetainGrad(), other = x * 2f;
        (hidden * 5f + other).Sum().Backward();
        Assert.Equal([5, 5], hidden.Grad!.ToArray());
        Assert.Null(other.Grad);
    }

    [Fact]
    public void A_tensor_changed_after_the_forward_is_noticed()
    {
        Tensor x = Leaf(2), factor = Tensor.From([3]);
        Tensor loss = (x * factor).Sum();
        factor[0] = 4;
        Assert.Contains("in place", Assert.Throws<InvalidOperationException>(() => loss.Backward()).Message);
    }

    [Fact]
    public void A_parameter_cannot_be_changed_unrecorded_by_accident()
    {
        Tensor x = Leaf(2);
        Assert.Throws<InvalidOperationException>(() => x[0] = 1);
        using (NoGrad.Begin()) x[0] = 1;
        Assert.Equal(1, x[0]);
    }

    [Fact]
    public void Backward_needs_one_number_or_an_upstream_of_the_same_shape()
    {
        Tensor x = Leaf(1, 2);
        Assert.Throws<InvalidOperationException>(() => (x * 2f).Backward());
        Assert.Throws<ArgumentException>(() => (x * 2f).Backward(Tensor.Ones(3)));
        Assert.Throws<InvalidOperationException>(() => Tensor.Scalar(1).Backward());
        Assert.Throws<InvalidOperationException>(() => (x * 2f).RequiresGrad = false);
    }

    [Fact]
    public void A_students_own_function_takes_part()
    {
        Tensor x = Leaf(2, -3);
        GradCheckResult result = GradCheck.Run(inputs => Function.Apply(new Cube(), inputs) * 2f, x);
        Assert.True(result.Passed, result.ToString());
        Function.Apply(new Cube(), x).Sum().Backward();
        Assert.Equal([12, 27], x.Grad!.ToArray());
    }

    [Fact]
    public void A_function_that_gives_a_gradient_of_the_wrong_shape_is_named()
    {
        Tensor x = Leaf(1, 2);
        string message = Assert.Throws<ArgumentException>(() => Function.Apply(new WrongShape(), x).Backward()).Message;
        Assert.Contains("WrongShape", message);
        Assert.Contains("[3]", message);
        Assert.Contains("[2]", message);
    }

    [Fact]
    public void A_function_may_give_back_its_input()
    {
        Tensor x = Leaf(1, 2);
        Tensor y = Function.Apply(new Same(), x);
        Assert.True(x.IsLeaf);
        (y * 3f).Sum().Backward();
        Assert.Equal([3, 3], x.Grad!.ToArray());
    }

    [Fact]
    public void An_upstream_that_a_students_function_keeps_stays_what_it_was()
    {
        Tensor x = Tensor.Ones(5000);
        x.RequiresGrad = true;
        var keeper = new Keeper();
        (Function.Apply(keeper, x * 2f) * 3f).Sum().Backward();
        Tensor other = Tensor.Full([5000], 9);
        Assert.Equal(3, keeper.Kept![0]);
        Assert.Equal(9, other[0]);
        Assert.Equal(6, x.Grad![0]);
    }

    private sealed class Cube : Function
    {
        protected internal override Tensor Forward(Context context, Tensor[] inputs)
        {
            context.Save(inputs[0]);
            return inputs[0].Pow(3);
        }

        protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [upstream * 3f * context.Saved[0].Square()];
    }

    private sealed class WrongShape : Function
    {
        protected internal override Tensor Forward(Context context, Tensor[] inputs) => inputs[0].Sum();

        protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Tensor.Ones(3)];
    }

    private sealed class Same : Function
    {
        protected internal override Tensor Forward(Context context, Tensor[] inputs) => inputs[0];

        protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [upstream];
    }

    private sealed class Keeper : Function
    {
        public Tensor? Kept { get; private set; }

        protected internal override Tensor Forward(Context context, Tensor[] inputs) => inputs[0] * 1f;

        protected internal override Tensor?[] Backward(Context context, Tensor upstream)
        {
            Kept = upstream;
            return [upstream];
        }
    }
}
