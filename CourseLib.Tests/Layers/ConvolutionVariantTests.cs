using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Tensors;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Layers;

public class ConvolutionVariantTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    public void With_circular_padding_a_moved_image_gives_the_moved_result(int down, int right)
    {
        var layer = new Conv2d(2, 3, (3, 5), padding: "same", seed: 1, paddingMode: PaddingMode.Circular);
        Tensor x = Tensor.Randn([2, 2, 6, 7], seed: 2);
        Assert.True(layer.Forward(Roll(x, down, right)).AllClose(Roll(layer.Forward(x), down, right), 1e-5f, 1e-5f));
    }

    [Fact]
    public void Without_padding_a_moved_image_gives_the_moved_result_where_both_see_the_same()
    {
        var layer = new Conv2d(2, 3, 3, seed: 1);
        Tensor x = Tensor.Randn([1, 2, 9, 9], seed: 2);
        Tensor y = layer.Forward(x), moved = layer.Forward(Roll(x, 2, 1));
        Assert.True(moved[.., .., 2.., 1..].AllClose(y[.., .., ..5, ..6], 1e-5f, 1e-5f));
    }

    [Fact]
    public void A_sequence_is_convolved_as_an_image_of_one_row()
    {
        Tensor x = Tensor.Randn([2, 4, 9], seed: 1), w = Tensor.Randn([6, 2, 3], seed: 2), bias = Tensor.Randn([6], seed: 3);
        Tensor image = Conv2d(x.Unsqueeze(2), w.Unsqueeze(2), bias, (1, 2), (0, 3), (1, 2), 2);
        Assert.Equal(image.ToArray(), Conv1d(x, w, bias, 2, 3, 2, 2).ToArray());
    }

    [Fact]
    public void A_volume_of_one_slice_is_convolved_as_an_image()
    {
        Tensor x = Tensor.Randn([2, 4, 1, 6, 5], seed: 1), w = Tensor.Randn([6, 2, 1, 3, 3], seed: 2);
        Tensor image = Conv2d(x.Squeeze(2), w.Squeeze(2), stride: 2, padding: 1, groups: 2);
        Assert.Equal(image.ToArray(), Conv3d(x, w, stride: 2, padding: (0, 1, 1), groups: 2).ToArray());
    }

    [Fact]
    public void One_pixel_transposed_is_the_filter_and_stride_2_undoes_the_size_of_stride_2()
    {
        Tensor w = Tensor.Randn([1, 1, 3, 4], seed: 1);
        Assert.Equal(w.ToArray(), ConvTranspose2d(Tensor.Ones(1, 1, 1, 1), w).ToArray());
        var down = new Conv2d(3, 5, 3, stride: 2, padding: 1);
        Assert.Equal([1, 3, 8, 8], new ConvTranspose2d(5, 3, 3, 2, 1, outputPadding: 1).Forward(down.Forward(Tensor.Zeros(1, 3, 8, 8))).Shape);
        Assert.Equal([1, 3, 7, 7], new ConvTranspose2d(5, 3, 3, 2, 1).Forward(down.Forward(Tensor.Zeros(1, 3, 7, 7))).Shape);
    }

    [Fact]
    public void Same_keeps_the_size_in_every_dimension()
    {
        Assert.Equal([1, 2, 7], new Conv1d(1, 2, 4, padding: "same").Forward(Tensor.Zeros(1, 1, 7)).Shape);
        Assert.Equal([1, 2, 7, 6], new Conv2d(1, 2, (2, 5), padding: "same", dilation: (3, 1), paddingMode: PaddingMode.Reflect).Forward(Tensor.Zeros(1, 1, 7, 6)).Shape);
        Assert.Equal([1, 2, 3, 4, 5], new Conv3d(1, 2, (1, 2, 3), padding: "same").Forward(Tensor.Zeros(1, 1, 3, 4, 5)).Shape);
        Assert.Equal(new Size2d(1, 2), new Conv2d(1, 1, (3, 5), padding: "same").Padding);
        Assert.Equal(new Size2d(0, 0), new Conv2d(1, 1, 3, padding: "valid").Padding);
    }

    [Theory]
    [InlineData(PaddingMode.Zeros, new float[] { 0, 0, 1, 2, 3, 4, 0 })]
    [InlineData(PaddingMode.Reflect, new float[] { 3, 2, 1, 2, 3, 4, 3 })]
    [InlineData(PaddingMode.Replicate, new float[] { 1, 1, 1, 2, 3, 4, 4 })]
    [InlineData(PaddingMode.Circular, new float[] { 3, 4, 1, 2, 3, 4, 1 })]
    public void Beyond_the_edge_stands_what_the_mode_says(PaddingMode mode, float[] expected) =>
        Assert.Equal(expected, Pad(Tensor.From([1, 2, 3, 4]), [(2, 1)], mode).ToArray());

    [Fact]
    public void A_depthwise_layer_is_a_convolution_with_as_many_groups_as_channels()
    {
        var layer = new DepthwiseConv2d(3, 3, stride: 2, padding: 1, multiplier: 2, seed: 1);
        Tensor x = Tensor.Randn([2, 3, 7, 6], seed: 2);
        Assert.Equal([6, 1, 3, 3], layer.Weight.Shape);
        Assert.Equal(Conv2d(x, layer.Weight, layer.Bias, 2, 1, groups: 3).ToArray(), layer.Forward(x).ToArray());
    }

    [Fact]
    public void A_separable_layer_has_named_parts()
    {
        var layer = new SeparableConv2d(4, 6, 3, padding: "same", seed: 1);
        Assert.Equal(["depthwise.weight", "depthwise.bias", "pointwise.weight", "pointwise.bias"], layer.StateDict().Keys);
        Tensor x = Tensor.Randn([1, 4, 5, 5], seed: 2);
        Assert.Equal(layer.Pointwise.Forward(layer.Depthwise.Forward(x)).ToArray(), layer.Forward(x).ToArray());
        Assert.Equal([1, 6, 5, 5], layer.Forward(x).Shape);
    }

    [Fact]
    public void Layers_show_what_they_were_made_with()
    {
        Assert.Equal("Conv1d(3→6, 5, stride 2, padding 1, 3 groups)", new Conv1d(3, 6, 5, 2, 1, groups: 3).ToString());
        Assert.Equal("Conv2d(3→20, 5×5, padding same, dilation 2×1, reflect, no bias)", new Conv2d(3, 20, 5, padding: "same", dilation: (2, 1), bias: false, paddingMode: PaddingMode.Reflect).ToString());
        Assert.Equal("Conv3d(1→2, 1×3×3, padding 0×1×1)", new Conv3d(1, 2, (1, 3, 3), padding: (0, 1, 1)).ToString());
        Assert.Equal("ConvTranspose2d(4→2, 3×3, stride 2×2, output padding 1×1)", new ConvTranspose2d(4, 2, 3, 2, outputPadding: 1).ToString());
        Assert.Equal("MaxPool2d(3×3, stride 2×2, rounded up)", new MaxPool2d(3, 2, ceilMode: true).ToString());
    }

    [Fact]
    public void Results_have_the_same_bytes_for_any_number_of_threads()
    {
        float[][] Run(int threads)
        {
            int before = Threads.Count;
            Threads.Count = threads;
            try
            {
                Tensor image = Tensor.Randn([2, 6, 7, 9], seed: 1), volume = Tensor.Randn([2, 3, 5, 6, 7], seed: 2);
                Tensor filters = Tensor.Randn([6, 4, 3, 3], seed: 3), cubes = Tensor.Randn([4, 3, 3, 3, 3], seed: 4);
                foreach (Tensor leaf in (Tensor[])[image, volume, filters, cubes]) leaf.RequiresGrad = true;
                Tensor up = ConvTranspose2d(image, filters, stride: 2), y = Conv3d(volume, cubes, padding: 1), patches = Im2Col(image, 3, 1, 1), least = AdaptiveAvgPool2d(image, (3, 4));
                (up.Square().Sum() + y.Square().Sum() + patches.Square().Sum() + least.Square().Sum()).Backward();
                return [up.ToArray(), y.ToArray(), patches.ToArray(), least.ToArray(), image.Grad!.ToArray(), volume.Grad!.ToArray(), filters.Grad!.ToArray(), cubes.Grad!.ToArray()];
            }
            finally
            {
                Threads.Count = before;
            }
        }
        Assert.Equal(Run(1), Run(3));
    }

    /// <summary>The image moved down and to the right; what leaves comes in again on the other side.</summary>
    private static Tensor Roll(Tensor x, int down, int right)
    {
        Tensor moved = down == 0 ? x : Tensor.Concat([x[.., .., ^down..], x[.., .., ..^down]], 2);
        return right == 0 ? moved : Tensor.Concat([moved[.., .., .., ^right..], moved[.., .., .., ..^right]], 3);
    }
}
