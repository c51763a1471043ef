using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The adjoint of <see cref="SlicesToChannelsFunction"/>: images laid over each other as slices of a volume.</summary>
/// <remarks>x: (N·D′, C·KD, H, W); result: (N, C, D, H, W).</remarks>
internal sealed class ChannelsToSlicesFunction(SliceShape shape, int height, int width) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = Tensor.Uninitialized([shape.Batch, shape.Channels, shape.Depth, height, width]);
        Slices.FromChannels(shape, inputs[0].Elements, y.Elements);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor dx = Tensor.Uninitialized([shape.Batch * shape.OutDepth, shape.Channels * shape.Kernel, height, width]);
        Slices.ToChannels(shape, upstream.Elements, dx.Elements);
        return [dx];
    }
}
