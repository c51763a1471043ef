using CourseLib.Analysis;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Lectures;

/// <summary>Numbers that the lectures print and that have no other test; those of a layer or network stand with its own.</summary>
public class FigureTests
{
    [Fact]
    public void Four_pixels_flatten_row_by_row_and_a_colour_image_of_32_by_32_to_3072_numbers()
    {
        Assert.Equal([56, 231, 24, 2], new Flatten().Forward(Tensor.From([56, 231, 24, 2], 1, 1, 2, 2)).ToArray());
        Assert.Equal([1, 3072], new Flatten().Forward(Tensor.Zeros(1, 3, 32, 32)).Shape);
        // One template of the image's size for each of ten classes.
        Assert.Equal([10, 3072], new Linear(3072, 10, seed: 1).Weight.Shape);
    }

    [Fact]
    public void The_slope_of_tanh_is_4_over_the_square_of_twice_the_hyperbolic_cosine()
    {
        Tensor z = Tensor.Linspace(-4, 4, 33);
        z.RequiresGrad = true;
        z.Tanh().Backward(Tensor.Ones(33));
        foreach ((float at, float slope) in z.ToArray().Zip(z.Grad!.ToArray())) Assert.Equal(4 / Math.Pow(Math.Exp(at) + Math.Exp(-at), 2), slope, 1e-6);
    }

    [Fact]
    public void Six_filters_of_5_by_5_take_75_numbers_each_and_give_6_maps_of_28_by_28()
    {
        var layer = new Conv2d(3, 6, 5, seed: 1);
        Assert.Equal([6, 3, 5, 5], layer.Weight.Shape);
        Assert.Equal(75, layer.Weight.Select(0, 0).Count);
        Assert.Equal([1, 6, 28, 28], layer.Forward(Tensor.Zeros(1, 3, 32, 32)).Shape);
        Tensor x = Tensor.Randn([1, 3, 32, 32], seed: 2);
        Assert.Equal((x[0, .., 4..9, 7..12].Flatten() * layer.Weight.Select(0, 2).Flatten()).Sum().Item() + layer.Bias![2], layer.Forward(x)[0, 2, 4, 7], 1e-5f);
    }

    [Fact]
    public void Three_layers_of_3_by_3_have_27_C_squared_weights_and_one_of_7_by_7_81_percent_more()
    {
        const int c = 16;
        Conv2d Layer(int kernel) => new(c, c, kernel, padding: kernel / 2, bias: false, seed: 1);
        Sequential three = new(Layer(3), Layer(3), Layer(3));
        Conv2d one = Layer(7);
        Assert.Equal((27 * c * c, 49 * c * c), (three.ParameterCount, one.ParameterCount));
        Assert.Equal(81, (int)(100.0 * one.ParameterCount / three.ParameterCount - 100));
        Assert.Equal(ReceptiveField.Of(one).Field, ReceptiveField.Of(three).Field);
    }

    [Fact]
    public void The_first_filters_of_AlexNet_are_64_of_3_by_11_by_11() =>
        Assert.Equal([64, 3, 11, 11], AlexNet.Create(10, size: 63, hidden: 8, seed: 1).Features.StateDict()["0.weight"].Shape);

    [Fact]
    public void Linear_layers_after_16_maps_of_7_by_7_cost_49_times_what_they_cost_after_the_mean_of_each()
    {
        Assert.Equal(49, new Linear(16 * 49, 10, bias: false, seed: 1).ParameterCount / new Linear(16, 10, bias: false, seed: 1).ParameterCount);
        Assert.Equal([3, 16], new GlobalAvgPool2d().Forward(Tensor.Zeros(3, 16, 7, 7)).Shape);
    }

    [Fact]
    public void The_table_of_MobileNetV2_is_that_of_the_paper() => Assert.Equal(
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)], MobileNetV2.Table);

    /// <summary>The four cubes: which axes of (N, C, H, W) share a mean and a variance, and over which others the result is not 0 in the mean. A group's channels are an axis of their own.</summary>
    [Theory]
    [InlineData("batch", new[] { 0, 2, 3 }, 6, new[] { 1, 2, 3 })]
    [InlineData("layer", new[] { 1, 2, 3 }, 5, new[] { 0, 2, 3 })]
    [InlineData("instance", new[] { 2, 3 }, 30, new[] { 3 })]
    [InlineData("group", new[] { 2, 3, 4 }, 10, new[] { 3, 4 })]
    public void Each_norm_takes_its_statistics_over_its_own_axes_of_the_cube_and_no_others(string norm, int[] axes, int statistics, int[] others)
    {
        Tensor x = 3 * Tensor.Randn([5, 6, 4, 3], seed: 1) + Tensor.Randn([5, 6, 1, 1], seed: 2);
        Module layer = norm switch { "batch" => new BatchNorm2d(6), "layer" => new LayerNorm([6, 4, 3]), "instance" => new InstanceNorm2d(6), _ => new GroupNorm(2, 6) };
        Tensor y = layer.Forward(x), cube = norm == "group" ? y.Reshape(5, 2, 3, 4, 3) : y, means = cube.Mean(axes);
        Assert.Equal(statistics, means.Count);
        Assert.True(means.Abs().Max().Item() < 1e-5);
        Assert.True((cube.Var(axes, unbiased: false) - 1f).Abs().Max().Item() < 1e-3);
        Assert.True(cube.Mean(others).Abs().Max().Item() > 0.05);
    }
}
