using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

public class PoolingTests
{
    [Theory]
    [InlineData("2×2")]
    [InlineData("3×3")]
    [InlineData("adaptive, even")]
    [InlineData("adaptive, uneven")]
    public void Of_equal_elements_only_the_first_gets_the_gradient_whatever_the_window(string window)
    {
        Tensor x = Tensor.Ones(1, 1, 6, 6);
        x.RequiresGrad = true;
        Tensor y = window switch
        {
            "2×2" => Functional.MaxPool2d(x, 2),
            "3×3" => Functional.MaxPool2d(x, 3),
            "adaptive, even" => Functional.AdaptiveMaxPool2d(x, 3),
            _ => Functional.AdaptiveMaxPool2d(x, 4),
        };
        y.Sum().Backward();
        Assert.Equal(y.Count, x.Grad!.Sum().Item());
        Assert.Equal(y.Count, x.Grad.ToArray().Count(gradient => gradient == 1));
        Assert.Equal(1, x.Grad[0, 0, 0, 0]);
    }

    [Fact]
    public void An_image_moved_by_less_than_a_window_may_pool_to_the_same()
    {
        Tensor x = Tensor.Zeros(1, 1, 4, 4), moved = Tensor.Zeros(1, 1, 4, 4);
        x[0, 0, 0, 0] = moved[0, 0, 1, 1] = 3;
        Assert.Equal(new MaxPool2d(2).Forward(x).ToArray(), new MaxPool2d(2).Forward(moved).ToArray());
        Assert.Equal(new AvgPool2d(2).Forward(x).ToArray(), new AvgPool2d(2).Forward(moved).ToArray());
    }

    [Fact]
    public void Rounding_up_adds_a_window_that_hangs_over_the_edge()
    {
        Tensor x = Tensor.Arange(1, 26).Reshape(1, 1, 5, 5);
        Assert.Equal([2, 2], new MaxPool2d(2).Forward(x).Shape[2..]);
        Assert.Equal([7, 9, 10, 17, 19, 20, 22, 24, 25], new MaxPool2d(2, ceilMode: true).Forward(x).ToArray());
        Assert.Equal(25, new AvgPool2d(2, ceilMode: true).Forward(x)[0, 0, 2, 2]);
        Assert.Equal([1, 1], new MaxPool2d(3, 2, ceilMode: true).Forward(Tensor.Ones(1, 1, 2, 2)).Shape[2..]);
    }

    [Fact]
    public void Global_average_pooling_is_the_mean_of_each_channel_and_the_adaptive_one_to_a_single_window()
    {
        Tensor x = Tensor.Randn([2, 3, 5, 4], seed: 1), y = new GlobalAvgPool2d().Forward(x);
        Assert.Equal([2, 3], y.Shape);
        Assert.True(y.AllClose(x.Mean([2, 3])));
        Assert.Equal([2, 3, 1, 1], new GlobalAvgPool2d(keepDims: true).Forward(x).Shape);
        Assert.Equal(y.ToArray(), new AdaptiveAvgPool2d(1).Forward(x).ToArray());
        Assert.Equal(0, new GlobalAvgPool2d().ParameterCount);
    }

    [Fact]
    public void Adaptive_pooling_to_the_size_of_the_input_changes_nothing_and_to_a_larger_one_repeats()
    {
        Tensor x = Tensor.Randn([1, 2, 3, 5], seed: 1);
        Assert.Equal(x.ToArray(), new AdaptiveAvgPool2d((3, 5)).Forward(x).ToArray());
        Assert.Equal(x.ToArray(), new AdaptiveMaxPool2d((3, 5)).Forward(x).ToArray());
        Assert.Equal([1, 1, 2, 2], new AdaptiveAvgPool1d(4).Forward(Tensor.From([1, 2], 1, 1, 2)).ToArray());
    }

    [Fact]
    public void Shuffled_channels_come_from_every_group_in_turn_and_shuffling_back_restores_them()
    {
        Tensor x = Tensor.Arange(6).Reshape(1, 6, 1, 1);
        Assert.Equal([0, 3, 1, 4, 2, 5], new ChannelShuffle(2).Forward(x).ToArray());
        Assert.Equal(x.ToArray(), new ChannelShuffle(3).Forward(new ChannelShuffle(2).Forward(x)).ToArray());
    }

    [Fact]
    public void Impossible_sizes_are_refused_by_name()
    {
        Tensor image = Tensor.Ones(1, 4, 5, 5), sequence = Tensor.Ones(1, 4, 5);
        Refuses("AdaptiveAvgPool2d", () => new AdaptiveAvgPool2d(0));
        Refuses("AdaptiveAvgPool2d", () => new AdaptiveAvgPool2d(2).Forward(sequence));
        Refuses("AdaptiveMaxPool2d", () => new AdaptiveMaxPool2d((1, -1)));
        Refuses("AdaptiveMaxPool2d", () => new AdaptiveMaxPool2d(1).Forward(Tensor.Ones(1, 4, 0, 5)));
        Refuses("AdaptiveAvgPool1d", () => new AdaptiveAvgPool1d(0));
        Refuses("AdaptiveMaxPool1d", () => new AdaptiveMaxPool1d(2).Forward(image));
        Refuses("GlobalAvgPool2d", () => new GlobalAvgPool2d().Forward(sequence));
        Refuses("MaxPool1d", () => new MaxPool1d(6).Forward(sequence));
        Refuses("MaxPool1d", () => new MaxPool1d(2, padding: 2));
        Refuses("AvgPool1d", () => new AvgPool1d(2, stride: 0));
        Refuses("AvgPool1d", () => new AvgPool1d(2).Forward(image));
        Refuses("MaxPool2d", () => new MaxPool2d(3, dilation: 3).Forward(image));
        Refuses("ChannelShuffle", () => new ChannelShuffle(0));
        Refuses("ChannelShuffle", () => new ChannelShuffle(3).Forward(image));
    }

    private static void Refuses(string operation, Func<object> attempt) => Assert.StartsWith(operation + ":", Assert.Throws<ArgumentException>(attempt).Message);
}
