using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>The patches that a convolution sees, as columns; the gradient of a pixel is the sum over its copies, which is <see cref="Col2ImFunction"/>.</summary>
/// <remarks>x: (N, C, H, W); result: (N, C·KH·KW, H′·W′).</remarks>
internal sealed class Im2ColFunction(ConvolutionShape shape) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs) => Unfold(shape, inputs[0]);

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Col2ImFunction.Fold(shape, upstream)];

    internal static Tensor Unfold(in ConvolutionShape shape, Tensor x)
    {
        Tensor columns = Tensor.Uninitialized([shape.Batch, shape.InChannels * shape.KernelHeight * shape.KernelWidth, shape.OutHeight * shape.OutWidth]);
        Im2Col.Unfold(shape, x.Elements, columns.Elements);
        return columns;
    }
}
