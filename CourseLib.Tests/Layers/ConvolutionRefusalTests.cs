using CourseLib.Layers;
using CourseLib.Tensors;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Layers;

/// <summary>A message names the operation, the value found and the rule.</summary>
public class ConvolutionRefusalTests
{
    private static readonly Tensor Sequence = Tensor.Ones(1, 4, 5), Image = Tensor.Ones(1, 4, 5, 5), Volume = Tensor.Ones(1, 4, 5, 5, 5);

    [Fact]
    public void Kernels_larger_than_the_padded_input_are_refused()
    {
        Refuses(["Conv1d", "[2, 4, 8]", "[1, 4, 5]", "does not fit"], () => Conv1d(Sequence, Tensor.Ones(2, 4, 8), padding: 1));
        Refuses(["Conv2d", "axis 3", "7", "5"], () => Conv2d(Image, Tensor.Ones(2, 4, 3, 7)));
        Refuses(["Conv2d", "reaches over 7"], () => Conv2d(Image, Tensor.Ones(2, 4, 3, 3), dilation: 3));
        Refuses(["Conv3d", "axis 2"], () => Conv3d(Volume, Tensor.Ones(2, 4, 6, 1, 1)));
        Refuses(["Im2Col", "6×2"], () => Im2Col(Image, (6, 2)));
        Refuses(["ConvTranspose2d", "size -1", "pad less"], () => ConvTranspose2d(Tensor.Ones(1, 4, 1, 1), Tensor.Ones(4, 2, 1, 1), padding: 1));
        Refuses(["Conv2d", "does not fit"], () => Conv2d(Image, Tensor.Ones(2, 4, 0, 3)));
    }

    [Fact]
    public void Inputs_and_weights_of_another_rank_are_refused()
    {
        Refuses(["Conv1d", "(N, C, L)", "[1, 4, 5, 5]"], () => Conv1d(Image, Tensor.Ones(2, 4, 3)));
        Refuses(["Conv1d", "(O, C/groups, K)"], () => Conv1d(Sequence, Tensor.Ones(2, 4, 3, 3)));
        Refuses(["Conv2d", "(N, C, H, W)"], () => Conv2d(Sequence, Tensor.Ones(2, 4, 3, 3)));
        Refuses(["Conv3d", "(N, C, D, H, W)"], () => Conv3d(Image, Tensor.Ones(2, 4, 3, 3, 3)));
        Refuses(["ConvTranspose1d", "(C, O/groups, K)"], () => ConvTranspose1d(Sequence, Tensor.Ones(4, 4)));
        Refuses(["ConvTranspose3d", "(N, C, D, H, W)"], () => ConvTranspose3d(Image, Tensor.Ones(4, 2, 3, 3, 3)));
        Refuses(["Im2Col", "[1, 4, 5]"], () => Im2Col(Sequence, 2));
        Refuses(["Col2Im", "(N, C·KH·KW, H′·W′)"], () => Col2Im(Image, 5, 2));
    }

    [Fact]
    public void Channels_that_groups_do_not_divide_are_refused()
    {
        Refuses(["Conv1d", "3 output channels", "2 groups"], () => Conv1d(Sequence, Tensor.Ones(3, 2, 3), groups: 2));
        Refuses(["Conv3d", "4 channels", "6"], () => Conv3d(Volume, Tensor.Ones(2, 3, 1, 1, 1), groups: 2));
        Refuses(["ConvTranspose2d", "4 input channels", "3 groups"], () => ConvTranspose2d(Image, Tensor.Ones(4, 2, 3, 3), groups: 3));
        Refuses(["ConvTranspose2d", "needs 5"], () => ConvTranspose2d(Image, Tensor.Ones(5, 2, 3, 3)));
        Refuses(["ConvTranspose2d", "the bias", "[4]"], () => ConvTranspose2d(Image, Tensor.Ones(4, 2, 3, 3), Tensor.Ones(2), groups: 2));
        Refuses(["Conv1d", "3 input and 4 output", "2 groups"], () => new Conv1d(3, 4, 3, groups: 2));
        Refuses(["ConvTranspose3d", "2 groups"], () => new ConvTranspose3d(4, 3, 3, groups: 2));
        Refuses(["Conv3d", "number of groups is 0"], () => new Conv3d(4, 4, 3, groups: 0));
        Refuses(["DepthwiseConv2d", "0"], () => new DepthwiseConv2d(0, 3));
        Refuses(["DepthwiseConv2d", "output channels is 0"], () => new DepthwiseConv2d(4, 3, multiplier: 0));
        Refuses(["Col2Im", "7 rows"], () => Col2Im(Tensor.Ones(1, 7, 16), 5, 2));
        Refuses(["Col2Im", "4×4 patches", "[1, 16, 15]"], () => Col2Im(Tensor.Ones(1, 16, 15), 5, 2));
    }

