using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>Columns laid back over each other as patches of an image, and added; the adjoint of <see cref="Im2ColFunction"/>.</summary>
/// <remarks>columns: (N, C·KH·KW, H′·W′); result: (N, C, H, W).</remarks>
internal sealed class Col2ImFunction(ConvolutionShape shape) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs) => Fold(shape, inputs[0]);

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Im2ColFunction.Unfold(shape, upstream)];

    internal static Tensor Fold(in ConvolutionShape shape, Tensor columns)
    {
        Tensor x = Tensor.Uninitialized([shape.Batch, shape.InChannels, shape.InHeight, shape.InWidth]);
        Im2Col.Fold(shape, columns.Elements, x.Elements);
        return x;
    }
}
