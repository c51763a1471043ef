using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>y = wᵀ ⋆ x + b, where wᵀ is the adjoint of the convolution by w: what is that convolution's backward pass is forward here, and the other way round.</summary>
/// <remarks>x: (N, C, H, W); w: (C, O/groups, KH, KW); b: (O), may be left out; result: (N, O, H′, W′), the input of the convolution <paramref name="shape"/>.</remarks>
internal sealed class ConvTranspose2dFunction(ConvolutionShape shape) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], weight = inputs[1];
        context.Save(x, weight);
        context.State = inputs.Length;
        Tensor y = Tensor.Uninitialized([shape.Batch, shape.InChannels, shape.InHeight, shape.InWidth]);
        Convolution.BackwardInput(shape, weight.Elements, x.Elements, y.Elements);
        if (inputs.Length == 3) Elementwise.BinaryAxis<Add>(shape.Batch, shape.InChannels, shape.InHeight * shape.InWidth, y.Elements, inputs[2].Elements, y.Elements);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], weight = context.Saved[1];
        var gradients = new Tensor?[(int)context.State!];
        if (context.Needs(0))
        {
            Tensor dx = Tensor.Uninitialized(x.Shape);
            Convolution.Forward(shape, upstream.Elements, weight.Elements, default, dx.Elements);
            gradients[0] = dx;
        }
        if (context.Needs(1))
        {
            Tensor dw = Tensor.Uninitialized(weight.Shape);
            Convolution.BackwardWeight(shape, upstream.Elements, x.Elements, dw.Elements);
            gradients[1] = dw;
        }
        if (gradients.Length == 3 && context.Needs(2))
        {
            Tensor db = Tensor.Uninitialized([shape.InChannels]);
            Reduce.SumChannels(upstream.Elements, shape.Batch, shape.InChannels, shape.InHeight * shape.InWidth, db.Elements);
            gradients[2] = db;
        }
        return gradients;
    }
}
