using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

public class DropoutTests
{
    [Fact]
    public void A_seed_fixes_what_is_dropped()
    {
        Tensor x = Tensor.Ones(8, 6, 2, 2);
        foreach (Func<int, Module> make in (Func<int, Module>[])[seed => new Dropout(0.5f, seed), seed => new Dropout2d(0.5f, seed), seed => new StochasticDepth(0.5f, seed)])
        {
            Module layer = make(1);
            float[] first = layer.Forward(x).ToArray();
            Assert.Equal(first, make(1).Forward(x).ToArray());
            Assert.NotEqual(first, make(2).Forward(x).ToArray());
            Assert.NotEqual(first, layer.Forward(x).ToArray());
        }
    }

    [Fact]
    public void Nothing_is_dropped_with_p_0_or_in_evaluation_and_everything_with_p_1()
    {
        Tensor x = Tensor.Randn([3, 4, 2], seed: 1);
        foreach (Func<float, Module> make in (Func<float, Module>[])[p => new Dropout(p), p => new Dropout2d(p), p => new StochasticDepth(p)])
        {
            Assert.Same(x, make(0).Forward(x));
            Assert.All(make(1).Forward(x).ToArray(), value => Assert.Equal(0, value));
            Module layer = make(0.5f);
            layer.Eval();
            Assert.Same(x, layer.Forward(x));
        }
    }

    [Fact]
    public void Dropping_with_p_asks_for_a_scale_of_1_minus_p_and_not_of_p()
    {
        // The other form of the method: no scale in training, so that the test must shrink. By p, as the lecture has it, the mean is wrong.
        const float p = 0.3f;
        Tensor x = Tensor.Rand([100_000], seed: 1, 0.5f, 1.5f), kept = x * (Tensor.Rand([100_000], seed: 2) >= p);
        Assert.Equal(kept.Mean().Item(), x.Mean().Item() * (1 - p), 0.01f);
        Assert.True(Math.Abs(kept.Mean().Item() - x.Mean().Item() * p) > 0.3f);
        Assert.Equal(x.Mean().Item(), new Dropout(p, seed: 2).Forward(x).Mean().Item(), 0.01f);
    }

    [Fact]
    public void A_dropped_channel_is_dropped_as_a_whole_and_the_expectation_stays()
    {
        Tensor x = Tensor.Ones(200, 50, 3, 2);
        x.RequiresGrad = true;
        Tensor y = new Dropout2d(0.2f, seed: 1).Forward(x);
        float[] values = y.ToArray();
        for (int channel = 0; channel < values.Length; channel += 6) Assert.Single(values[channel..(channel + 6)].Distinct());
        Assert.Equal([0, 1.25f], values.Distinct().Order());
        Assert.Equal(1, y.Mean().Item(), 0.02f);
        y.Sum().Backward();
        Assert.Equal(values, x.Grad!.ToArray());
    }

    [Fact]
    public void Stochastic_depth_drops_the_branch_of_an_example_and_keeps_the_skip()
    {
        Tensor x = Tensor.Randn([4000, 2, 3], seed: 1), branch = Tensor.Ones(4000, 2, 3);
        float[] skip = x.ToArray(), y = (x + new StochasticDepth(0.2f, seed: 1).Forward(branch)).ToArray();
        int dropped = 0;
        for (int example = 0; example < 4000; example++)
        {
            float[] added = [.. Enumerable.Range(example * 6, 6).Select(at => y[at] - skip[at])];
            bool isDropped = added.All(value => value == 0);
            Assert.True(isDropped || added.All(value => Math.Abs(value - 1.25f) < 1e-5f));
            if (isDropped) dropped++;
        }
        Assert.InRange(dropped, 720, 880);
        Assert.Equal(1, (Tensor.From(y) - Tensor.From(skip)).Mean().Item(), 0.03f);
    }

    [Fact]
    public void A_dropped_branch_gets_no_gradient_and_the_skip_gets_all_of_it()
    {
        Tensor x = Tensor.Randn([64, 3], seed: 1), weight = Tensor.Ones(64, 3);
        x.RequiresGrad = weight.RequiresGrad = true;
        Tensor branch = new StochasticDepth(0.5f, seed: 1).Forward(weight);
        (x + branch).Sum().Backward();
        Assert.All(x.Grad!.ToArray(), slope => Assert.Equal(1, slope));
        Assert.Equal(branch.ToArray(), weight.Grad!.ToArray());
    }

    [Fact]
    public void The_probability_grows_in_a_line_with_depth()
    {
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0.5f], Enumerable.Range(1, 5).Select(block => StochasticDepth.Rate(block, 5)), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Throws<ArgumentException>(() => StochasticDepth.Rate(0, 5));
    }

    [Fact]
    public void What_is_no_probability_or_has_no_parts_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Dropout2d(-0.1f));
        Assert.Throws<ArgumentException>(() => new StochasticDepth(float.NaN));
        Assert.Throws<ArgumentException>(() => Functional.StochasticDepth(Tensor.Ones(2), 2));
        Assert.Throws<ArgumentException>(() => new Dropout2d().Forward(Tensor.Ones(3)));
        Assert.Throws<ArgumentException>(() => new StochasticDepth(0.5f).Forward(Tensor.Scalar(1)));
    }
}
