using CourseLib.Layers;
using CourseLib.Tensors;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Layers;

/// <summary>The numbers that the course works out by hand.</summary>
public class ConvolutionArithmeticTests
{
    [Fact]
    public void The_three_channel_example_gives_minus_25_and_337_with_the_kernel_flipped()
    {
        Tensor x = Tensor.From([0, 0, 0, 0, 156, 155, 0, 153, 154, 0, 0, 0, 0, 167, 166, 0, 164, 165, 0, 0, 0, 0, 163, 162, 0, 160, 161], 1, 3, 3, 3);
        Tensor w = Tensor.From([-1, -1, 1, 0, 1, -1, 0, 1, 1, 1, 0, 0, 1, -1, -1, 1, 0, -1, 0, 1, 1, 0, 1, 0, 1, -1, 1], 1, 3, 3, 3), bias = Tensor.Ones(1);
        Assert.Equal([308, -498, 164], Conv2d(x, w.Reshape(3, 1, 3, 3), groups: 3).ToArray());
        Assert.Equal(-25, Conv2d(x, w, bias).Item());
        Tensor flipped = w.Reshape(3, 9).IndexSelect(1, [8, 7, 6, 5, 4, 3, 2, 1, 0]).Reshape(1, 3, 3, 3);
        Assert.Equal(337, Conv2d(x, flipped, bias).Item());
    }

    [Fact]
    public void Ten_filters_of_five_by_five_on_three_channels_have_760_parameters()
    {
        var layer = new Conv2d(3, 10, 5, padding: 2);
        Assert.Equal(760, layer.ParameterCount);
        Assert.Equal([1, 10, 32, 32], layer.Forward(Tensor.Zeros(1, 3, 32, 32)).Shape);
        Assert.Equal([2, 6, 28, 28], new Conv2d(3, 6, 5).Forward(Tensor.Zeros(2, 3, 32, 32)).Shape);
    }

    [Theory]
    [InlineData(7, 3, 0, 1, 1, 5)]
    [InlineData(7, 3, 0, 2, 1, 3)]
    [InlineData(5, 3, 0, 2, 1, 2)]
    [InlineData(5, 3, 1, 2, 1, 3)]
    [InlineData(32, 3, 1, 1, 1, 32)]
    [InlineData(32, 5, 2, 1, 1, 32)]
    [InlineData(32, 1, 0, 1, 1, 32)]
    [InlineData(32, 3, 1, 2, 1, 16)]
    [InlineData(15, 3, 0, 1, 4, 7)]
    [InlineData(3, 3, 0, 1, 1, 1)]
    public void The_size_of_the_result_is_one_more_than_the_steps_that_fit(int size, int kernel, int padding, int stride, int dilation, int expected)
    {
        Tensor sequence = Tensor.Zeros(1, 1, size), image = Tensor.Zeros(1, 1, size, size), volume = Tensor.Zeros(1, 1, size, size, size);
        Assert.Equal([1, 1, expected], new Conv1d(1, 1, kernel, stride, padding, dilation).Forward(sequence).Shape);
        Assert.Equal([1, 1, expected, expected], new Conv2d(1, 1, kernel, stride, padding, dilation).Forward(image).Shape);
        Assert.Equal([1, 1, expected, expected, expected], new Conv3d(1, 1, kernel, stride, padding, dilation).Forward(volume).Shape);
    }

    [Theory]
    [InlineData(new[] { 1 }, 3)]
    [InlineData(new[] { 1, 2 }, 7)]
    [InlineData(new[] { 1, 2, 4 }, 15)]
    [InlineData(new[] { 1, 1, 1 }, 7)]
    public void Dilations_of_1_2_and_4_let_a_pixel_see_3_then_7_then_15_with_the_same_parameters(int[] dilations, int expected)
    {
        var net = new Sequential([.. dilations.Select(dilation => new Conv2d(1, 1, 3, padding: dilation, dilation: dilation, seed: dilation))]);
        Tensor x = Tensor.Zeros(1, 1, 31, 31);
        x.RequiresGrad = true;
        net.Forward(x)[0, 0, 15..16, 15..16].Sum().Backward();
        float[] seen = x.Grad!.ToArray();
        int[] rows = [.. Enumerable.Range(0, 31 * 31).Where(at => seen[at] != 0).Select(at => at / 31)], columns = [.. Enumerable.Range(0, 31 * 31).Where(at => seen[at] != 0).Select(at => at % 31)];
        Assert.Equal(expected, rows.Max() - rows.Min() + 1);
        Assert.Equal(expected, columns.Max() - columns.Min() + 1);
        Assert.Equal(10 * dilations.Length, net.ParameterCount);
    }

    [Theory]
    [InlineData(64, 128, 3)]
    [InlineData(12, 30, 5)]
    public void A_separable_convolution_has_1_over_O_plus_1_over_K_squared_of_the_weights(int channels, int filters, int kernel)
    {
        int full = new Conv2d(channels, filters, kernel, bias: false).ParameterCount, separable = new SeparableConv2d(channels, filters, kernel, bias: false).ParameterCount;
        Assert.Equal(1.0 / filters + 1.0 / (kernel * kernel), (double)separable / full, 1e-12);
    }

    [Fact]
    public void G_groups_have_one_gth_of_the_weights_and_are_convolutions_side_by_side()
    {
        var layer = new Conv2d(6, 9, 3, groups: 3, bias: false, seed: 1);
        Assert.Equal(new Conv2d(6, 9, 3, bias: false).ParameterCount / 3, layer.ParameterCount);
        Tensor x = Tensor.Randn([2, 6, 5, 4], seed: 2);
        Tensor[] parts = [.. Enumerable.Range(0, 3).Select(group => Conv2d(x[.., (2 * group)..(2 * group + 2)], layer.Weight[(3 * group)..(3 * group + 3)]))];
        Assert.True(layer.Forward(x).AllClose(Tensor.Concat(parts, 1), 1e-5f, 1e-5f));
    }
}
