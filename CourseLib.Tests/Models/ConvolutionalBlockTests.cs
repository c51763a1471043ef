using CourseLib.Analysis;
using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Tensors;

namespace CourseLib.Tests.Models;

public class ConvolutionalBlockTests
{
    [Fact]
    public void A_residual_block_whose_last_gamma_is_0_is_the_identity_on_positive_inputs()
    {
        Tensor x = Tensor.Rand([2, 8, 5, 5], seed: 1);
        Assert.Equal(x.ToArray(), new BasicBlock(8, 8, zeroInit: true, seed: 1).Forward(x).ToArray());
        Assert.Equal(x.ToArray(), new Bottleneck(8, 2, zeroInit: true, seed: 1).Forward(x).ToArray());
        Assert.NotEqual(x.ToArray(), new BasicBlock(8, 8, seed: 1).Forward(x).ToArray());
    }

    [Fact]
    public void Without_its_shortcut_a_block_whose_last_gamma_is_0_gives_zeros() =>
        Assert.All(new BasicBlock(4, 4, shortcut: Shortcut.None, zeroInit: true, seed: 1).Forward(Tensor.Rand([2, 4, 5, 5], seed: 1)).ToArray(), value => Assert.Equal(0, value));

    [Fact]
    public void Reduction_makes_inception_3a_several_times_cheaper()
    {
        var naive = Cost.Of(InceptionBlock.Naive(192, 64, 128, 32), 1, 192, 28, 28);
        var reduced = Cost.Of(new InceptionBlock(192, 64, 96, 128, 16, 32, 32), 1, 192, 28, 28);
        Assert.Equal([1, 256, 28, 28], reduced.OutputShape);
        Assert.Equal([1, 64 + 128 + 32 + 192, 28, 28], naive.OutputShape);
        Assert.Equal(784L * 192 * (64 + 9 * 128 + 25 * 32), naive.MultiplyAdds);
        Assert.Equal(784L * 163_328, reduced.MultiplyAdds);
    }

    [Fact]
    public void Gates_of_squeeze_and_excitation_lie_between_0_and_1_and_scale_whole_channels()
    {
        var block = new SqueezeExcite(32, seed: 1);
        Tensor x = Tensor.Randn([3, 32, 4, 5], seed: 2) * 5f;
        float[] gates = block.Gates(x).ToArray();
        Assert.All(gates, gate => Assert.InRange(gate, 1e-6, 1 - 1e-6));
        Assert.True(block.Forward(x).AllClose(x * Tensor.From(gates, 3, 32, 1, 1)));
    }

    [Fact]
    public void Gates_of_selective_kernels_add_up_to_1()
    {
        var block = new SelectiveKernel(4, 6, seed: 1);
        Tensor gates = block.Gates(Tensor.Randn([3, 4, 6, 5], seed: 2));
        Assert.Equal([3, 2, 6], gates.Shape);
        Assert.All(gates.Sum(1).ToArray(), sum => Assert.Equal(1, sum, 1e-6));
        Assert.Equal([3, 6, 3, 3], new SelectiveKernel(4, 6, stride: 2, seed: 1).Forward(Tensor.Randn([3, 4, 6, 5], seed: 2)).Shape);
    }

    [Fact]
    public void A_convolution_with_mixed_filters_is_the_mixture_of_the_experts_convolutions()
    {
        var layer = new CondConv2d(3, 4, (3, 2), experts: 5, stride: (1, 2), padding: 1, seed: 1);
        Tensor x = Tensor.Randn([3, 3, 6, 5], seed: 2), alpha = layer.Routing(x);
        Tensor expected = Tensor.Zeros(1);
        for (int expert = 0; expert < 5; expert++)
            expected += alpha.Slice(1, expert, 1).Reshape(3, 1, 1, 1) * Functional.Conv2d(x, layer.Weight.Select(0, expert), null, (1, 2), 1);
        Assert.True(layer.Forward(x).AllClose(expected, 1e-4f, 1e-5f));
        Assert.All(alpha.ToArray(), value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void A_non_local_block_starts_as_the_identity_and_its_rows_add_up_to_1()
    {
        var block = new NonLocalBlock(6, seed: 1);
        Tensor x = Tensor.Randn([2, 6, 3, 4], seed: 2), attention = block.Attention(x);
        Assert.Equal([2, 12, 12], attention.Shape);
        Assert.All(attention.Sum(2).ToArray(), sum => Assert.Equal(1, sum, 1e-5));
        Assert.Equal(x.ToArray(), block.Forward(x).ToArray());
    }

    [Fact]
    public void A_dense_block_passes_its_input_on_and_adds_growth_channels_a_layer()
    {
        Tensor x = Tensor.Randn([2, 5, 4, 4], seed: 1), y = new DenseBlock(5, 3, 4, seed: 2).Forward(x);
        Assert.Equal([2, 17, 4, 4], y.Shape);
        Assert.Equal(x.ToArray(), y.Slice(1, 0, 5).ToArray());
    }

    [Fact]
    public void Half_of_the_channels_pass_a_ShuffleNetV2_unit_unchanged_and_are_shuffled()
    {
        Tensor x = Tensor.Randn([2, 8, 4, 4], seed: 1), y = new ShuffleUnitV2(8, 8, seed: 2).Forward(x);
        for (int channel = 0; channel < 4; channel++) Assert.Equal(x.Slice(1, channel, 1).ToArray(), y.Slice(1, 2 * channel, 1).ToArray());
    }

    [Fact]
    public void Depthwise_separable_blocks_of_MobileNet_cost_1_over_O_plus_1_over_9_of_full_ones()
    {
        var cost = Cost.Of(MobileNetV1.Create(10, seed: 1), 1, 3, 64, 64);
        CostRow block = cost["features.3"];
        long full = 9L * 128 * 128 * block.OutputShape[2] * block.OutputShape[3];
        Assert.Equal(1 / 128.0 + 1 / 9.0, (double)block.MultiplyAdds / full, 1e-9);
    }

    [Fact]
    public void A_deformable_network_starts_as_the_network_with_plain_convolutions()
    {
        Func<int, int, int, Module> Of(bool deformable) => (from, to, stride) => deformable
            ? new DeformableConvBlock(from, to, 3, stride, 1, bias: false, seed: 9)
            : new Conv2d(from, to, 3, stride, 1, bias: false, seed: 9);
        Tensor x = Tensor.Randn([1, 3, 33, 33], seed: 1);
        Module plain = ResNet.Create(18, 5, conv3x3: Of(false), seed: 1), deformable = ResNet.Create(18, 5, conv3x3: Of(true), seed: 1);
        plain.Eval();
        deformable.Eval();
        Assert.True(NoGrad.Run(() => deformable.Forward(x)).AllClose(NoGrad.Run(() => plain.Forward(x)), 1e-4f, 1e-5f));
    }

    [Fact]
    public void Later_blocks_are_dropped_more_often_and_evaluation_drops_none()
    {
        Sequential deep = CifarResNet.Create(8, stochasticDepth: 0.75f, seed: 1), plain = CifarResNet.Create(8, seed: 2);
        Assert.Equal(
            ["StochasticDepth(p = 0.25)", "StochasticDepth(p = 0.5)", "StochasticDepth(p = 0.75)"],
            deep.NamedModules().Where(part => part.Module is StochasticDepth).Select(part => part.Module.ToString()));
        plain.LoadStateDict(deep.StateDict());
        deep.Eval();
        plain.Eval();
        Tensor x = Tensor.Randn([2, 3, 8, 8], seed: 3);
        Assert.Equal(plain.Forward(x).ToArray(), deep.Forward(x).ToArray());
    }
}
