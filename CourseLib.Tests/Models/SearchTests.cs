using CourseLib.Activations;
using CourseLib.Analysis;
using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Models;

public class SearchTests
{
    [Fact]
    public void With_all_weight_on_one_alpha_a_mixture_is_that_operation()
    {
        MixedOp mixed = MixedOp.Darts(4, seed: 1);
        Tensor x = Tensor.Randn([2, 4, 5, 6], seed: 2);
        for (int chosen = 0; chosen < mixed.Names.Count; chosen++)
        {
            using (NoGrad.Begin()) mixed.Alpha.CopyFrom(Tensor.OneHot([chosen], mixed.Names.Count).Reshape(-1) * 200f);
            Assert.True(mixed.Forward(x).AllClose(mixed.Children[chosen].Module.Forward(x), 1e-5f, 1e-6f), mixed.Names[chosen]);
            Assert.Equal(mixed.Names[chosen], mixed.Best);
        }
    }

    [Fact]
    public void Equal_alphas_mix_in_equal_parts_and_every_operation_halves_the_size_with_stride_2()
    {
        var mixed = new MixedOp([("identity", new Sequential()), ("relu", new ReLU())]);
        Tensor x = Tensor.From([[-2, 4]]);
        Assert.Equal([-1, 4], mixed.Forward(x).ToArray());
        Assert.Equal([0.5f, 0.5f], mixed.Weights.ToArray());
        Assert.Equal([2, 4, 3, 4], MixedOp.Darts(4, stride: 2, seed: 1).Forward(Tensor.Randn([2, 4, 6, 7], seed: 1)).Shape);
    }

    [Fact]
    public void Alpha_learns_which_operation_is_right()
    {
        var mixed = new MixedOp([("negative", new Scaled(-1)), ("same", new Scaled(1)), ("twice", new Scaled(2))]);
        var optimizer = new Sgd([mixed.Alpha], 0.5f);
        Tensor x = Tensor.Randn([20, 3], seed: 1);
        for (int step = 0; step < 60; step++)
        {
            optimizer.ZeroGrad();
            Loss.MeanSquaredError(mixed.Forward(x), x * 2f).Backward();
            optimizer.Step();
        }
        Assert.Equal("twice", mixed.Best);
        Assert.True(mixed.Weights[2] > 0.8f);
    }

    [Fact]
    public void The_cells_of_a_network_share_their_alphas_and_the_genotype_keeps_two_edges_a_node()
    {
        DartsNetwork net = DartsNetwork.Create(3, channels: 2, cells: 2, nodes: 2, seed: 1);
        Assert.Equal(5, net.Alphas.Count);
        Assert.Equal(net.Parameters().Count(), net.Weights.Count() + 5);
        using (NoGrad.Begin()) net.Alphas[3].CopyFrom(Tensor.From([9, 0, 0, 0, 5, 0, 0, 0]));
        using (NoGrad.Begin()) net.Alphas[4].CopyFrom(Tensor.From([0, 3, 0, 0, 0, 0, 0, 0]));
        Assert.Equal(2, net.Genotype.Count);
        Assert.All(net.Genotype, node => Assert.Equal(2, node.Count));
        // "none" is the strongest of edge 3, and cannot be chosen.
        Assert.Equal((2, "skip_connect"), net.Genotype[1][0]);
        Assert.DoesNotContain("none", net.Genotype.SelectMany(node => node).Select(edge => edge.Operation));
    }

    [Fact]
    public void The_reward_of_MnasNet_doubles_the_latency_for_five_percent_of_accuracy()
    {
        Assert.Equal(0.75, MnasSearch.Reward(0.75, 80, 80));
        Assert.Equal(0.75, MnasSearch.Reward(0.7875, 160, 80), 0.001);
        Assert.Equal(0.75, MnasSearch.Reward(0.75, 40, 80, alpha: 0, beta: -1));
        Assert.Equal(0.375, MnasSearch.Reward(0.75, 160, 80, alpha: 0, beta: -1));
        Assert.Throws<ArgumentException>(() => MnasSearch.Reward(0.5, 0, 80));
    }

    [Fact]
    public void The_controller_finds_what_is_rewarded_and_its_networks_can_be_built_and_counted()
    {
        var search = new MnasSearch([8, 12, 16], rate: 1, seed: 1);
        Assert.Equal(8, search.Options.Count(option => option.SqueezeExcite));
        for (int step = 0; step < 1500; step++)
        {
            int[] chosen = search.Sample();
            search.Learn(chosen, chosen.Count(option => !search.Options[option].SqueezeExcite && search.Options[option].Kernel == 5) / 3.0);
        }
        Assert.All(search.Best, option => Assert.True(search.Options[option] is { SqueezeExcite: false, Kernel: 5 }));
        Assert.All(Enumerable.Range(0, 3), stage => Assert.Equal(1, search.Probabilities(stage).Sum(), 1e-9));
        int light = search.Options.ToList().IndexOf(new(3, 3, false, 1)), heavy = search.Options.ToList().IndexOf(new(6, 5, true, 2));
        Assert.True(Cost.Of(search.Build([light, light, light], seed: 1), 1, 3, 16, 16).MultiplyAdds < Cost.Of(search.Build([heavy, heavy, heavy], seed: 1), 1, 3, 16, 16).MultiplyAdds / 3);
    }

    private sealed class Scaled(float factor) : Module
    {
        public override Tensor Forward(Tensor x) => x * factor;
    }
}