    [Fact]
    public void Strides_paddings_and_dilations_that_mean_nothing_are_refused()
    {
        Refuses(["Conv1d", "stride is 0"], () => Conv1d(Sequence, Tensor.Ones(2, 4, 3), stride: 0));
        Refuses(["Conv2d", "padding is -1×0", "at least 0"], () => Conv2d(Image, Tensor.Ones(2, 4, 3, 3), padding: (-1, 0)));
        Refuses(["Conv2d", "3 numbers", "1 or 2"], () => Conv2d(Image, Tensor.Ones(2, 4, 3, 3), padding: (1, 1, 1)));
        Refuses(["Conv2d", "\"same\"", "stride 2×2"], () => new Conv2d(4, 2, 3, stride: 2, padding: "same"));
        Refuses(["\"full\"", "\"valid\""], () => new Conv2d(4, 2, 3, padding: "full"));
        Refuses(["Conv3d", "dilation is 1×0×1"], () => new Conv3d(4, 2, 3, dilation: (1, 0, 1)));
        Refuses(["Conv1d", "kernel is 0"], () => new Conv1d(4, 2, 0));
        Refuses(["ConvTranspose1d", "output padding is 2", "stride 2"], () => new ConvTranspose1d(4, 2, 3, 2, outputPadding: 2));
        Refuses(["ConvTranspose2d", "output padding is 0×-1"], () => new ConvTranspose2d(4, 2, 3, outputPadding: (0, -1)));
        Refuses(["ConvTranspose2d", "padding is -1"], () => new ConvTranspose2d(4, 2, 3, padding: -1));
        Refuses(["Im2Col", "stride"], () => Im2Col(Image, 2, stride: 0));
        Refuses(["Col2Im", "padding"], () => Col2Im(Tensor.Ones(1, 16, 16), 5, 2, padding: -1));
    }

    [Fact]
    public void An_edge_that_is_too_short_for_its_mode_is_refused()
    {
        Refuses(["Conv2d", "Reflect", "4 is the most"], () => Conv2d(Image, Tensor.Ones(2, 4, 3, 3), padding: 5, paddingMode: PaddingMode.Reflect));
        Refuses(["Conv1d", "Circular", "5 is the most"], () => Conv1d(Sequence, Tensor.Ones(2, 4, 3), padding: 6, paddingMode: PaddingMode.Circular));
        Refuses(["Pad", "(-1, 0)"], () => Pad(Sequence, [(-1, 0)], PaddingMode.Replicate));
        Refuses(["Pad", "4 pairs"], () => Pad(Sequence, new (int, int)[4]));
        Refuses(["Pad", "mode 9"], () => Pad(Sequence, [(1, 1)], (PaddingMode)9));
        Refuses(["Conv2d", "mode 9"], () => new Conv2d(1, 1, 1, paddingMode: (PaddingMode)9));
    }

    private static void Refuses(string[] parts, Func<object> attempt)
    {
        string message = Assert.ThrowsAny<ArgumentException>(attempt).Message;
        Assert.All(parts, part => Assert.Contains(part, message));
    }
}
