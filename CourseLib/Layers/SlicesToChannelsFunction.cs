using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The slices that each output of a three-dimensional convolution sees, as channels of an image.</summary>
/// <remarks>x: (N, C, D, H, W); result: (N·D′, C·KD, H, W).</remarks>
internal sealed class SlicesToChannelsFunction(SliceShape shape, int height, int width) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = Tensor.Uninitialized([shape.Batch * shape.OutDepth, shape.Channels * shape.Kernel, height, width]);
        Slices.ToChannels(shape, inputs[0].Elements, y.Elements);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor dx = Tensor.Uninitialized([shape.Batch, shape.Channels, shape.Depth, height, width]);
        Slices.FromChannels(shape, upstream.Elements, dx.Elements);
        return [dx];
    }
}
