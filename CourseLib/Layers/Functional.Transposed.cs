using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

public static partial class Functional
{
    /// <summary>
    /// The adjoint of a strided one-dimensional convolution. x: (N, C, L); weight: (C, O/groups, K); bias: (O) or null;
    /// result: (N, O, L′) with L′ = (L − 1)·stride − 2·padding + dilation·(K − 1) + outputPadding + 1.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor ConvTranspose1d(Tensor x, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0, int groups = 1, int dilation = 1)
    {
        var arguments = TransposedArguments.Require("ConvTranspose1d", ref x, weight, bias, [stride], [padding], [outputPadding], [dilation], groups);
        return Transpose(arguments, x.Unsqueeze(2), weight.Unsqueeze(2), bias).Squeeze(2);
    }

    /// <summary>
    /// The adjoint of a strided convolution, ⟨conv(y), x⟩ = ⟨y, convᵀ(x)⟩: every element of x adds its multiple of the filter to the result. x: (N, C, H, W); weight: (C, O/groups, KH, KW);
    /// bias: (O) or null; result: (N, O, H′, W′) with H′ = (H − 1)·stride − 2·padding + dilation·(KH − 1) + outputPadding + 1.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the output padding is not less than the stride or the dilation.</exception>
    public static Tensor ConvTranspose2d(Tensor x, Tensor weight, Tensor? bias = null, Size2d? stride = null, Size2d? padding = null, Size2d? outputPadding = null, int groups = 1, Size2d? dilation = null)
    {
        var arguments = TransposedArguments.Require("ConvTranspose2d", ref x, weight, bias,
            (stride ?? 1).ToArray(), (padding ?? 0).ToArray(), (outputPadding ?? 0).ToArray(), (dilation ?? 1).ToArray(), groups);
        return Transpose(arguments, x, weight, bias);
    }

    /// <summary>
    /// The adjoint of a strided three-dimensional convolution. x: (N, C, D, H, W); weight: (C, O/groups, KD, KH, KW); bias: (O) or null;
    /// result: (N, O, D′, H′, W′) with D′ = (D − 1)·stride − 2·padding + dilation·(KD − 1) + outputPadding + 1.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the output padding is not less than the stride or the dilation.</exception>
    public static Tensor ConvTranspose3d(Tensor x, Tensor weight, Tensor? bias = null, Size3d? stride = null, Size3d? padding = null, Size3d? outputPadding = null, int groups = 1, Size3d? dilation = null)
    {
        var arguments = TransposedArguments.Require("ConvTranspose3d", ref x, weight, bias,
            (stride ?? 1).ToArray(), (padding ?? 0).ToArray(), (outputPadding ?? 0).ToArray(), (dilation ?? 1).ToArray(), groups);
        int batch = x.Sizes[0], channels = x.Sizes[1], depth = x.Sizes[2], kernel = weight.Sizes[2], filters = weight.Sizes[1] * groups;
        Tensor images = x.Permute(0, 2, 1, 3, 4).Reshape(batch * depth, channels, x.Sizes[3], x.Sizes[4]);
        Tensor y = Transpose(arguments, images, weight.Reshape(channels, weight.Sizes[1] * kernel, weight.Sizes[3], weight.Sizes[4]), null);
        var slices = new SliceShape(batch, filters, arguments.Output[0], y.Sizes[2] * y.Sizes[3], kernel, arguments.Stride[0], arguments.Padding[0], arguments.Dilation[0]);
        Tensor volume = Function.Apply(new ChannelsToSlicesFunction(slices, y.Sizes[2], y.Sizes[3]), y);
        return bias is null ? volume : volume + bias.Reshape(filters, 1, 1, 1);
    }

    private static Tensor Transpose(TransposedArguments arguments, Tensor x, Tensor weight, Tensor? bias) =>
        new ConvTranspose2dFunction(arguments.On(x.Sizes, weight.Sizes)).On(x, weight, bias);
}
